import { type Expression, type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import { accountAddress } from '#domain/account/without-address.ts';
import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import type { ChangeSource } from '#domain/people/import-line.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { PowerText } from '#domain/permissions/actor.ts';
import type { Administered } from '#domain/permissions/people.ts';
import type { Role } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { isoOf } from '../../iso-text.ts';
import { uuid7 } from '../../uuid7.ts';
import { type Counted, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { postOn } from '../statements/periods.ts';
import { personRef, structureRef } from '../statements/person-ref.ts';
import { peopleSearch } from '../statements/search.ts';
import { structuresHeld } from '../statements/structures-held.ts';
import { BY_NAME } from './people.ts';

/** A person's identity, as the ministry knows it. */
export interface Identity {
  readonly employeeNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  /** null: they have none. */
  readonly workEmail: string | null;
}

/** The corrected parts of an identity: an address is replaced, never removed. */
export type IdentityAsked = { readonly [Field in keyof Identity]?: NonNullable<Identity[Field]> | undefined };

/** The columns of an identity. */

const IDENTITY = { employeeNumber: true, firstName: true, lastName: true, workEmail: true } as const;

/** The addresses of mails about somebody's account. */
export interface Mailed {
  readonly workEmail: string | null;
  /** A personal address that two people confirmed; null with a work address. */
  readonly accountEmail: string | null;
}

/** Finds those addresses; null if the person does not exist. */
export const findMailed = (tx: Tx, id: string): Promise<Mailed | null> =>
  tx.person.findUnique({ where: { id }, select: { workEmail: true, accountEmail: true } });

/** Finds a person's identity; null if they do not exist. */
export const findIdentity = (tx: Tx, id: string): Promise<Identity | null> =>
  tx.person.findUnique({ where: { id }, select: IDENTITY });

const lower = (text: Expression<string | null>) => sql<string>`lower(${text})`;

/** An address in lower case. */
const address = (given: string | null) => sql<string>`lower(${given}::text)`;

const atWork = statement((given: { workEmail: string }) =>
  db
    .selectFrom('person')
    .select('id')
    .where((eb) => eb(lower(eb.ref('work_email')), '=', address(given.workEmail))),
);

/** Finds who has this work address, in any case; null: nobody. */
export const personAtWork = async (tx: Tx, workEmail: string): Promise<string | null> =>
  (await atWork.first(tx, { workEmail }))?.id ?? null;

const placeOf = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('person as p')
    .leftJoin('structure as s', (join) =>
      join.on((eb) => eb('s.id', '=', call('person_place', eb.ref('p.id'), given.day))),
    )
    .select(['s.id as placeId', 's.path as placePath'])
    .where('p.id', '=', given.personId),
);

/**
 * Finds the structure where a person is administered (function person_place of
 * prisma/sql/people.sql); null if they do not exist.
 */
export async function personPlace(
  tx: Tx,
  personId: string,
  day: CivilDate,
): Promise<(Administered & { readonly placeId: string | null }) | null> {
  const row = await placeOf.first(tx, { personId, day });
  return row && { personId, ...row };
}

/**
 * Locks identities until the transaction ends: a number or an address is checked to be free, then
 * written.
 */
export const lockIdentities = (tx: Tx): Promise<void> => lockAlone(tx, 'identities');

const taken = statement((given: { employeeNumber: string; workEmail: string | null; personId: string | null }) => {
  const other = db.selectFrom('person as p').where('p.id', 'is distinct from', given.personId);
  return db.selectNoFrom((eb) => [
    exists(other.where('p.employee_number', '=', given.employeeNumber)).as('number'),
    eb
      .or([
        exists(other.where((of) => of(lower(of.ref('p.work_email')), '=', address(given.workEmail)))),
        exists(other.where('p.account_email', '=', address(given.workEmail))),
        exists(
          eb
            .selectFrom('user as u')
            .where((of) => of(lower(of.ref('u.email')), '=', address(given.workEmail)))
            .where('u.person_id', 'is distinct from', given.personId),
        ),
      ])
      .$castTo<boolean>()
      .as('address'),
  ]);
});

/**
 * Tells which of these belong to another person already, as work address or address of their
 * account, in any case.
 */
export const takenIdentity = (
  tx: Tx,
  { employeeNumber, workEmail }: Pick<Identity, 'employeeNumber' | 'workEmail'>,
  personId: string | null,
): Promise<{ readonly number: boolean; readonly address: boolean }> =>
  taken.one(tx, { employeeNumber, workEmail, personId });

/** Creates a person; returns their id. */
export async function insertPerson(tx: Tx, identity: Identity & { language: 'fr' | 'en' }, at: Date): Promise<string> {
  const { id } = await tx.person.create({ data: { id: uuid7(at), ...identity, createdAt: at }, select: { id: true } });
  return id;
}

/**
 * Corrects a person's identity and returns the id of the row that keeps the former one; the
 * account's own address and name follow. A work address replaces the personal one of the account,
 * which is removed.
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
  await accountCorrected.run(tx, {
    personId,
    name: `${present.firstName} ${present.lastName}`,
    former: accountAddress(personId, former.workEmail),
    workEmail: present.workEmail,
    at: change.at,
  });
  const takesOver = after.workEmail !== undefined && after.workEmail !== null;
  await tx.person.update({
    where: { id: personId },
    data: { ...after, ...(takesOver && { accountEmail: null }) },
    select: { id: true },
  });
  return id;
}

const accountCorrected = statement(
  (given: { personId: string; name: string; former: string; workEmail: string | null; at: Date }) =>
    db
      .updateTable('user as u')
      .from('person as p')
      .set((eb) => ({
        name: given.name,
        updated_at: given.at,
        email: eb
          .case()
          .when(
            eb.and([
              sql<boolean>`${given.workEmail}::text is not null`,
              eb(lower(eb.ref('u.email')), 'in', [eb.val(given.former), eb.ref('p.account_email').$notNull()]),
            ]),
          )
          .then(address(given.workEmail))
          .else(eb.ref('u.email'))
          .end(),
      }))
      .whereRef('p.id', '=', 'u.person_id')
      .where('p.id', '=', given.personId),
);

/** A person in a list of administrators. */
export interface PersonLine extends Pick<Identity, 'employeeNumber' | 'firstName' | 'lastName'> {
  readonly id: string;
  /** The post of that day. */
  readonly post: { quality: string; structure: StructureRef } | null;
  readonly hasAccount: boolean;
}

/**
 * Reads a page of the people of the structures that somebody administers, by name, with posts of
 * any dates or only proposed.
 */
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
      read: (reader, ids) => personLines.all(reader, { ids, day }),
      idOf: ({ id }) => id,
    },
    query,
  );
}

const personLines = statement((given: { ids: readonly string[]; day: CivilDate }) =>
  db
    .selectFrom('person as p')
    .leftJoinLateral(
      (eb) => postOn(eb.ref('p.id'), given.day).select(['o.quality', 'o.structure_id']).as('o'),
      (join) => join.onTrue(),
    )
    .leftJoin('structure as s', 's.id', 'o.structure_id')
    .select(['p.id', 'p.first_name as firstName', 'p.last_name as lastName', 'p.employee_number as employeeNumber'])
    .select((eb) => [
      eb
        .case()
        .when('o.quality', 'is not', null)
        .then(
          jsonBuildObject({
            quality: eb.ref('o.quality').$notNull(),
            structure: structureRef({
              id: eb.ref('s.id').$notNull(),
              code: eb.ref('s.code').$notNull(),
              name: eb.ref('s.name').$notNull(),
            }),
          }),
        )
        .end()
        .as('post'),
      exists(eb.selectFrom('user as u').select('u.id').whereRef('u.person_id', '=', 'p.id')).as('hasAccount'),
    ])
    .where((eb) => isOneOf(eb.ref('p.id'), given.ids)),
);

interface Held extends Period {
  readonly id: string;
  readonly structure: StructureRef;
}

/** What an administrator reads of a person beside their identity. */
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

const file = statement((given: { personId: string }) =>
  db
    .selectFrom('person as p')
    .select((eb) => [
      'p.language',
      exists(eb.selectFrom('user as u').whereRef('u.person_id', '=', 'p.id')).as('hasAccount'),
      jsonArrayFrom(
        eb
          .selectFrom('posting as x')
          .innerJoin('structure as s', 's.id', 'x.structure_id')
          .select((of) => ['x.id', 'x.quality', 'x.grade', structureOf(of).as('structure'), 'x.from', 'x.until'])
          .whereRef('x.person_id', '=', 'p.id')
          .orderBy('x.from', 'desc')
          .orderBy('x.id', 'desc'),
      ).as('postings'),
      jsonArrayFrom(
        eb
          .selectFrom('habilitation as x')
          .innerJoin('structure as s', 's.id', 'x.structure_id')
          .select((of) => [
            'x.id',
            'x.role',
            'x.by_right as byRight',
            's.path',
            'x.power_reference as powerReference',
            'x.in_name_of as inNameOf',
            'x.appointment',
            structureOf(of).as('structure'),
            'x.from',
            'x.until',
          ])
          .whereRef('x.person_id', '=', 'p.id')
          .orderBy('x.until', (order) => order.desc().nullsFirst())
          .orderBy('x.from', 'desc')
          .orderBy('x.id'),
      ).as('rights'),
      jsonArrayFrom(
        eb
          .selectFrom('person_change as c')
          .leftJoin('person as b', 'b.id', 'c.by_id')
          .select((of) => [
            'c.id',
            of.ref('c.before').$castTo<Partial<Identity>>().as('before'),
            of.ref('c.after').$castTo<Partial<Identity>>().as('after'),
            'c.reason',
            'c.source',
            isoOf(of.ref('c.at')).as('at'),
            of
              .case()
              .when('b.id', 'is not', null)
              .then(
                personRef({
                  id: of.ref('b.id').$notNull(),
                  firstName: of.ref('b.first_name').$notNull(),
                  lastName: of.ref('b.last_name').$notNull(),
                }),
              )
              .end()
              .as('by'),
          ])
          .whereRef('c.person_id', '=', 'p.id')
          .orderBy('c.at', 'desc')
          .orderBy('c.id', 'desc'),
      ).as('changes'),
    ])
    .where('p.id', '=', given.personId),
);

const structureOf = ({ ref }: ExpressionBuilder<{ s: Tables['structure'] }, 's'>) =>
  structureRef({ id: ref('s.id'), code: ref('s.code'), name: ref('s.name') });

/** Reads a person's posts and rights of any time, and the corrections of their identity. */
export async function readPersonFile(tx: Tx, personId: string): Promise<PersonFile> {
  return file.one(tx, { personId });
}
