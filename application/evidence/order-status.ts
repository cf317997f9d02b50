import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OutboxId } from '../../domain/operations/outbox-command.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canReadAct } from '../../domain/permissions/request.ts';
import { actEvidence } from '../../prisma/repositories/acts/acts.ts';
import { enqueue } from '../../prisma/repositories/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from '../requests/seen-request.ts';

/**
 * Asks what a sealed act is today, under the ministry's seal: a worker has its key.
 * @param asked `until` when whoever asks waits for it
 * @throws {DomainError} not-found, act-not-sealed
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
  const payload = { actId, askedById: actor.personId, until: until.toISOString() };
  return database.transaction((tx) => enqueue(tx, { command: 'state-act', payload }));
}
