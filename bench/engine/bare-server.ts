import { parentPort } from 'node:worker_threads';
import * as grpc from '@grpc/grpc-js';
import { gatewayService } from 'harmonie-engine/harness';

/** Answers every completion with nothing: what gRPC itself costs. */
const server = new grpc.Server({ 'grpc.default_compression_algorithm': 2 });
server.addService(gatewayService().service, {
  CompleteJob: (_call: unknown, answer: grpc.sendUnaryData<object>) => answer(null, {}),
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (_error, port) =>
  parentPort?.postMessage(port),
);
