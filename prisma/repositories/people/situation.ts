import type { Grounds } from '../../../domain/effect/guarantee.ts';
import type { ContactHistory, KnownContact } from '../../../domain/effect/known-contacts.ts';
import { readPhone } from '../../../domain/formats/phone.ts';
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

/** What was applied on a request, and what stands since. */
export const appliedEffects = async (
  tx: Tx,
  requestId: string,
): Promise<{ what: string; after: Readonly<Record<string, unknown>> }[]> =>
  (await tx.situationChange.findMany({ where: { requestId }, select: { what: true, after: true } })).map(
    ({ what, after }) => ({ what, after: after as Record<string, unknown> }),
  );

/** How a person could be reached, from when to when. */
export async function contactHistory(tx: Tx, personId: string): Promise<ContactHistory> {
  const { createdAt, ...person } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { workEmail: true, phone: true, personalEmail: true, createdAt: true },
  });
  const changes = await tx.situationChange.findMany({
    where: { personId, what: 'contact' },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { before: true, at: true },
  });
  return {
    workEmail: person.workEmail,
    since: createdAt,
    now: person,
    changes: changes.map(({ at, before }) => ({ at, before: readContacts(before) })),
  };
}

function readContacts(kept: Prisma.JsonValue): Contact {
  const values = kept as Partial<Record<keyof Contact, unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { phone: text(values.phone), personalEmail: text(values.personalEmail) };
}

/** Telephones among ways to reach someone, in their international form: another tool may have written them in another. */
export const phonesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'phone' ? [readPhone(value) ?? value] : []));

/** Personal addresses among ways to reach someone. */
export const addressesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'personalEmail' ? [value] : []));
