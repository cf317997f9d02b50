import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { erasureOf, isBlank } from '#domain/evidence/audit.ts';
import { appendAudit, blankPayload, holdChain, readChain, readPayloads } from '#prisma/audit.ts';
import type { Database, Tx } from '#prisma/client.ts';
import {
  actsOfElimination,
  type EliminatedAct,
  type Elimination,
  eliminateRequest,
  findElimination,
} from '#prisma/repositories/acts/eliminations.ts';
import { belongsTo } from '#prisma/repositories/administration/audit.ts';
import { heldActs } from './keep-acts.ts';

/**
 * Carries out an approved elimination, one request at a time: after a crash, what was done stays
 * done and the rest goes on.
 * @returns how many requests are left, because something of them is needed again (a contest, for
 * instance) or today's rule keeps them
 * @throws {DomainError} not-found
 */
export async function eliminateActs(
  { database }: { readonly database: Database },
  { eliminationId, now }: { readonly eliminationId: string; readonly now: () => Date },
): Promise<number> {
  const elimination = await findElimination(database.prisma, eliminationId);
  if (elimination === null) throw new DomainError('not-found');
  const acts = await actsOfElimination(database.prisma, eliminationId);
  const requests = Map.groupBy(
    acts.filter(({ state }) => state === 'approved'),
    ({ requestId }) => requestId,
  );
  let left = 0;
  for (const [requestId, own] of requests)
    if (!(await database.transaction((tx) => eliminateOne(tx, { elimination, requestId, acts: own, at: now() }))))
      left += 1;
  return left;
}

/**
 * Eliminates the acts of a request in one transaction with the events that say so; false if they
 * must stay.
 */
async function eliminateOne(
  tx: Tx,
  eliminated: {
    readonly elimination: Elimination;
    readonly requestId: string;
    /** All the acts of the request, of one agent. */
    readonly acts: readonly EliminatedAct[];
    readonly at: Date;
  },
): Promise<boolean> {
  const { elimination, requestId, acts, at } = eliminated;
  if ((await heldActs(tx, acts, parisDay(at))).length > 0) return false;
  const [{ agentId: chain }] = acts as [EliminatedAct];
  await holdChain(tx, chain);
  // Read before anything that belongs to the request is erased.
  const belongs = await belongsTo(tx, chain, requestId);
  const events = await readChain(tx, chain);
  const kept = new Map((await readPayloads(tx, chain)).map((payload) => [payload.sequence, payload]));
  if ((await eliminateRequest(tx, { eliminationId: elimination.id, requestId, at })) === 0) return true;
  for (const event of events.filter(belongs)) {
    const { sequence } = event;
    const payload = kept.get(sequence);
    if (payload === undefined || isBlank(payload)) continue;
    const subject = erasureOf(sequence);
    await appendAudit(tx, { chain, at, actorId: null, verb: 'payload.erase', subject, payload: { reason: REASON } });
    await blankPayload(tx, { chain, sequence });
  }
  const { id, proposedById, gridNumber } = elimination;
  for (const { actId, number, sha256, kind, signedOn, keptUntil, years } of acts)
    await appendAudit(tx, {
      ...{ chain, at, actorId: null, verb: 'act.eliminate', subject: `act:${actId}` },
      payload: { number, sha256, kind, signedOn, keptUntil, years, gridNumber, proposedById, elimination: id },
    });
  return true;
}

/** Recorded for each event; in French, as reasons are. */
const REASON = 'Élimination de l’acte, sa durée de conservation étant échue';
