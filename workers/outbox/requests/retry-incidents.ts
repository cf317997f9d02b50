import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { RetriedState } from '#domain/incident/incident-retry.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canRetryIncidents } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import {
  countRetried,
  findRetry,
  nextRetried,
  type Retried,
  type Retry,
  retriedPassages,
  setRetriedState,
  setRetryState,
  setStoppedAgain,
} from '#prisma/repositories/operations/incident-retries.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { EngineRejection } from '#zeebe/client.ts';
import type { WorkerContext } from '../../context.ts';
import { lookAtRequests } from '../../loops/incidents/stops.ts';
import { logFault } from '../../steps/fault.ts';
import { type CommandHandler, NotYet } from '../command.ts';
import { RETRIES } from './resolve-incident.ts';

/** Incidents of one turn: other commands come between two. */
const SLICE = 100;
const AT_ONCE = 4;
const NEXT_MS = 10;
/** A step that fails has used its tries up after some 15 s (workers/steps/fault.ts). */
const WATCH_MS = 20_000;

/**
 * Goes through the incidents of a retry, some at a time, then watches whether they stop again. Stopped anywhere it goes on there:
 * what was being told to the engine is told once more, which changes nothing where it was heard.
 */
export const retryIncidents: CommandHandler<'retry-incidents'> = async (context, { retryId }) => {
  const { database, now } = context;
  const { prisma } = database;
  const retry = await findRetry(prisma, retryId);
  if (retry === null) return { refused: 'not-found' };
  if (retry.state === 'asked') {
    const slice = await nextRetried(prisma, retryId, SLICE);
    if (slice.length > 0) {
      await retryAll(context, retry, slice);
      throw new NotYet('others of them wait', NEXT_MS);
    }
    await setRetryState(prisma, retryId, { state: 'watching', watchedUntil: new Date(now().getTime() + WATCH_MS) });
    throw new NotYet('it is watched whether they stop again', WATCH_MS);
  }
  if (retry.state === 'watching') {
    const left = (retry.watchedUntil?.getTime() ?? 0) - now().getTime();
    if (left > 0) throw new NotYet('it is watched whether they stop again', left);
    await end(context, retry);
  }
  return { retryId };
};

async function retryAll(context: WorkerContext, retry: Retry, slice: readonly Retried[]): Promise<void> {
  // By the rights that the requester has by now.
  const actor = await actorFacts(context.database.prisma, retry.askedById);
  const left = [...slice];
  const next = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await retryOne(context, { retry, actor }, one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  // Pages say at once that these requests go on; should this look fail, the next one of the watch says it.
  const requestIds = [...new Set(slice.flatMap(({ requestId }) => requestId ?? []))];
  await lookAtRequests(context, requestIds).catch((error) =>
    logFault(context.log, error, {}, 'incidents could not be looked at'),
  );
}

async function retryOne(
  { database, engine, now }: WorkerContext,
  { retry: { id: retryId, reason }, actor }: { readonly retry: Retry; readonly actor: Actor },
  incident: Retried,
): Promise<void> {
  const { incidentKey, requestId, place, errorType, agentId, structurePath } = incident;
  const request = agentId === null || structurePath === null ? null : { agentId, structurePath };
  const one = { retryId, incidentKey };
  const write = (state: RetriedState) => setRetriedState(database.prisma, one, { state, at: now() });
  const wasSent = incident.state === 'sent';
  if (!wasSent) {
    const at = now();
    if (!canRetryIncidents(actor, request, parisDay(at))) return write('refused');
    await database.transaction(async (tx) => {
      await setRetriedState(tx, one, { state: 'sent', at });
      await appendAudit(tx, {
        chain: agentId ?? SYSTEM_CHAIN,
        at,
        actorId: actor.personId,
        verb: 'incident.resolve',
        subject: `incident:${incidentKey}`,
        payload: { ...(requestId && { requestId }), elementId: place, type: errorType, reason, retryId },
      });
    });
  }
  const resolved = await engine.resolveIncident(incidentKey, { retries: RETRIES }).catch((error: unknown) => {
    if (error instanceof EngineRejection) return null;
    throw error;
  });
  if (resolved === null) return write('again');
  // The answer to the first time was lost: it was heard.
  return write(resolved || wasSent ? 'done' : 'gone');
}

/** Looks which of them stopped again, and says what became of all. */
async function end({ database, engine, now, log }: WorkerContext, { id, askedById }: Retry): Promise<void> {
  const { prisma } = database;
  const passages = await retriedPassages(prisma, id);
  const open = await engine.incidentsIn([...new Set(passages.map(({ instanceKey }) => instanceKey))]);
  const stopped = open.map(({ elementInstanceKey }) => String(elementInstanceKey));
  const at = now();
  await database.transaction(async (tx) => {
    await setStoppedAgain(tx, id, { elementInstanceKeys: stopped, at });
    await setRetryState(tx, id, { state: 'ended', endedAt: at });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: null,
      verb: 'incident.retry-end',
      subject: `incident-retry:${id}`,
      payload: { ...(await countRetried(tx, id)), askedById },
    });
  });
  log.info({ retry: id }, 'a retry of incidents ended');
}
