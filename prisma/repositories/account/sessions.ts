import type { SignInMethod, Strength } from '#domain/account/sign-in.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** A session, as its owner and administrators see it. */
export interface SessionRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
}

/** Lists the open sessions of an account, latest first, `max` at most. */
export const openSessions = (
  tx: Tx,
  { userId, at, max }: { readonly userId: string; readonly at: Date; readonly max: number },
): Promise<SessionRow[]> =>
  tx.session.findMany({
    where: { userId, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    take: max,
    select: { id: true, createdAt: true, expiresAt: true, userAgent: true },
  });

/** Lists the ids of all the sessions of an account. */
export const sessionIds = async (tx: Tx, userId: string): Promise<string[]> =>
  (await tx.session.findMany({ where: { userId }, select: { id: true } })).map(({ id }) => id);

/** How a session began, as evidence of who holds it. */
export interface SessionBeginning {
  readonly createdAt: Date;
  readonly strength: Strength;
}

const beginningOf = statement((given: { sessionId: string }) =>
  db.selectFrom('session').select(['created_at as createdAt', 'strength']).where('id', '=', given.sessionId),
);

/** Returns how a session began; null: there is no such session any more. */
export const sessionBeginning = (tx: Tx, sessionId: string): Promise<SessionBeginning | null> =>
  beginningOf.first(tx, { sessionId });

/**
 * Returns the encrypted ID token with which the session began; null: it began otherwise, or is
 * over.
 */
export async function sealedIdToken(tx: Tx, sessionId: string): Promise<string | null> {
  const row = await tx.session.findUnique({ where: { id: sessionId }, select: { idTokenSealed: true } });
  return row?.idTokenSealed ?? null;
}

type SecondFactor = Extract<SignInMethod, 'password+totp' | 'passkey'>;

const raised = statement((given: { sessionId: string; by: SecondFactor }) =>
  db
    .updateTable('session')
    .set((eb) => ({
      strength: 'two-factor',
      method: eb.case('method').when('password').then(given.by).else(eb.ref('method')).end(),
    }))
    .where('id', '=', given.sessionId),
);

/** Raises a session to two factors once a second one was given. */
export async function raiseSession(tx: Tx, sessionId: string, by: SecondFactor = 'password+totp'): Promise<void> {
  await raised.run(tx, { sessionId, by });
}

/** Ends a session of an account; false if there was none. */
export async function endSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id, userId } })).count > 0;
}

/** Ends every session of an account, except `butSessionId`. Returns how many. */
export async function endSessions(tx: Tx, userId: string, butSessionId?: string): Promise<number> {
  const { count } = await tx.session.deleteMany({
    where: { userId, ...(butSessionId !== undefined && { id: { not: butSessionId } }) },
  });
  return count;
}

/** Ends the sessions of an account opened through the identity provider. Returns how many. */
export async function endProviderSessions(tx: Tx, userId: string): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { userId, method: 'oidc' } });
  return count;
}
