import type { AccountLife } from '../../../domain/account/life.ts';
import type { ProvenIdentity } from '../../../domain/people/identity.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** An account that an identity opens, and by what better-auth finds it. */
export interface OpenedAccount {
  readonly user: AccountLife & { readonly id: string; readonly email: string };
  readonly key: string;
}

/** What better-auth calls an identity; a trigger writes the same (migration 0058). */
const keyOf = ({ issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>): string => `${issuer} ${subject}`;

/** The account that this identity opens today; null: none. */
export async function accountOf(tx: Tx, identity: ProvenIdentity): Promise<OpenedAccount | null> {
  const { issuer, subject } = identity;
  const link = await tx.identityLink.findFirst({
    where: { issuer, subject, endedAt: null },
    select: { user: { select: { id: true, email: true, activatedAt: true, lockedAt: true, closedAt: true } } },
  });
  return link && { user: link.user, key: keyOf(identity) };
}

/** Which identity of this provider opens the account today; null: none. */
export async function subjectOf(tx: Tx, userId: string, issuer: string): Promise<string | null> {
  const link = await tx.identityLink.findFirst({
    where: { userId, issuer, endedAt: null },
    select: { subject: true },
  });
  return link?.subject ?? null;
}

/** Links an identity to an account: of two who do it at once, the second is refused by the database. */
export async function insertIdentityLink(
  tx: Tx,
  link: ProvenIdentity & { readonly userId: string; readonly ground: 'invitation'; readonly linkedAt: Date },
): Promise<string> {
  const id = uuid7(link.linkedAt);
  await tx.identityLink.create({ data: { id, ...link }, select: { id: true } });
  await tx.user.updateMany({ where: { id: link.userId, activatedAt: null }, data: { activatedAt: link.linkedAt } });
  return id;
}
