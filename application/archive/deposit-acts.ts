import { overSince, type Retention } from '#domain/archive/retention.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { askDeposits } from '#prisma/repositories/acts/deposits.ts';
import type { RegisteredChoice } from '#prisma/repositories/acts/registry.ts';
import { enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { MAX_ARCHIVED } from './export-archives.ts';

/** Filters the sealed acts that can be deposited: those not deposited yet, or refused. */
export const toDeposit = (acts: readonly RegisteredChoice[]): RegisteredChoice[] =>
  acts.filter(({ sealed, deposit }) => sealed && (deposit === null || deposit === 'refused'));

/** Filters those whose retention is over and that go to the archives. */
export const dueForDeposit = (
  acts: readonly RegisteredChoice[],
  retention: (kind: string) => Retention | null,
  day: CivilDate,
): RegisteredChoice[] =>
  toDeposit(acts).filter(
    ({ signedAt, kind }) => overSince(signedAt, retention(kind), { fate: 'transfer', day }) !== null,
  );

/**
 * Queues the deposit of acts with the archives service, each by its own command; those deposited or
 * on their way are left as they are.
 * @returns how many were queued
 * @throws {DomainError} archive-empty, deposit-too-many
 */
export async function depositActs(
  { database }: Pick<Deps, 'database'>,
  { acts, personId, at }: { readonly acts: readonly RegisteredChoice[]; readonly personId: string; readonly at: Date },
): Promise<number> {
  if (acts.length === 0) throw new DomainError('archive-empty');
  if (acts.length > MAX_ARCHIVED) throw new DomainError('deposit-too-many', { max: MAX_ARCHIVED });
  return database.transaction(async (tx) => {
    const ids = await askDeposits(tx, { acts, askedById: personId, at });
    if (ids.length === 0) return 0;
    await enqueueAll(
      tx,
      ids.map((depositId) => ({ command: 'deposit-act', payload: { depositId } })),
    );
    await appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: personId, verb: 'act.deposit-ask', subject: 'archive' },
      payload: { acts: ids.length },
    });
    return ids.length;
  });
}
