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

/** The open sessions of an account, the latest first, `max` at most. */
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

/** The ids of all the sessions of an account. */
export const sessionIds = async (tx: Tx, userId: string): Promise<string[]> =>
  (await tx.session.findMany({ where: { userId }, select: { id: true } })).map(({ id }) => id);

/** How a session began, as far as that shows who has it. */
export interface SessionBeginning {
  readonly createdAt: Date;
  readonly strength: Strength;
}

const beginningOf = statement((given: { sessionId: string }) =>
  db.selectFrom('session').select(['created_at as createdAt', 'strength']).where('id', '=', given.sessionId),
);

/** Null: there is no such session any more. */
export const sessionBeginning = (tx: Tx, sessionId: string): Promise<SessionBeginning | null> =>
  beginningOf.first(tx, { sessionId });

/** What the identity provider signed when it began, sealed; null: it began otherwise, or is over. */
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

/** The session gave a second factor: it has two from now on. */
export async function raiseSession(tx: Tx, sessionId: string, by: SecondFactor = 'password+totp'): Promise<void> {
  await raised.run(tx, { sessionId, by });
}

/** Ends a session of an account; answers whether there was one. */
export async function endSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id, userId } })).count > 0;
}

/** Ends every session of an account, but one where it is said. Answers how many. */
export async function endSessions(tx: Tx, userId: string, butSessionId?: string): Promise<number> {
  const { count } = await tx.session.deleteMany({
    where: { userId, ...(butSessionId !== undefined && { id: { not: butSessionId } }) },
  });
  return count;
}

/** Ends the sessions that the identity provider answered for. Answers how many. */
export async function endProviderSessions(tx: Tx, userId: string): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { userId, method: 'oidc' } });
  return count;
}
