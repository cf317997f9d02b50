import type { AccountLife } from '#domain/account/life.ts';
import type { ClaimOutcome, IdentityLinkGround } from '#domain/account/link.ts';
import type { ProvenIdentity } from '#domain/people/identity.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { lockAccount } from './accounts.ts';

/** An account that an identity opens, and the key by which better-auth finds it. */
export interface OpenedAccount {
  readonly user: AccountLife & { readonly id: string; readonly email: string };
  readonly key: string;
}

/** better-auth's key of an identity; a trigger writes the same (`account_follows_identity`). */
const keyOf = ({ issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>): string => `${issuer} ${subject}`;

/** Finds the account that this identity opens today; null: none. */
export async function accountOf(tx: Tx, identity: ProvenIdentity): Promise<OpenedAccount | null> {
  const { issuer, subject } = identity;
  const link = await tx.identityLink.findFirst({
    where: { issuer, subject, endedAt: null },
    select: { user: { select: { id: true, email: true, activatedAt: true, lockedAt: true, closedAt: true } } },
  });
  return link && { user: link.user, key: keyOf(identity) };
}

/** True if an identity of any provider opens the account today. */
export const hasIdentity = async (tx: Tx, userId: string): Promise<boolean> =>
  (await tx.identityLink.findFirst({ where: { userId, endedAt: null }, select: { id: true } })) !== null;

/** Returns the identity of this provider that opens the account today; null: none. */
export async function subjectOf(tx: Tx, userId: string, issuer: string): Promise<string | null> {
  const link = await tx.identityLink.findFirst({
    where: { userId, issuer, endedAt: null },
    select: { subject: true },
  });
  return link?.subject ?? null;
}

/**
 * Links an identity to an account, which a first link activates; returns the id of the link. Of two
 * concurrent links, the database refuses the second.
 */
export async function insertIdentityLink(
  tx: Tx,
  link: ProvenIdentity & {
    readonly userId: string;
    readonly ground: IdentityLinkGround;
    readonly linkedAt: Date;
  },
): Promise<string> {
  const id = uuid7(link.linkedAt);
  await tx.identityLink.create({ data: { id, ...link }, select: { id: true } });
  await tx.user.updateMany({ where: { id: link.userId, activatedAt: null }, data: { activatedAt: link.linkedAt } });
  return id;
}

/**
 * Ends the link by which an identity of this provider opens the account; does nothing if there is
 * none.
 */
export async function endIdentityLink(tx: Tx, userId: string, issuer: string, at: Date): Promise<void> {
  await tx.identityLink.updateMany({ where: { userId, issuer, endedAt: null }, data: { endedAt: at } });
}

/** Ends every link by which an identity opens the account. Returns how many. */
export async function endIdentityLinks(tx: Tx, userId: string, at: Date): Promise<number> {
  const { count } = await tx.identityLink.updateMany({ where: { userId, endedAt: null }, data: { endedAt: at } });
  return count;
}

/** Reads the current link of a person's account, and the oldest claim that waits to replace it. */
export async function identityOf(tx: Tx, personId: string) {
  const [link, claim] = [
    await tx.identityLink.findFirst({
      where: { user: { personId }, endedAt: null },
      orderBy: { linkedAt: 'desc' },
      select: { linkedAt: true, ground: true },
    }),
    await tx.identityClaim.findFirst({
      where: { user: { personId }, answeredAt: null },
      orderBy: { cameAt: 'asc' },
      select: { id: true, cameAt: true },
    }),
  ];
  return { link, claim };
}

/**
 * Finds the account of the person with this employee number that another identity of this provider
 * opens; null: none.
 */
export async function linkedByNumber(
  tx: Tx,
  { issuer, employeeNumber }: ProvenIdentity,
): Promise<{ readonly userId: string; readonly personId: string } | null> {
  if (employeeNumber === null) return null;
  const user = await tx.user.findFirst({
    where: { person: { employeeNumber }, closedAt: null, identities: { some: { issuer, endedAt: null } } },
    select: { id: true, personId: true },
  });
  return user?.personId ? { userId: user.id, personId: user.personId } : null;
}

/**
 * Records that an identity came for an account; returns the claim's id, or null if that identity is
 * already waiting or was dismissed.
 */
export async function insertClaim(
  tx: Tx,
  claim: ProvenIdentity & { readonly employeeNumber: string; readonly userId: string; readonly cameAt: Date },
): Promise<string | null> {
  const { userId, issuer, subject } = claim;
  await lockAccount(tx, userId);
  const former = await tx.identityClaim.findFirst({
    where: { userId, issuer, subject, OR: [{ outcome: null }, { outcome: 'dismissed' }] },
    select: { id: true },
  });
  if (former !== null) return null;
  const id = uuid7(claim.cameAt);
  await tx.identityClaim.create({ data: { id, ...claim }, select: { id: true } });
  return id;
}

const lockOne = lockRow('identity_claim');

/**
 * Locks a waiting claim until the transaction ends; null: it no longer waits, or is another
 * person's.
 */
export async function lockClaim(
  tx: Tx,
  id: string,
  personId: string,
): Promise<(ProvenIdentity & { readonly userId: string }) | null> {
  await lockOne(tx, id);
  return tx.identityClaim.findFirst({
    where: { id, answeredAt: null, user: { personId } },
    select: { userId: true, issuer: true, subject: true, employeeNumber: true },
  });
}

/** Records the outcome of a claim. */
export async function answerClaim(tx: Tx, id: string, outcome: ClaimOutcome, at: Date): Promise<void> {
  await tx.identityClaim.update({ where: { id }, data: { outcome, answeredAt: at }, select: { id: true } });
}
