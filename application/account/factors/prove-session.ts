import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { findFactor } from '#prisma/repositories/account/factors.ts';
import { countPasskeys } from '#prisma/repositories/account/passkeys.ts';
import { raiseSession, type SessionBeginning, sessionBeginning } from '#prisma/repositories/account/sessions.ts';
import type { Deps } from '../../dependencies.ts';
import { type IdentityFault, refuse, traceFault } from '../../identity-check.ts';

/** A person who changes how they sign in, with their session. */
export interface AccountOwner {
  readonly personId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly at: Date;
}

/**
 * Checks made by the sign-in server. Wrong tries are counted, and a refusal does not undo the
 * count.
 */
export interface IdentityChecks {
  code(tx: Tx, userId: string, code: string, at: Date): Promise<'right' | IdentityFault>;
  password(tx: Tx, userId: string, password: string, at: Date): Promise<'right' | IdentityFault>;
}

/** What is given with a change to prove that the session was not left open to somebody else. */
export interface FreshProof {
  readonly code?: string | undefined;
  readonly password?: string | undefined;
}

/** How long after its beginning a session needs no other proof that its owner is there. */
const FRESH_MS = 10 * 60_000;

/**
 * Checks that the owner of the session is there: by their authenticator's code; by their password
 * without any second factor; or because the session began less than ten minutes ago, with two
 * factors if the account has two. The last way serves people who lost their authenticator and
 * signed in with a recovery code.
 * @throws {DomainError} proof-expected, and those of a refused code or password
 */
export async function mustBeThere(
  { database, identity }: Pick<Deps, 'database'> & { readonly identity: IdentityChecks },
  { personId, userId, sessionId, at }: AccountOwner,
  { code, password }: FreshProof,
): Promise<void> {
  const isFresh = (session: SessionBeginning | null, hasSecond: boolean) =>
    session !== null &&
    session.createdAt.getTime() > at.getTime() - FRESH_MS &&
    (!hasSecond || session.strength === 'two-factor');
  const judge = async (
    tx: Tx,
    known: { factor: boolean; hasSecond: boolean; isFresh: boolean },
  ): Promise<'right' | IdentityFault> => {
    if (known.factor && code !== undefined) return identity.code(tx, userId, code, at);
    if (!known.hasSecond && password !== undefined) return identity.password(tx, userId, password, at);
    return known.isFresh ? 'right' : { code: 'proof-expected' };
  };
  const fault = await database.transaction(async (tx) => {
    const [factor, session] = [await findFactor(tx, userId), await sessionBeginning(tx, sessionId)];
    const hasSecond = factor !== null || (await countPasskeys(tx, userId)) > 0;
    const verdict = await judge(tx, { factor: factor !== null, hasSecond, isFresh: isFresh(session, hasSecond) });
    if (verdict === 'right' || verdict.code === 'proof-expected') return verdict;
    await traceFault(tx, { chain: personId, at, actorId: personId, subject: `account:${userId}` }, verdict);
    return verdict;
  });
  if (fault !== 'right') refuse(fault);
}

/**
 * Gives its second factor to a session that began without one, by an identity provider for
 * instance.
 * @throws {DomainError} step-up-unavailable without an authenticator, and those of a refused code
 */
export async function proveSession(
  deps: Pick<Deps, 'database'> & { readonly identity: IdentityChecks },
  owner: AccountOwner,
  code: string,
): Promise<void> {
  const { database } = deps;
  if ((await findFactor(database.prisma, owner.userId)) === null) throw new DomainError('step-up-unavailable');
  await mustBeThere(deps, owner, { code });
  await raiseSession(database.prisma, owner.sessionId);
}
