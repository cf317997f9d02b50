import { createHash } from 'node:crypto';
import type { DocumentKind } from '#domain/account/without-address.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** A check of identity: somebody saw a document of a person. */
export interface Check {
  readonly id: string;
  readonly by: PersonRef;
  readonly documentKind: DocumentKind;
  /** Of the personal address that the person typed at the check; null: none. */
  readonly addressDigest: string | null;
  readonly at: Date;
}

/**
 * Hashes a personal address that a person typed; a trigger compares it with the confirmed one
 * (`account_email_is_confirmed`).
 */
export const digestOfAddress = (personId: string, address: string): string =>
  createHash('sha256').update(`${personId}:${address}`).digest('hex');

/** Records that somebody saw a document of a person; returns the id of the check. */
export async function insertCheck(
  tx: Tx,
  check: {
    readonly personId: string;
    readonly byId: string;
    readonly documentKind: DocumentKind;
    readonly addressDigest: string | null;
    readonly at: Date;
  },
): Promise<string> {
  const { id } = await tx.identityCheck.create({ data: { id: uuid7(check.at), ...check }, select: { id: true } });
  return id;
}

/**
 * Lists the checks of a person after an instant: the latest of each checker, latest first. Those
 * before the last use of a link no longer count.
 */
export async function checksOf(tx: Tx, personId: string, after: Date): Promise<Check[]> {
  const served = await tx.accountLink.findFirst({
    where: { user: { personId }, usedAt: { not: null } },
    orderBy: { usedAt: 'desc' },
    select: { usedAt: true },
  });
  const since = served?.usedAt && served.usedAt > after ? served.usedAt : after;
  const rows = await tx.identityCheck.findMany({
    where: { personId, at: { gt: since } },
    distinct: ['byId'],
    orderBy: [{ byId: 'asc' }, { at: 'desc' }],
    select: {
      ...{ id: true, documentKind: true, addressDigest: true, at: true },
      by: { select: { id: true, firstName: true, lastName: true } },
    },
  });
  return rows
    .map((row) => ({ ...row, documentKind: row.documentKind as DocumentKind }))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

/**
 * Returns when the personal address of somebody's account was last written or removed, by the audit
 * of their file; null: never.
 */
export async function addressWrittenAt(tx: Tx, personId: string): Promise<Date | null> {
  const event = await tx.auditEvent.findFirst({
    where: { chain: personId, verb: 'account.address' },
    orderBy: { sequence: 'desc' },
    select: { at: true },
  });
  return event?.at ?? null;
}

/**
 * Finds the address of the account signed in to with this employee number, as typed or in capitals;
 * null: none, or the person has a work address and signs in with it.
 */
export async function addressOfNumber(tx: Tx, typed: string): Promise<string | null> {
  const rows = await tx.person.findMany({
    where: { employeeNumber: { in: [typed, typed.toUpperCase()] } },
    select: { employeeNumber: true, workEmail: true, user: { select: { email: true } } },
  });
  const row = rows.find(({ employeeNumber }) => employeeNumber === typed) ?? rows[0];
  return row?.workEmail === null ? (row.user?.email ?? null) : null;
}
