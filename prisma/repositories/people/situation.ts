import type { Grounds } from '../../../domain/effect/guarantee.ts';
import type { Prisma, Tx } from '../../client.ts';

/** How a person is reached outside work. */
export interface Contact {
  readonly phone: string | null;
  readonly personalEmail: string | null;
}

export const readContact = (
  tx: Tx,
  personId: string,
): Promise<{ phone: string | null; personalEmail: string | null }> =>
  tx.person.findUniqueOrThrow({ where: { id: personId }, select: { phone: true, personalEmail: true } });

export async function writeContact(tx: Tx, personId: string, contact: Partial<Contact>): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: contact });
}

/** The account that pay goes to; null while none was given here. */
export const currentAccount = (tx: Tx, personId: string) =>
  tx.bankAccount.findFirst({
    where: { personId },
    orderBy: [{ appliedAt: 'desc' }, { id: 'desc' }],
    select: { sealed: true, shown: true, holder: true, payMonth: true, appliedAt: true },
  });

export async function insertAccount(
  tx: Tx,
  account: {
    personId: string;
    requestId: string;
    sealed: string;
    shown: string;
    holder: string;
    payMonth: string;
    appliedAt: Date;
  },
): Promise<void> {
  await tx.bankAccount.create({ data: account });
}

/** Keeps what was there before and after, and what it stands on; the database refuses it twice for a request and a thing. */
export const recordChange = async (
  tx: Tx,
  change: {
    requestId: string;
    personId: string;
    what: string;
    before: Prisma.InputJsonObject;
    after: Prisma.InputJsonObject;
    grounds: Grounds;
    at: Date;
  },
): Promise<string> => {
  const { grounds, ...kept } = change;
  const { guarantee, actId, decisionIds } = grounds;
  const data = { ...kept, guarantee, actId, decisionIds: [...decisionIds] };
  return (await tx.situationChange.create({ data, select: { id: true } })).id;
};

export const isApplied = async (tx: Tx, requestId: string): Promise<boolean> =>
  (await tx.situationChange.count({ where: { requestId } })) > 0;

/** The former ways to reach a person are believed for this long: who steals an account changes them first. */
const REMEMBERED_DAYS = 90;

/** A way to reach someone: the one on record, or one that was replaced lately. */
export interface KnownContact {
  readonly kind: 'phone' | 'personalEmail' | 'workEmail';
  readonly value: string;
  /** When another took its place; null for the one on record. */
  readonly replacedAt: Date | null;
}

/**
 * Every way to reach a person: at work, the personal ones on record, and those replaced in the last ninety days. With
 * `before`, what this very request changed counts as not changed yet.
 */
export async function knownContacts(
  tx: Tx,
  personId: string,
  at: Date,
  before: { readonly requestId: string } | null = null,
): Promise<KnownContact[]> {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { workEmail: true, phone: true, personalEmail: true },
  });
  const since = new Date(at.getTime() - REMEMBERED_DAYS * 86_400_000);
  const changes = await tx.situationChange.findMany({
    where: { personId, what: 'contact', at: { gte: since } },
    orderBy: { at: 'desc' },
    select: { requestId: true, before: true, after: true, at: true },
  });
  const own = changes.find(({ requestId }) => requestId === before?.requestId);
  const found: KnownContact[] = [{ kind: 'workEmail', value: person.workEmail, replacedAt: null }];
  const add = (kind: 'phone' | 'personalEmail', value: unknown, replacedAt: Date | null) => {
    if (typeof value !== 'string' || value === '' || found.some((known) => sameContact(known.value, value))) return;
    found.push({ kind, value, replacedAt });
  };
  for (const kind of ['phone', 'personalEmail'] as const) {
    const brought = own && (own.after as Record<string, unknown>)[kind] === person[kind];
    const isOwn = brought && (own.before as Record<string, unknown>)[kind] !== person[kind];
    if (!isOwn) add(kind, person[kind], null);
    for (const change of changes) add(kind, (change.before as Record<string, unknown>)[kind], change.at);
  }
  return found;
}

const sameContact = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
