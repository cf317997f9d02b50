import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** The few calls of such a series, by bare gRPC: no retry, so that what was acknowledged is known. */
export interface Gateway {
  deploy(name: string, content: string): Promise<void>;
  /** Key of the new instance. */
  create(bpmnProcessId: string): Promise<string>;
  /** Keys of the jobs handed out. */
  activate(type: string, leaseMs: number): Promise<string[]>;
  /** False when the job was gone. */
  complete(jobKey: string): Promise<boolean>;
  close(): void;
}

const DEADLINE_MS = 240_000;
const BATCH = 32;
const WAIT_MS = 300;

/** The service of Zeebe, as the public client's own definition has it. */
export function gatewayService(): grpc.ServiceClientConstructor {
  const proto = createRequire(import.meta.url).resolve('@camunda8/sdk/dist/proto/zeebe.proto');
  const loaded = grpc.loadPackageDefinition(loadSync(proto, { longs: String }));
  return (loaded.gateway_protocol as unknown as { Gateway: grpc.ServiceClientConstructor }).Gateway;
}

/** Opens a client on an address. */
export function openGateway(address: string): Gateway {
  const client = new (gatewayService())(address, grpc.credentials.createInsecure());
  const call = <R>(name: string, request: object) =>
    new Promise<R>((resolve, reject) => {
      const options = { deadline: Date.now() + DEADLINE_MS };
      client[name]?.(request, new grpc.Metadata(), options, (error: grpc.ServiceError | null, answer: R) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
  return {
    deploy: async (name, content) => {
      await call('DeployResource', { resources: [{ name, content: Buffer.from(content) }] });
    },
    create: async (bpmnProcessId) => {
      const { processInstanceKey } = await call<{ processInstanceKey: string }>('CreateProcessInstance', {
        bpmnProcessId,
        version: -1,
        variables: '{}',
      });
      return processInstanceKey;
    },
    activate: (type, timeout) => {
      const request = { type, worker: 'survival', timeout, maxJobsToActivate: BATCH, requestTimeout: WAIT_MS };
      return new Promise((resolve, reject) => {
        const keys: string[] = [];
        const stream = client.ActivateJobs?.(request, { deadline: Date.now() + DEADLINE_MS }) as
          | grpc.ClientReadableStream<{ jobs: { key: string }[] }>
          | undefined;
        stream?.on('data', ({ jobs }: { jobs: { key: string }[] }) => keys.push(...jobs.map(({ key }) => key)));
        stream?.on('end', () => resolve(keys));
        stream?.on('error', reject);
      });
    },
    complete: async (jobKey) => {
      try {
        await call('CompleteJob', { jobKey, variables: '{}' });
        return true;
      } catch (error) {
        if ((error as grpc.ServiceError).code === grpc.status.NOT_FOUND) return false;
        throw error;
      }
    },
    close: () => client.close(),
  };
}
