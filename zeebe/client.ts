import type { CamundaClient, JobResult } from '@camunda8/orchestration-cluster-api';
import type { ZeebeGrpcClient } from '@camunda8/sdk/dist/zeebe/index.js';
import type { ZeebeJob } from '@camunda8/sdk/dist/zeebe/lib/interfaces-1.0.js';
import * as commands from './commands.ts';
import * as instances from './instance-queries.ts';
import { returning } from './poll-worker.ts';
import * as queries from './queries.ts';
import { boundedFetch, restCalls } from './rest.ts';
import type * as types from './types.ts';
import { assignUserTask, completeUserTask } from './user-tasks.ts';
import { startJobWorker, startListenerWorker } from './workers.ts';

export { BpmnError, EngineRejection, EngineUnavailable, JobFailure } from './errors.ts';
export type { ElementInstance, Incident, Instance } from './queries.ts';
export type * from './types.ts';
export type { JobResult };

export type CamundaRestClient = CamundaClient;
export type CamundaGrpcClient = ZeebeGrpcClient;
/** The client's type leaves the definition's key out, its proto does not. */
export type GrpcJob = Readonly<ZeebeJob> & { readonly processDefinitionKey?: string };

/**
 * Poll workers look this often whether they are to ask for jobs again: 300 ms by default, which would be the whole latency of a
 * step. A job that comes while they ask is handed out at once; fifteen of them that look every 10 ms use 2 % of a core at rest.
 */
const POLL_EVERY_MS = 30;
const LONG_POLL_SECONDS = 10;
/** While the engine is away, it is asked this often whether it is back; its channel tries as often. */
const PROBE_EVERY_MS = 500;
const RECONNECT_WITHIN_MS = 1_000 as number;
/** A finished job is reported again for this long while the engine is away; then its lease decides. */
const TELL_JOBS_FOR_SECONDS = 30;

/** The portal's one door to an engine: our gateway or a cluster, by the same calls. */
export type EngineClient = ReturnType<typeof connectEngine>;

/** Opens the door. Nothing is loaded or sent before the first call, and the engine may be away. */
export function connectEngine(connection: types.EngineConnection) {
  const { log } = connection;
  let grpc: Promise<ZeebeGrpcClient> | undefined;
  let rest: Promise<CamundaClient> | undefined;
  const loadGrpc = () => (grpc ??= openGrpc(connection));
  const loadRest = () => (rest ??= openRest(connection));
  const call = restCalls(loadRest);
  const { back, stop } = returning(() => queries.topology(call), PROBE_EVERY_MS);
  const context = { load: loadGrpc, back, call, log };

  return {
    /** Deploys files together, all or nothing. */
    deploy: (files: readonly types.DeploymentFile[]) => commands.deploy(call, files),
    /** Starts an instance of the version with this key. */
    createInstance: (request: { processDefinitionKey: string; variables?: types.Variables }) =>
      commands.createInstance(call, request),
    /** Ends an instance; false when it was not there any more. */
    cancelInstance: (key: string) => commands.cancelInstance(call, key),
    completeUserTask: (key: string, variables?: types.Variables) => completeUserTask(call, key, variables),
    /** Gives a task to someone, or takes it back with null. */
    assign: (key: string, assignee: string | null) => assignUserTask(call, key, assignee),
    /** Has an instance follow another definition; false when it was not there any more. */
    migrateInstance: (key: string, to: commands.Migration) => commands.migrateInstance(call, key, to),
    /** Moves a token of an instance by hand; false when it was not there any more. */
    modifyInstance: (key: string, modification: commands.Modification) =>
      commands.modifyInstance(call, key, modification),
    /** Sets variables of an instance's own scope; false when it was not there any more. */
    setVariables: (key: string, variables: types.Variables) => commands.setVariables(call, key, variables),
    publishMessage: (message: commands.Message) => commands.publishMessage(call, message),
    /** False when nobody waits for the message now. */
    correlateMessage: (message: Omit<commands.Message, 'timeToLive' | 'messageId'>) =>
      commands.correlateMessage(call, message),
    searchUserTasks: (search?: types.Search) => queries.searchUserTasks(call, search),
    searchInstances: (search?: types.Search) => queries.searchInstances(call, search),
    /** Every incident that is open now, of a filter. */
    openIncidents: (filter: types.Search['filter']) => queries.openIncidents(call, filter),
    incidentsIn: (instanceKeys: readonly string[]) => queries.incidentsIn(call, instanceKeys),
    incidentsSince: (since: Date | null, page: { readonly after: string | null; readonly limit: number }) =>
      queries.incidentsSince(call, since, page),
    /** The oldest of them, at most so many. */
    oldestIncidents: (max: number) => queries.oldestIncidents(call, max),
    searchElementInstances: (processInstanceKey: string) => queries.searchElementInstances(call, processInstanceKey),
    /** Where one instance stands now. */
    activeElementsOf: (processInstanceKey: string) => queries.activeElementsOf(call, processInstanceKey),
    /** The instances that these call now. */
    calledBy: (callerKeys: readonly string[]) => queries.calledBy(call, callerKeys),
    /** Where the instances of a version stand, at most so many rows. */
    searchActiveElements: (processDefinitionKey: string, max: number, elementId?: string) =>
      queries.searchActiveElements(call, processDefinitionKey, max, elementId),
    /** What of one instance people look at; each at most so many rows. */
    lastPassages: (processInstanceKey: string, max: number) => instances.lastPassages(call, processInstanceKey, max),
    flowsTaken: (processInstanceKey: string) => instances.flowsTaken(call, processInstanceKey),
    instancesCalledBy: (callerKey: string, max: number) => instances.instancesCalledBy(call, callerKey, max),
    variablesIn: (processInstanceKey: string, max: number) => instances.variablesIn(call, processInstanceKey, max),
    wholeVariable: (variableKey: string) => instances.wholeVariable(call, variableKey),
    unfinishedJobs: (processInstanceKey: string, max: number) =>
      instances.unfinishedJobs(call, processInstanceKey, max),
    openSubscriptions: (processInstanceKey: string, max: number) =>
      instances.openSubscriptions(call, processInstanceKey, max),
    /** The instances of some definitions that were ended from outside. */
    terminatedInstances: (definitionKeys: readonly string[] | null, max: number) =>
      instances.terminatedInstances(call, definitionKeys, max),
    /** The value of a variable of an instance's root scope; undefined when it has none of that name. */
    variableOf: (instanceKey: string, name: string) => queries.variableOf(call, instanceKey, name),
    getInstance: (key: string) => queries.getInstance(call, key),
    /** The element that one passage is through, or null when the engine does not know it. */
    elementIdOf: (elementInstanceKey: string) => queries.elementIdOf(call, elementInstanceKey),
    /** Gives the job its retries back (1 by default), then resolves; false when the incident is gone. */
    resolveIncident: (key: string, options?: { retries?: number }) => commands.resolveIncident(call, key, options),
    /** The BPMN id of the process under this key, or null when this engine has none. */
    processIdOf: (processDefinitionKey: string) => queries.processIdOf(call, processDefinitionKey),
    ensureGlobalTaskListeners: (listeners: readonly types.GlobalTaskListener[]) =>
      commands.ensureGlobalTaskListeners(call, listeners),
    topology: () => queries.topology(call),
    /** Rejects with EngineUnavailable when the engine does not answer. */
    ping: async (): Promise<void> => {
      await queries.topology(call);
    },
    work: (options: types.JobWorkerOptions) => startJobWorker(context, options),
    workListener: (options: types.ListenerWorkerOptions) => startListenerWorker(context, options),
    /** Stops every worker, letting the jobs at hand finish. */
    close: async (): Promise<void> => {
      stop();
      await (await grpc)?.close();
    },
  };
}

async function openRest({ restAddress, user, password }: types.EngineConnection): Promise<CamundaClient> {
  const { createCamundaClient } = await import('@camunda8/orchestration-cluster-api');
  return createCamundaClient({
    // The engine's place and credentials are this connection's, never the environment's.
    env: {},
    config: {
      CAMUNDA_REST_ADDRESS: restAddress,
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
      CAMUNDA_SDK_BACKPRESSURE_PROFILE: 'LEGACY',
      CAMUNDA_SDK_LOG_LEVEL: 'silent',
      ...(user === undefined
        ? { CAMUNDA_AUTH_STRATEGY: 'NONE' }
        : {
            CAMUNDA_AUTH_STRATEGY: 'BASIC',
            CAMUNDA_BASIC_AUTH_USERNAME: user,
            CAMUNDA_BASIC_AUTH_PASSWORD: password ?? '',
          }),
    },
    fetch: boundedFetch,
  });
}

async function openGrpc(connection: types.EngineConnection): Promise<ZeebeGrpcClient> {
  const { grpcAddress, user, password, longPollSeconds = LONG_POLL_SECONDS } = connection;
  // The package's own entry loads every Camunda product: three times the time and the memory of this part alone.
  const { ZeebeGrpcClient } = await import('@camunda8/sdk/dist/zeebe/index.js');
  return new ZeebeGrpcClient({
    config: {
      // An address without a scheme would mean TLS.
      ZEEBE_GRPC_ADDRESS: grpcAddress.includes('://') ? grpcAddress : `grpc://${grpcAddress}`,
      ...(user === undefined
        ? { CAMUNDA_AUTH_STRATEGY: 'NONE' }
        : {
            CAMUNDA_AUTH_STRATEGY: 'BASIC',
            CAMUNDA_BASIC_AUTH_USERNAME: user,
            CAMUNDA_BASIC_AUTH_PASSWORD: password ?? '',
          }),
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: {
        ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
        ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: POLL_EVERY_MS,
        ZEEBE_GRPC_WORKER_LONGPOLL_SECONDS: longPollSeconds,
        ZEEBE_GRPC_CLIENT_MAX_RETRY_TIMEOUT_SECONDS: TELL_JOBS_FOR_SECONDS,
        GRPC_MAX_RECONNECT_BACKOFF_MS: RECONNECT_WITHIN_MS as 10_000,
      },
    },
  });
}
