import { createRequire } from 'node:module';
import { ZeebeGrpcClient } from '@camunda8/sdk/dist/zeebe/index.js';
import {
  type Client,
  credentials,
  loadPackageDefinition,
  makeGenericClientConstructor,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GrpcJob } from '../../../zeebe/client.ts';
import { jobCircuit, oneJob, payTable, timed } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';
import { healthService } from './health.ts';
import type { Message } from './unary.ts';

let gateway: TestGateway;
let sdk: ZeebeGrpcClient;
let bare: Client & Record<string, (...parameters: unknown[]) => never>;

beforeAll(async () => {
  gateway = await openTestGateway();
  sdk = new ZeebeGrpcClient({
    config: {
      ZEEBE_GRPC_ADDRESS: gateway.grpcAddress,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: {
        ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
        ZEEBE_GRPC_CLIENT_RETRY: false,
        ZEEBE_GRPC_WORKER_LONGPOLL_SECONDS: 1,
        ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: 10,
      },
    },
  });
  bare = bareClient(gateway.grpcPort);
  await sdk.deployResource({ process: Buffer.from(oneJob.content), name: oneJob.name });
});

afterAll(async () => {
  bare.close();
  await sdk.close();
  await gateway.close();
});

/** The protocol without a client's retries, to see what is really answered. */
function bareClient(port: number): typeof bare {
  const proto = createRequire(import.meta.url).resolve('@camunda8/sdk/dist/proto/zeebe.proto');
  const definition = loadSync(proto, { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
  const { Gateway } = loadPackageDefinition(definition).gateway_protocol as never as {
    Gateway: new (...p: unknown[]) => typeof bare;
  };
  return new Gateway(`127.0.0.1:${port}`, credentials.createInsecure());
}

function call(name: string, request: object): Promise<Message> {
  return new Promise((resolve, reject) => {
    bare[name]?.(request, (error: ServiceError | null, response: Message) =>
      error ? reject(error) : resolve(response),
    );
  });
}

/** Every job of one activation; `cancel` is what a client that leaves does. */
function activate(request: object): { jobs: Promise<Message[]>; cancel(): void } {
  const poll = { type: 'work', worker: 'test', timeout: 60_000, maxJobsToActivate: 10, requestTimeout: -1, ...request };
  const stream = bare.ActivateJobs?.(poll) as never as NodeJS.EventEmitter & { cancel(): void };
  const jobs = new Promise<Message[]>((resolve, reject) => {
    const found: Message[] = [];
    stream.on('data', (message: Message) => found.push(...message.jobs));
    stream.on('end', () => resolve(found));
    stream.on('error', reject);
  });
  return { jobs, cancel: () => stream.cancel() };
}

const create = (request: object = {}) =>
  call('CreateProcessInstance', { bpmnProcessId: 'one-job', version: -1, variables: '{}', ...request });
const complete = (jobKey: string) => call('CompleteJob', { jobKey, variables: '{}' });

describe('the SDK', () => {
  test('reads the topology', async () => {
    const { brokers, gatewayVersion } = await sdk.topology();
    expect(gatewayVersion).toMatch(/^8\.9/);
    expect(brokers[0]?.partitions[0]).toMatchObject({ partitionId: 1, role: 'LEADER' });
  });

  test('a worker ends an instance, whose result comes back', async () => {
    const circuit = jobCircuit('sdk-job', 'sdk-work');
    await sdk.deployResource({ process: Buffer.from(circuit.content), name: circuit.name });
    const worker = sdk.createWorker({
      taskType: 'sdk-work',
      taskHandler: (job) =>
        job.complete({
          doubled: Number((job.variables as { n: number }).n) * 2,
          colour: (job.customHeaders as { colour: string }).colour,
        }),
    });
    const result = await sdk.createProcessInstanceWithResult({
      bpmnProcessId: 'sdk-job',
      variables: { n: 21 },
      requestTimeout: 10_000,
    });
    expect(result.variables).toEqual({ n: 21, doubled: 42, colour: 'blue' });
    await worker.close();
  });

  test('evaluates a decision', async () => {
    await sdk.deployResource({ decision: Buffer.from(payTable.content), name: payTable.name });
    const outcome = await sdk.evaluateDecision({ decisionId: 'pay', variables: { quota: 80 } });
    expect(JSON.parse(outcome.decisionOutput)).toBe('6/7');
    expect(outcome.evaluatedDecisions[0]?.matchedRules[0]?.ruleId).toBe('eighty');
  });

  test('a stream of jobs pushes them as they come', async () => {
    const seen = new Promise<string>((resolve) => {
      sdk.streamJobs({
        type: 'after',
        worker: 'stream',
        timeout: 60_000,
        fetchVariables: [],
        taskHandler: (job: GrpcJob) => {
          resolve(job.elementId);
          return job.complete();
        },
      } as never);
    });
    await sdk.deployResource({ process: Buffer.from(timed.content), name: timed.name });
    await sdk.createProcessInstance({ bpmnProcessId: 'timed', variables: { delay: 'PT0S' } });
    expect(await seen).toBe('after');
  });
});

describe('long polling', () => {
  test('without a wait, nothing to do is answered at once', async () => {
    expect(await activate({ type: 'nothing' }).jobs).toEqual([]);
  });

  test('a waiting poll is answered by the first job that comes', async () => {
    const poll = activate({ requestTimeout: 20_000 });
    await create();
    const [job] = await poll.jobs;
    expect(job).toMatchObject({
      type: 'work',
      bpmnProcessId: 'one-job',
      elementId: 'work',
      worker: 'test',
      retries: 2,
    });
    expect(JSON.parse(job?.customHeaders)).toEqual({ colour: 'blue' });
    await complete(job?.key);
  });

  test('a wait that is over ends the stream with nothing', async () => {
    expect(await activate({ type: 'nothing', requestTimeout: 300 }).jobs).toEqual([]);
  });

  test('0 waits as long as the gateway says by default', async () => {
    expect(await activate({ type: 'nothing', requestTimeout: 0 }).jobs).toEqual([]);
  });

  test('each of several polls gets its own job', async () => {
    const polls = Array.from({ length: 4 }, () => activate({ requestTimeout: 20_000, maxJobsToActivate: 1 }));
    await Promise.all(Array.from({ length: 4 }, () => create()));
    const jobs = (await Promise.all(polls.map((poll) => poll.jobs))).flat();
    expect(new Set(jobs.map((job) => job.key)).size).toBe(4);
    await Promise.all(jobs.map((job) => complete(job.key)));
  });

  test('a client that leaves takes no job with it', async () => {
    const gone = activate({ requestTimeout: 20_000 });
    const left = gone.jobs.catch((error: ServiceError) => error.code);
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.cancel();
    expect(await left).toBe(status.CANCELLED);
    await create();
    const [job] = await activate({ requestTimeout: 20_000 }).jobs;
    expect(job?.elementId).toBe('work');
    await complete(job?.key);
  });
});

describe('health, by the protocol of gRPC', () => {
  const check = (port: number, service: string) => {
    const Health = makeGenericClientConstructor(healthService(), 'Health');
    const client = new Health(`127.0.0.1:${port}`, credentials.createInsecure());
    return new Promise<Message>((resolve, reject) => {
      client.Check?.({ service }, (error: ServiceError | null, told: Message) =>
        error ? reject(error) : resolve(told),
      );
    }).finally(() => client.close());
  };

  test.each(['', 'gateway_protocol.Gateway'])('is told of %j, whoever asks', async (service) => {
    const guarded = await openTestGateway({ account: { user: 'u', password: 'p' } });
    expect(await check(guarded.grpcPort, service)).toEqual({ status: 'SERVING' });
    await guarded.close();
  });

  test('is not told of what is not here', async () => {
    await expect(check(gateway.grpcPort, 'other.Service')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });
});

describe('refusals, by their status', () => {
  test.each<[string, string, object, number, RegExp]>([
    [
      'a job that is not there',
      'CompleteJob',
      { jobKey: '9007199254740993', variables: '{}' },
      status.NOT_FOUND,
      /Command 'COMPLETE' rejected with code 'NOT_FOUND'.*9007199254740993/,
    ],
    [
      'an unknown process',
      'CreateProcessInstance',
      { bpmnProcessId: 'nothing', version: -1 },
      status.NOT_FOUND,
      /nothing/,
    ],
    [
      'variables that are no object',
      'CreateProcessInstance',
      { bpmnProcessId: 'one-job', version: -1, variables: '[1]' },
      status.INVALID_ARGUMENT,
      /object/,
    ],
    [
      'variables that are no JSON',
      'CreateProcessInstance',
      { bpmnProcessId: 'one-job', version: -1, variables: '{' },
      status.INVALID_ARGUMENT,
      /JSON/,
    ],
    [
      'a poll without a type',
      'ActivateJobs',
      { type: ' ', worker: 'w', timeout: 1, maxJobsToActivate: 1 },
      status.INVALID_ARGUMENT,
      /type/,
    ],
    [
      'a poll for no job',
      'ActivateJobs',
      { type: 't', worker: 'w', timeout: 1, maxJobsToActivate: 0 },
      status.INVALID_ARGUMENT,
      /greater than zero/,
    ],
    ['an incident that is not there', 'ResolveIncident', { incidentKey: '1' }, status.NOT_FOUND, /1/],
    ['an instance that is not there', 'CancelProcessInstance', { processInstanceKey: '1' }, status.NOT_FOUND, /1/],
    ['no retries', 'UpdateJobRetries', { jobKey: '1', retries: 0 }, status.INVALID_ARGUMENT, /retries/i],
    ['an unknown decision', 'EvaluateDecision', { decisionId: 'nothing' }, status.NOT_FOUND, /nothing/],
    [
      'an unknown decision, named by id and key',
      'EvaluateDecision',
      { decisionId: 'nothing', decisionKey: '1' },
      status.NOT_FOUND,
      /no decision found for id 'nothing'/,
    ],
    [
      'another tenant',
      'PublishMessage',
      { name: 'm', correlationKey: 'k', tenantId: 'other' },
      status.INVALID_ARGUMENT,
      /tenant/,
    ],
    [
      'a broken file',
      'DeployResource',
      { resources: [{ name: 'bad.bpmn', content: Buffer.from('<oops') }] },
      status.INVALID_ARGUMENT,
      /bad\.bpmn/,
    ],
    ['no file at all', 'DeployResource', { resources: [] }, status.INVALID_ARGUMENT, /resource/],
  ])('%s', async (_, name, request, code, text) => {
    const answer = name === 'ActivateJobs' ? activate(request).jobs : call(name, request);
    const error = await answer.then(
      () => null,
      (failure: ServiceError) => failure,
    );
    expect(error?.details).toMatch(text);
    expect(error?.code).toBe(code);
  });

  test('an instance is not modified or migrated by a plan that makes no sense', async () => {
    const { processInstanceKey } = await create();
    const [job] = await activate({ requestTimeout: 20_000 }).jobs;
    const activateInstructions = [{ elementId: 'nobody' }];
    await expect(call('ModifyProcessInstance', { processInstanceKey, activateInstructions })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    const migrationPlan = { targetProcessDefinitionKey: '1', mappingInstructions: [] };
    await expect(call('MigrateProcessInstance', { processInstanceKey, migrationPlan })).rejects.toMatchObject({
      code: status.NOT_FOUND,
    });
    await complete(job?.key);
  });

  test('an instance is modified: it goes on elsewhere', async () => {
    const { processInstanceKey } = await create();
    const [job] = await activate({ requestTimeout: 20_000 }).jobs;
    await call('ModifyProcessInstance', {
      processInstanceKey,
      activateInstructions: [{ elementId: 'end', variableInstructions: [{ variables: '{"by":"hand"}' }] }],
      terminateInstructions: [{ elementInstanceKey: job?.elementInstanceKey }],
    });
    await expect(call('CancelProcessInstance', { processInstanceKey })).rejects.toMatchObject({
      code: status.NOT_FOUND,
    });
  });

  test('an instance that takes longer than the caller waits', async () => {
    const request = { request: { bpmnProcessId: 'one-job', version: -1, variables: '{}' }, requestTimeout: 200 };
    await expect(call('CreateProcessInstanceWithResult', request)).rejects.toMatchObject({
      code: status.DEADLINE_EXCEEDED,
    });
    const [job] = await activate({ requestTimeout: 20_000 }).jobs;
    await complete(job?.key);
  });

  test('a failed job cannot be completed before its incident is resolved', async () => {
    await create();
    const [job] = await activate({ requestTimeout: 20_000 }).jobs;
    await call('FailJob', { jobKey: job?.key, retries: 0, errorMessage: 'broken', variables: '{}' });
    await expect(complete(job?.key)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  test('a caller without the password', async () => {
    const guarded = await openTestGateway({ account: { user: 'u', password: 'p' } });
    const stranger = bareClient(guarded.grpcPort);
    const refused = new Promise((resolve) => stranger.Topology?.({}, (error: ServiceError) => resolve(error.code)));
    expect(await refused).toBe(status.UNAUTHENTICATED);
    stranger.close();
    await guarded.close();
  });
});
