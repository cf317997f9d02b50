import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import type { GatewayContext } from '../context.ts';
import type { Tls } from '../gateway.ts';
import { evaluateDecision } from './decisions.ts';
import { deleteResource, deployProcess, deployResource } from './deployments.ts';
import { checkHealth, healthService } from './health.ts';
import * as instances from './instances.ts';
import * as jobs from './jobs.ts';
import { broadcastSignal, publishMessage } from './messages.ts';
import { gatewayService } from './proto.ts';
import { openSmallMessagesAtOnce } from './small-messages.ts';
import { topology } from './topology.ts';
import { type Answer, type StreamAnswer, streaming, unary } from './unary.ts';

/** The calls answered by one message. */
const UNARY: Readonly<Record<string, (context: GatewayContext) => Answer>> = {
  Topology: topology,
  DeployResource: deployResource,
  DeployProcess: deployProcess,
  DeleteResource: deleteResource,
  CreateProcessInstance: instances.createProcessInstance,
  CreateProcessInstanceWithResult: instances.createProcessInstanceWithResult,
  CancelProcessInstance: instances.cancelProcessInstance,
  ModifyProcessInstance: instances.modifyProcessInstance,
  MigrateProcessInstance: instances.migrateProcessInstance,
  SetVariables: instances.setVariables,
  ResolveIncident: instances.resolveIncident,
  CompleteJob: jobs.completeJob,
  FailJob: jobs.failJob,
  ThrowError: jobs.throwError,
  UpdateJobRetries: jobs.updateJobRetries,
  UpdateJobTimeout: jobs.updateJobTimeout,
  PublishMessage: publishMessage,
  BroadcastSignal: broadcastSignal,
  EvaluateDecision: evaluateDecision,
};

/** The calls answered by a stream. */
const STREAMS: Readonly<Record<string, (context: GatewayContext) => StreamAnswer>> = {
  ActivateJobs: jobs.activateJobs,
  StreamActivatedJobs: jobs.streamActivatedJobs,
};

/** The library keeps a trace of each call for a service of its own, which nobody asks here: /metrics counts. */
const WITHOUT_DIAGNOSTICS = { 'grpc.enable_channelz': 0 };
openSmallMessagesAtOnce();

/** How often a connection is asked whether someone is there, and how long the answer may take before it is closed. */
export interface KeepAlive {
  readonly everyMs: number;
  readonly answerWithinMs: number;
}
/** A client that is gone without a word, or frozen, holds its calls and the jobs leased for them until it is asked. */
const KEEP_ALIVE: KeepAlive = { everyMs: 30_000, answerWithinMs: 10_000 };

/** What cutting connections takes. */
const LEAVING_MS = 100;

/** A listening gRPC server. */
export interface GrpcServer {
  readonly port: number;
  /** Takes no more calls and answers those under way; whoever waits for longer than the grace is cut. */
  close(graceMs: number): Promise<void>;
}

/** Listens for the 21 calls of the Gateway service. Rejects when the port cannot be had. */
export async function startGrpc(
  context: GatewayContext,
  host: string,
  port: number,
  tls: Tls | null,
  keepAlive: KeepAlive = KEEP_ALIVE,
): Promise<GrpcServer> {
  // What goes wrong is reported by the promise below, in the caller's words: the library's own lines would only double it.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server({
    ...WITHOUT_DIAGNOSTICS,
    'grpc.keepalive_time_ms': keepAlive.everyMs,
    'grpc.keepalive_timeout_ms': keepAlive.answerWithinMs,
  });
  const handlers: Parameters<Server['addService']>[1] = {};
  for (const [name, make] of Object.entries(UNARY)) handlers[name] = unary(context, name, make(context));
  for (const [name, make] of Object.entries(STREAMS)) handlers[name] = streaming(context, name, make(context));
  server.addService(gatewayService(), handlers);
  server.addService(healthService(), { Check: checkHealth(context) });
  const hostText = host.includes(':') ? `[${host}]` : host;
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${hostText}:${port}`, credentialsOf(tls), (error, actual) =>
      error ? reject(portError(error, port)) : resolve(actual),
    );
  });
  return {
    port: bound,
    close: (graceMs) =>
      new Promise((resolve) => {
        // forceShutdown would not end the connections: without the library's diagnostics it knows of none
        server.drain(`${hostText}:${bound}`, graceMs);
        // a frozen client never closes its end: nor is that waited for
        const left = setTimeout(resolve, graceMs + LEAVING_MS);
        server.tryShutdown(() => {
          clearTimeout(left);
          resolve();
        });
      }),
  };
}

function credentialsOf(tls: Tls | null): ServerCredentials {
  if (tls === null) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }]);
}

/** grpc-js says only in words why it could not listen. */
function portError(error: Error, port: number): Error {
  const code = /EADDRINUSE|EACCES|EADDRNOTAVAIL/.exec(error.message)?.[0];
  return code === undefined ? error : Object.assign(new Error(error.message), { code, port });
}
