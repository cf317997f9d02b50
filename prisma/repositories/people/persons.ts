import { accountAddress } from '#domain/account/without-address.ts';
import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { PowerText } from '#domain/permissions/actor.ts';
import type { Administered } from '#domain/permissions/people.ts';
import type { Role } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { isoText } from '../../iso-text.ts';
import { uuid7 } from '../../uuid7.ts';
import { structureJson } from '../administration/scope.ts';
import { inForceOn } from '../in-force.ts';
import { type Counted, type PageAsked, type PageOfRows, readPage } from '../keyset.ts';
import { peopleSearch } from '../search.ts';
import { structuresHeld } from '../structures-held.ts';
import { BY_NAME } from './people.ts';

/** Who somebody is, as the ministry knows them. */
export interface Identity {
  readonly employeeNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  /** null: they have none. */
  readonly workEmail: string | null;
}

/** What of it is to be so: an address is replaced, never taken away. */
export type IdentityAsked = { readonly [Field in keyof Identity]?: NonNullable<Identity[Field]> | undefined };

/** Where a correction comes from. */
export type ChangeSource = 'screen' | 'import' | 'scim';

const IDENTITY = { employeeNumber: true, firstName: true, lastName: true, workEmail: true } as const;

/** Where mails about somebody's account go. */
export interface Mailed {
  readonly workEmail: string | null;
  /** A personal address that two people confirmed; null where there is a work address. */
  readonly accountEmail: string | null;
}

/** null when there is no such person. */
export const findMailed = (tx: Tx, id: string): Promise<Mailed | null> =>
  tx.person.findUnique({ where: { id }, select: { workEmail: true, accountEmail: true } });

export const findIdentity = (tx: Tx, id: string): Promise<Identity | null> =>
  tx.person.findUnique({ where: { id }, select: IDENTITY });

/** Who has that address at work, whatever its capitals; null: nobody. */
export async function personAtWork(tx: Tx, workEmail: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text from person where lower(work_email) = lower(${workEmail}::text)`;
  return rows[0]?.id ?? null;
}

/** Where a person is for whoever administers people (function person_place of prisma/sql/people.sql); null when there is no such person. */
export async function personPlace(
  tx: Tx,
  personId: string,
  day: CivilDate,
): Promise<(Administered & { readonly placeId: string | null }) | null> {
  const [row] = await tx.$queryRaw<{ placeId: string | null; placePath: string | null }[]>`
    select s.id::text as "placeId", s.path as "placePath"
      from person p left join structure s on s.id = person_place(p.id, ${day}::date) where p.id = ${personId}::uuid`;
  return row === undefined ? null : { personId, ...row };
}

/** One at a time asks whether a number or an address is somebody else's, then writes it. */
export async function lockIdentities(tx: Tx): Promise<void> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended('identities', 0))`;
}

/**
 * Which of these are another person's already, at work or as the address of their account. Addresses are one whatever their
 * capitals.
 */
export async function takenIdentity(
  tx: Tx,
  { employeeNumber, workEmail }: Pick<Identity, 'employeeNumber' | 'workEmail'>,
  personId: string | null,
): Promise<{ readonly number: boolean; readonly address: boolean }> {
  const [row] = await tx.$queryRaw<[{ number: boolean; address: boolean }]>`
    select exists (select from person p where p.employee_number = ${employeeNumber}
                      and p.id is distinct from ${personId}::uuid) as number,
           exists (select from person p where lower(p.work_email) = lower(${workEmail}::text)
                      and p.id is distinct from ${personId}::uuid)
           or exists (select from person p where p.account_email = lower(${workEmail}::text)
                      and p.id is distinct from ${personId}::uuid)
           or exists (select from "user" u where lower(u.email) = lower(${workEmail}::text)
                      and u.person_id is distinct from ${personId}::uuid) as address`;
  return row;
}

export async function insertPerson(tx: Tx, identity: Identity & { language: 'fr' | 'en' }, at: Date): Promise<string> {
  const { id } = await tx.person.create({ data: { id: uuid7(at), ...identity, createdAt: at }, select: { id: true } });
  return id;
}

/**
 * Corrects who a person is, with the row that says what it was: the account's own address and name follow. A work address takes
 * the place of the personal one of the account, which is kept no longer.
 */
export async function writeCorrection(
  tx: Tx,
  change: {
    readonly personId: string;
    readonly former: Identity;
    readonly after: Partial<Identity>;
    readonly reason: string;
    readonly byId: string | null;
    readonly source: ChangeSource;
    readonly proposalId: string | null;
    readonly at: Date;
  },
): Promise<string> {
  const { former, after, personId, ...kept } = change;
  const before = Object.fromEntries(Object.keys(after).map((key) => [key, former[key as keyof Identity]]));
  const data = { ...kept, personId, before, after: after as Prisma.InputJsonObject };
  const { id } = await tx.personChange.create({ data, select: { id: true } });
  const present = { ...former, ...after };
  await tx.$executeRaw`
    update "user" u set name = ${`${present.firstName} ${present.lastName}`}, updated_at = ${change.at},
           email = case when ${present.workEmail}::text is not null
                             and lower(u.email) in (${accountAddress(personId, former.workEmail)}, p.account_email)
                        then lower(${present.workEmail}) else u.email end
      from person p where p.id = u.person_id and p.id = ${personId}::uuid`;
  const takesOver = after.workEmail !== undefined && after.workEmail !== null;
  await tx.person.update({
    where: { id: personId },
    data: { ...after, ...(takesOver && { accountEmail: null }) },
    select: { id: true },
  });
  return id;
}

export interface PersonLine extends Pick<Identity, 'employeeNumber' | 'firstName' | 'lastName'> {
  readonly id: string;
  /** The post of that day. */
  readonly post: { quality: string; structure: StructureRef } | null;
  readonly hasAccount: boolean;
}

/** The people of the structures that somebody administers, by name, whatever becomes of their posts. */
export async function listPersons(
  tx: Tx,
  query: PageAsked & {
    readonly administratorId: string;
    readonly day: CivilDate;
    readonly q?: string | undefined;
    readonly structureId?: string | undefined;
  },
): Promise<PageOfRows<PersonLine> & Counted> {
  const { administratorId, day, structureId: below } = query;
  const held = structuresHeld(administratorId, 'administrateur', day, { below });
  const named = await peopleSearch(tx, query.q, Prisma.sql`p.id`);
  const isPlaced = held.condition(Prisma.sql`person_place(p.id, ${day}::date)`);
  return readPage<PersonLine>(
    tx,
    {
      given: [held.given],
      chosen: Prisma.sql`
        select p.id from (
          select o.person_id as id from ${held.name} h join posting o on o.structure_id = h.structure_id
          union all select r.person_id from ${held.name} h join right_proposal r on r.structure_id = h.structure_id
           where r.kind = 'posting'
          union all select v.person_id from ${held.name} h join provisioned_right v on v.structure_id = h.structure_id
           where v.kind = 'posting'
          union all select b.person_id from ${held.name} h join habilitation b on b.structure_id = h.structure_id) p
         where ${named.condition} and ${isPlaced}`,
      few: Prisma.sql`from (select distinct id from few) f join person p on p.id = f.id`,
      condition: Prisma.sql`${named.condition} and ${isPlaced}`,
      sorted: Prisma.sql`from person p`,
      id: Prisma.sql`p.id`,
      order: BY_NAME,
      read: (ids) => Prisma.sql`
        select p.id::text, p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
               case when o.quality is null then null
                    else json_build_object('quality', o.quality, 'structure', ${structureJson('s')}) end as post,
               exists (select from "user" u where u.person_id = p.id) as "hasAccount"
          from person p
          left join lateral (select o.quality, o.structure_id from posting o where o.person_id = p.id
            and ${inForceOn(Prisma.sql`o`, day)}
            order by o."from" desc, o.id desc limit 1) o on true
          left join structure s on s.id = o.structure_id
         where p.id = any(${ids}::uuid[])`,
      idOf: ({ id }) => id,
    },
    query,
  );
}

interface Held extends Period {
  readonly id: string;
  readonly structure: StructureRef;
}

export interface PersonFile {
  readonly language: string;
  readonly hasAccount: boolean;
  readonly postings: readonly (Held & { readonly quality: string; readonly grade: string })[];
  readonly rights: readonly (Held &
    Required<PowerText> & { readonly role: Role; readonly byRight: boolean; readonly path: string })[];
  readonly changes: readonly {
    readonly id: string;
    readonly before: Partial<Identity>;
    readonly after: Partial<Identity>;
    readonly reason: string;
    readonly by: PersonRef | null;
    readonly source: ChangeSource;
    readonly at: string;
  }[];
}

/** What an administrator reads of a person beside who they are: posts and rights of any time, corrections. */
export async function readPersonFile(tx: Tx, personId: string): Promise<PersonFile> {
  const days = Prisma.sql`'from', to_char(x."from", 'YYYY-MM-DD'), 'until', to_char(x.until, 'YYYY-MM-DD')`;
  const [row] = await tx.$queryRaw<[PersonFile]>`
    select p.language, exists (select from "user" u where u.person_id = p.id) as "hasAccount",
           (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'quality', x.quality, 'grade', x.grade,
                     'structure', ${structureJson('s')}, ${days}) order by x."from" desc, x.id desc), '[]')
              from posting x join structure s on s.id = x.structure_id where x.person_id = p.id) as postings,
           (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'role', x.role, 'byRight', x.by_right, 'path', s.path,
                     'powerReference', x.power_reference, 'inNameOf', x.in_name_of, 'appointment', x.appointment,
                     'structure', ${structureJson('s')}, ${days}) order by x.until desc nulls first, x."from" desc, x.id), '[]')
              from habilitation x join structure s on s.id = x.structure_id where x.person_id = p.id) as rights,
           (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'before', c.before, 'after', c.after,
                     'reason', c.reason, 'source', c.source,
                     'at', ${isoText(Prisma.sql`c.at`)},
                     'by', case when b.id is null then null else jsonb_build_object(
                             'id', b.id, 'firstName', b.first_name, 'lastName', b.last_name) end) order by c.at desc, c.id desc), '[]')
              from person_change c left join person b on b.id = c.by_id where c.person_id = p.id) as changes
      from person p where p.id = ${personId}::uuid`;
  return row;
}
