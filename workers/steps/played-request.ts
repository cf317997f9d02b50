import { placeOf } from '#domain/circuit/blocks/block.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import {
  blockUnder,
  type CalledInstance,
  claimOf,
  enterCalled,
  findPlayed,
  instanceOf,
  isBetween,
  isPublished,
  type PlayedRequest,
} from '#prisma/repositories/requests/played.ts';
import type { Job } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import type { LedHere } from './job.ts';
import { StepFailure } from './step-failure.ts';

/** How soon a step asks again whether its instance was written down. */
const UNWRITTEN_MS = 50;
/** How soon a step of a request that is moving to another version, or ending, asks again whether it has. */
const HELD_MS = 200;

/** What a job says of its own request, which is believed of nothing. */
export interface Said extends Partial<LedHere> {
  readonly requestId?: string | undefined;
}

/**
 * Finds the request that the instance of a job runs, by what the portal recorded and by nothing
 * that the job carries: variables travel with a circuit, and its author can write anything in them.
 * They are compared, and a difference is refused.
 * @returns null for the second start of a request, which is ended
 * @throws {StepFailure} variable-differs, request-unknown, circuit-unpublished, migration-underway,
 * request-cancelled
 */
export async function playedRequest(context: WorkerContext, job: Job, said: Said): Promise<PlayedRequest | null> {
  const { prisma } = context.database;
  const { processInstanceKey: instanceKey, processDefinitionKey } = job;
  const instance = { engine: context.engineName, instanceKey, processDefinitionKey };
  const played = await findPlayed(prisma, instance, said);
  if (played === null) return firstMet(context, job, said);
  mustGoOn(played, job);
  await mustFollow(context, job, played);
  const differs = (variable: string) => new StepFailure({ cause: 'variable-differs', params: { variable } });
  if (said.requestId !== undefined && said.requestId !== played.requestId) throw differs('requestId');
  if (said.decisionId !== undefined && played.decision === 'elsewhere') throw differs('decisionId');
  if (said.withdrawalId !== undefined && played.withdrawal === 'elsewhere') throw differs('withdrawalId');
  return played;
}

/**
 * While some instances of a request follow one version and others another, none of its steps is done; nor once it was cancelled,
 * until the engine ends it. No try is lost.
 */
function mustGoOn({ migrating, cancelled }: PlayedRequest, { retries }: Job): void {
  const again = { retries, afterMs: HELD_MS };
  if (cancelled) throw new StepFailure({ cause: 'request-cancelled', params: {} }, { again });
  if (migrating) throw new StepFailure({ cause: 'migration-underway', params: {} }, { again });
}

/**
 * Refuses an instance that left the request's circuit: with the engine's secret, one can move an
 * instance to anything deployed there; it is no longer the request's, and nothing is done (G6). A
 * called circuit that is no block may follow any version that the portal published.
 */
async function mustFollow(
  { database: { prisma }, engineName: engine }: WorkerContext,
  { processInstanceKey, processDefinitionKey }: Job,
  { requestId, path, follows }: PlayedRequest,
): Promise<void> {
  if (follows) return;
  const isOther = path === '' && (await instanceOf(prisma, requestId)) !== processInstanceKey;
  if (isOther && (await isPublished(prisma, { engine, processDefinitionKey }))) return;
  if (await isBetween(prisma, { requestId, engine, processDefinitionKey })) return;
  throw new StepFailure({ cause: 'circuit-unpublished', params: {} });
}

/** An instance that nobody had written down: one that another calls, one just started, or one that is nobody's. */
async function firstMet(context: WorkerContext, job: Job, said: Said): Promise<PlayedRequest | null> {
  const { database, engine, engineName, log } = context;
  const instance = { engine: engineName, instanceKey: job.processInstanceKey };
  const claim = said.requestId === undefined ? 'unknown' : await claimOf(database.prisma, said.requestId, instance);
  // Its start was written since the first look.
  if (claim === 'own') return playedRequest(context, job, said);
  // The answer of the start is on its way to the database, or was lost, and another instance will have the request.
  if (claim === 'open') {
    const again = { retries: job.retries, afterMs: UNWRITTEN_MS };
    throw new StepFailure({ cause: 'request-unknown', params: {} }, { again });
  }
  const origin = await originOf(context, job.processInstanceKey);
  if (origin.callerKey !== null) {
    const found = await findPlayed(database.prisma, { engine: engineName, instanceKey: origin.callerKey });
    // A caller does nothing itself before it calls: it may be first met here.
    const caller = found ?? (await firstMet(context, { ...job, processInstanceKey: origin.callerKey }, said));
    if (caller === null) return null;
    mustGoOn(caller, job);
    if (!(await enter(context, job.processInstanceKey, caller, origin)))
      throw new StepFailure({ cause: 'circuit-unpublished', params: {} });
    return playedRequest(context, job, said);
  }
  if (claim === 'unknown') throw new StepFailure({ cause: 'request-unknown', params: {} });
  await engine.cancelInstance(job.processInstanceKey);
  log.info({ instanceKey: job.processInstanceKey }, 'a second start of a request was ended');
  return null;
}

/**
 * The request that an instance plays, written down where another instance calls it and nobody did: none of its steps came to a
 * worker yet. Null when it is none of ours, or follows what was never published.
 */
export async function meetPlayed(context: EngineReaders, instanceKey: string): Promise<PlayedRequest | null> {
  const found = await lookUpPlayed(context, instanceKey);
  for (const called of found?.unmet ?? []) await enterCalled(context.database.prisma, called);
  return found?.request ?? null;
}

/** A request, and the instances on the way to the one that was looked up that nobody wrote down yet, outermost first. */
export interface LookedUp {
  readonly request: PlayedRequest;
  readonly unmet: readonly CalledInstance[];
}

/** The same, and nothing is written. */
export async function lookUpPlayed(context: EngineReaders, instanceKey: string): Promise<LookedUp | null> {
  const instance = { engine: context.engineName, instanceKey };
  const known = await findPlayed(context.database.prisma, instance);
  if (known !== null) return { request: known, unmet: [] };
  const origin = await originOf(context, instanceKey);
  const caller = origin.callerKey === null ? null : await lookUpPlayed(context, origin.callerKey);
  const path = caller && (await pathTo(context, caller.request, origin));
  if (caller === null || path === null) return null;
  const called = { ...instance, requestId: caller.request.requestId, path };
  return { request: { ...caller.request, path }, unmet: [...caller.unmet, called] };
}

/** What it takes to say whose an instance is. */
export type EngineReaders = Pick<WorkerContext, 'database' | 'engineName'> & {
  readonly engine: Pick<WorkerContext['engine'], 'getInstance' | 'elementIdOf'>;
};

/** Writes an instance down under the request of the one that calls it; false when it follows what was never published. */
async function enter(
  context: EngineReaders,
  instanceKey: string,
  caller: PlayedRequest,
  origin: Origin,
): Promise<boolean> {
  const path = await pathTo(context, caller, origin);
  if (path === null) return false;
  const called = { engine: context.engineName, instanceKey, requestId: caller.requestId, path };
  await enterCalled(context.database.prisma, called);
  return true;
}

/**
 * The calls that lead to an instance. An engine picks by itself which definition a call follows: it is the block that the
 * request's version was published with at that call, or a circuit that the portal published and that was not withdrawn, whose
 * steps are none of the version's; null otherwise, and nothing is done (G6).
 */
async function pathTo(
  { database: { prisma }, engineName: engine }: EngineReaders,
  { versionId, path }: PlayedRequest,
  { processDefinitionKey, callId }: Origin,
): Promise<string | null> {
  const block = await blockUnder(prisma, { versionId, engine, processDefinitionKey });
  const place = placeOf(path, callId);
  if (block !== null && (await readManifest(prisma, versionId)).calls?.[place]?.block === block) return place;
  return block === null && (await isPublished(prisma, { engine, processDefinitionKey })) ? '' : null;
}

interface Origin {
  /** The instance that calls it; null when none does. */
  readonly callerKey: string | null;
  /** By which element. */
  readonly callId: string;
  /** The definition that it follows. */
  readonly processDefinitionKey: string;
}

/** Where an instance comes from. A cluster's search may not know the newest ones yet. */
async function originOf({ engine }: EngineReaders, instanceKey: string): Promise<Origin> {
  const instance = await engine.getInstance(instanceKey);
  const call = instance?.parentElementInstanceKey;
  return {
    callerKey: instance?.parentProcessInstanceKey ?? null,
    callId: (call && (await engine.elementIdOf(call))) ?? '',
    processDefinitionKey: instance?.processDefinitionKey ?? '',
  };
}
