import type { Grounds } from '../../../domain/effect/guarantee.ts';
import type { ContactHistory, KnownContact } from '../../../domain/effect/known-contacts.ts';
import { readPhone } from '../../../domain/formats/phone.ts';
import type { Prisma, Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

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
  const { requestId, personId, what, before, after, grounds, at } = change;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into situation_change (id, request_id, person_id, what, before, after, at, guarantee, act_id, decision_ids)
    values (${id}::uuid, ${requestId}::uuid, ${personId}::uuid, ${what}, ${JSON.stringify(before)}::jsonb,
            ${JSON.stringify(after)}::jsonb, ${at}, ${grounds.guarantee}, ${grounds.actId}::uuid,
            ${[...grounds.decisionIds]}::uuid[])`;
  return id;
};

/** Whether something, or this very thing, was applied on a request. */
export async function isApplied(tx: Tx, requestId: string, what: string | null = null): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 as applied from situation_change
     where request_id = ${requestId}::uuid and what = coalesce(${what}, what) limit 1`;
  return rows.length > 0;
}

/** What was applied on a request, and what stands since. */
export const appliedEffects = (
  tx: Tx,
  requestId: string,
): Promise<{ what: string; after: Readonly<Record<string, unknown>> }[]> =>
  tx.$queryRaw`select what, after from situation_change where request_id = ${requestId}::uuid`;

/** How a person could be reached, from when to when. */
export async function contactHistory(tx: Tx, personId: string): Promise<ContactHistory> {
  type Row = Contact & Pick<ContactHistory, 'workEmail' | 'since'> & { readonly changes: readonly ChangeRow[] };
  const [{ changes, since, ...person }] = await tx.$queryRaw<[Row]>`
    select p.work_email as "workEmail", p.phone, p.personal_email as "personalEmail", p.created_at as since,
           coalesce((select json_agg(json_build_object('before', c.before, 'at', c.at) order by c.at, c.id)
                       from situation_change c where c.person_id = p.id and c.what = 'contact'), '[]') as changes
      from person p where p.id = ${personId}::uuid`;
  return {
    workEmail: person.workEmail,
    since,
    now: person,
    changes: changes.map(({ at, before }) => ({ at: new Date(at), before: readContacts(before) })),
  };
}

/** A change as JSON holds it. */
interface ChangeRow {
  readonly before: Prisma.JsonValue;
  readonly at: string;
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
