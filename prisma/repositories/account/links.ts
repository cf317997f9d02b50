import type { AccountLife } from '#domain/account/life.ts';
import type { LinkPurpose, LinkState } from '#domain/account/link.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** A one-time link, and the account that it leads to. */
export interface Link extends LinkState {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly user: AccountLife & { readonly id: string; readonly email: string };
  readonly person: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly employeeNumber: string;
    readonly workEmail: string | null;
  };
}

/** Creates a one-time link, by its digest; returns when it expires. */
export async function insertLink(
  tx: Tx,
  made: { digest: string; purpose: LinkPurpose; userId: string; madeAt: Date; livesMs: number },
): Promise<{ readonly expiresAt: Date }> {
  const { livesMs, ...link } = made;
  const expiresAt = new Date(link.madeAt.getTime() + livesMs);
  await tx.accountLink.create({ data: { id: uuid7(link.madeAt), ...link, expiresAt } });
  return { expiresAt };
}

/** Finds the link with this digest; null too if its account has no person. */
export async function findLink(tx: Tx, digest: string): Promise<Link | null> {
  const row = await tx.accountLink.findUnique({
    where: { digest },
    select: {
      ...{ id: true, purpose: true, expiresAt: true, usedAt: true, endedAt: true },
      user: {
        select: {
          ...{ id: true, email: true, activatedAt: true, lockedAt: true, closedAt: true },
          person: { select: { id: true, firstName: true, lastName: true, employeeNumber: true, workEmail: true } },
        },
      },
    },
  });
  if (row === null || row.user.person === null) return null;
  const { person, ...user } = row.user;
  return { ...row, purpose: row.purpose as LinkPurpose, user, person };
}

const accountHeld = statement((given: { digest: string }) =>
  db
    .selectFrom('user')
    .select('id')
    .where('id', '=', (of) => of.selectFrom('account_link').select('user_id').where('digest', '=', given.digest))
    .forUpdate(),
);

const held = statement((given: { digest: string }) =>
  db.selectFrom('account_link').select('id').where('digest', '=', given.digest).forUpdate(),
);

/**
 * Locks a link until the transaction ends: a second use reads what the first one wrote. Its account
 * is locked before it, in the same order as closing an account.
 */
export async function lockLink(tx: Tx, digest: string): Promise<void> {
  await accountHeld.all(tx, { digest });
  await held.all(tx, { digest });
}

/** Records when a link was used. */
export async function linkUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.accountLink.update({ where: { id }, data: { usedAt: at }, select: { id: true } });
}

/** Ends the links of an account that could still be used. */
export async function endLinks(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.accountLink.updateMany({ where: { userId, usedAt: null, endedAt: null }, data: { endedAt: at } });
}

/** Ends the links of a person's account, if any. */
export async function endLinksOf(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.accountLink.updateMany({
    where: { user: { personId }, usedAt: null, endedAt: null },
    data: { endedAt: at },
  });
}
