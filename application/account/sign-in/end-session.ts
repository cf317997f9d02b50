import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { endSession as endOne, sessionIds } from '#prisma/repositories/account/sessions.ts';
import type { Deps } from '../../dependencies.ts';
import { type ActsOnAccount, accountToShut } from '../administered-account.ts';

/**
 * Ends one of the person's own sessions, on any device.
 * @throws {DomainError} not-found, also for another person's session
 */
export async function endSession(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly personId: string; readonly userId: string; readonly sessionId: string; readonly at: Date },
): Promise<void> {
  const { personId: actorId, userId, sessionId: id, at } = asked;
  await database.transaction(async (tx) => {
    if (!(await endOne(tx, userId, id))) throw new DomainError('not-found');
    await appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId, verb: 'session.revoke', subject: `session:${id}` });
  });
}

/**
 * Ends all the sessions of another person, or one of them, on behalf of an administrator; does
 * nothing when none is open.
 * @throws {DomainError} not-found, own-account, administrator-above
 */
export const endSessionsOf = (
  { database }: Pick<Deps, 'database'>,
  by: ActsOnAccount,
  { personId, sessionId }: { readonly personId: string; readonly sessionId?: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { id: userId } = await accountToShut(tx, by, personId);
    const trace = { chain: SYSTEM_CHAIN, at: by.at, actorId: by.actor.personId, verb: 'session.revoke' } as const;
    for (const id of sessionId === undefined ? await sessionIds(tx, userId) : [sessionId]) {
      if (!(await endOne(tx, userId, id))) continue;
      await appendAudit(tx, { ...trace, subject: `session:${id}`, payload: { on: personId } });
    }
  });
