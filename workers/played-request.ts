import {
  claimOf,
  enterCalled,
  findPlayed,
  isPublished,
  type PlayedRequest,
} from '../prisma/repositories/requests/played.ts';
import type { Job } from '../zeebe/client.ts';
import type { WorkerContext } from './context.ts';
import type { LedHere } from './job.ts';
import { StepFailure } from './step-failure.ts';

/** How soon a step asks again whether its instance was written down. */
const UNWRITTEN_MS = 50;

/** What a job says of its own request, which is believed of nothing. */
export interface Said extends Partial<LedHere> {
  readonly requestId?: string | undefined;
}

/**
 * The request that the instance of a job plays, by what the portal wrote and by nothing that the job carries: variables
 * travel with a circuit, whoever draws it can write in them what they like. They are compared, and a difference is refused.
 * @returns null for the second start of a request, which is ended
 * @throws {StepFailure} variable-differs, request-unknown, circuit-unpublished
 */
export async function playedRequest(context: WorkerContext, job: Job, said: Said): Promise<PlayedRequest | null> {
  const { prisma } = context.database;
  const instance = { engine: context.engineName, instanceKey: job.processInstanceKey };
  const played = await findPlayed(prisma, instance, said);
  if (played === null) return firstMet(context, job, said);
  const differs = (variable: string) => new StepFailure({ cause: 'variable-differs', params: { variable } });
  if (said.requestId !== undefined && said.requestId !== played.requestId) throw differs('requestId');
  if (said.decisionId !== undefined && played.decision === 'elsewhere') throw differs('decisionId');
  if (said.withdrawalId !== undefined && played.withdrawal === 'elsewhere') throw differs('withdrawalId');
  return played;
}

/**
 * An instance that nobody had written down: one that another calls, one just started, or one that is nobody's. An engine picks by
 * itself which definition a call follows: it is one that the portal published and that was not withdrawn, or nothing is done (G6).
 */
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
  const { callerKey, processDefinitionKey } = await originOf(context, job.processInstanceKey);
  if (callerKey !== null) {
    const caller = await findPlayed(database.prisma, { engine: engineName, instanceKey: callerKey });
    // A caller does nothing itself before it calls: it may be first met here.
    const root = caller ?? (await firstMet(context, { ...job, processInstanceKey: callerKey }, said));
    if (root === null) return null;
    if (!(await isPublished(database.prisma, { engine: engineName, processDefinitionKey })))
      throw new StepFailure({ cause: 'circuit-unpublished', params: {} });
    await enterCalled(database.prisma, { ...instance, requestId: root.requestId });
    return playedRequest(context, job, said);
  }
  if (claim === 'unknown') throw new StepFailure({ cause: 'request-unknown', params: {} });
  await engine.cancelInstance(job.processInstanceKey);
  log.info({ instanceKey: job.processInstanceKey }, 'a second start of a request was ended');
  return null;
}

/**
 * The instance that calls this one (null when none does), and the definition that this one follows. A cluster's search may not
 * know the newest ones yet.
 */
async function originOf({ engine }: WorkerContext, instanceKey: string) {
  const instance = await engine.getInstance(instanceKey);
  return {
    callerKey: instance?.parentProcessInstanceKey ?? null,
    processDefinitionKey: instance?.processDefinitionKey ?? '',
  };
}
