import { createRequire } from 'node:module';
import path from 'node:path';
import {
  type GrpcObject,
  loadPackageDefinition,
  type ServiceClientConstructor,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/**
 * The Gateway service, read from the SDK's own proto at run time: its licence forbids a copy.
 * 64-bit integers are strings, since keys pass 2^53.
 */
export function gatewayService(): ServiceDefinition {
  const sdk = path.dirname(createRequire(import.meta.url).resolve('@camunda8/sdk/package.json'));
  const definition = loadSync(path.join(sdk, 'dist', 'proto', 'zeebe.proto'), {
    keepCase: true,
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const { Gateway } = loadPackageDefinition(definition).gateway_protocol as GrpcObject;
  return (Gateway as ServiceClientConstructor).service;
}
