import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canReadAct } from '#domain/permissions/request.ts';
import { actEvidence } from '#prisma/repositories/acts/acts.ts';
import { statusesAsked } from '#prisma/repositories/acts/later-acts.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from '../requests/seen-request.ts';

/**
 * How often a person may ask for the state of one agent's acts within an hour: each is a seal, a
 * time stamp and an event of that agent.
 */
const MAX_AN_HOUR = 20;
/** When a person who asked for too much may ask again: once the former one has come, or later. */
export const SOON_SECONDS = 5;
const LATER_SECONDS = 600;

/**
 * Asks for the state of a sealed act today, under the ministry's seal; a worker makes it, since it
 * has the key. Only one at a time for each person, so that nobody fills the queue.
 * @param asked `until`: how long the caller waits for it
 * @throws {DomainError} not-found, act-not-sealed, too-many-requests
 */
export async function orderStatus(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly requestId: string;
    readonly actId: string;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<OutboxId<'state-act'>> {
  const { actor, requestId, actId, at, until } = asked;
  const { row, facts } = await seeRequest(database.prisma, actor, requestId, at);
  if (!canReadAct(actor, facts, parisDay(at))) throw new DomainError('act-not-sealed');
  const act = await actEvidence(database.prisma, row.id, actId);
  if (!act?.sealedSha256) throw new DomainError('act-not-sealed');
  const askedById = actor.personId;
  return database.transaction(async (tx) => {
    const { isAwaited, withinAnHour } = await statusesAsked(tx, { askedById, agentId: row.agentId, at });
    if (isAwaited) throw new DomainError('too-many-requests', { seconds: SOON_SECONDS });
    if (withinAnHour >= MAX_AN_HOUR) throw new DomainError('too-many-requests', { seconds: LATER_SECONDS });
    return enqueue(tx, { command: 'state-act', payload: { actId, askedById, until: until.toISOString() } });
  });
}
