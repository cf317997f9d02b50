import { type Expression, sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { SignIn } from '#domain/account/sign-in.ts';
import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Actor, HeldRole, PowerText } from '#domain/permissions/actor.ts';
import type { DossierFacts } from '#domain/permissions/dossier.ts';
import { isRole, type StartingRole } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, call, db, exists, isOneOf, statement, unnested } from '../../connection/typed-sql.ts';
import { inForceOn } from '../statements/in-force.ts';
import { type Counted, limitOf, type Order, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { covers, isAwayOn, postOn } from '../statements/periods.ts';
import { peopleSearch } from '../statements/search.ts';
import { structuresBelow, structuresHeld } from '../statements/structures-held.ts';
import { rightsGivenTo } from './rights.ts';

const nameOf = statement((given: { id: string }) =>
  db.selectFrom('person').select(['first_name as firstName', 'last_name as lastName']).where('id', '=', given.id),
);

/** Returns a person's name; null if they do not exist. */
export const personName = (tx: Tx, id: string): Promise<{ firstName: string; lastName: string } | null> =>
  nameOf.first(tx, { id });

/**
 * Reads what rights are judged on for a person: their id and every right that they were ever given.
 */
export async function actorFacts(tx: Tx, personId: string): Promise<Actor> {
  const [actor] = await actorsFacts(tx, [personId]);
  return actor ?? { personId, habilitations: [] };
}

const actors = statement((given: { personIds: readonly string[] }) =>
  db
    .selectFrom(unnested({ personId: given.personIds }, { personId: 'uuid' }))
    .select((eb) => ['given.personId', rightsGivenTo(eb.ref('given.personId')).as('rights')]),
);

/** Reads the same for several people, in one query. */
export const actorsFacts = async (tx: Tx, personIds: readonly string[]): Promise<Actor[]> =>
  (await actors.all(tx, { personIds })).map(actorOf);

/**
 * Selects the posts that a person was ever given, oldest first, as domain/power/office.ts has
 * them (`Post`).
 */
export const postsHeldBy = (personId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select coalesce(jsonb_agg(jsonb_build_object('from', o."from", 'until', o.until, 'structureId', o.structure_id, 'quality', o.quality)
                            order by o."from", o.id), '[]')
    from posting o where o.person_id = ${personId})`;

/** A person as read with `rightsGivenTo`. */
export interface ActorRow {
  readonly personId: string;
  readonly rights: readonly (Omit<HeldRole, 'role'> & { readonly role: string })[];
}

/**
 * Converts a person read with `rightsGivenTo`, leaving out roles that this version does not know.
 */
export const actorOf = ({ personId, rights }: ActorRow): Actor => ({
  personId,
  habilitations: rights.filter((right): right is HeldRole => isRole(right.role)),
});

/** A session that was not ended, of an account that belongs to a person. */
export interface OpenSession {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly signIn: SignIn;
  readonly actor: Actor;
}

const sessionOf = statement((given: { token: string }) =>
  db
    .selectFrom('session as s')
    .innerJoin('user as u', 'u.id', 's.user_id')
    .select((eb) => [
      's.id',
      's.user_id as userId',
      's.expires_at as expiresAt',
      sql<SignIn>`json_strip_nulls(${jsonBuildObject({
        method: eb.ref('s.method'),
        strength: eb.ref('s.strength'),
        issuer: eb.ref('s.issuer'),
        acr: eb.ref('s.acr'),
        amr: eb.ref('s.amr'),
      })})`.as('signIn'),
      eb.ref('u.person_id').$notNull().as('personId'),
      rightsGivenTo(eb.ref('u.person_id').$notNull()).as('rights'),
    ])
    .where('s.token', '=', given.token)
    .where('u.person_id', 'is not', null),
);

/**
 * Finds the session of a token, its account and the rights of its person, in one query at the start
 * of each request. Null: there is no such session, or its account has no person.
 */
export async function sessionBehind(tx: Tx, token: string): Promise<OpenSession | null> {
  const row = await sessionOf.first(tx, { token });
  if (row === null) return null;
  const { id, userId, expiresAt, signIn } = row;
  return { id, userId, expiresAt, signIn, actor: actorOf(row) };
}

const openSession = statement((given: { sessionId: string; at: Date }) =>
  db.selectFrom('session').select('id').where('id', '=', given.sessionId).where('expires_at', '>', given.at),
);

/** True if a session is neither expired nor ended. */
export const isSessionOpen = async (tx: Tx, sessionId: string, at: Date): Promise<boolean> =>
  (await openSession.first(tx, { sessionId, at })) !== null;

const posted = statement((given: { personId: string; day: CivilDate }) => postingThen(given.personId, given.day));

/**
 * Finds the post that a person holds that day, with its structure; the most recent if several
 * overlap, null if none.
 */
export const postingOn = (tx: Tx, personId: string, day: CivilDate): Promise<PostingThen | null> =>
  posted.first(tx, { personId, day });

/** The most recent post that a person holds that day, as `o`, with its structure as `s`. */
const lastPost = (personId: string | Expression<string>, day: CivilDate) =>
  postOn(personId, day).innerJoin('structure as s', 's.id', 'o.structure_id');

const postingThen = (personId: string | Expression<string>, day: CivilDate) =>
  lastPost(personId, day).select((eb) => [
    'o.id',
    'o.quality',
    'o.grade',
    'o.structure_id as structureId',
    jsonBuildObject({
      id: eb.ref('s.id'),
      code: eb.ref('s.code'),
      name: eb.ref('s.name'),
      city: eb.ref('s.city'),
      path: eb.ref('s.path'),
    }).as('structure'),
  ]);

/** A post that a person holds, and where. */
export interface PostingThen {
  readonly id: string;
  readonly quality: string;
  readonly grade: string;
  readonly structureId: string;
  readonly structure: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly city: string;
    readonly path: string;
  };
}

/** What a person's home page shows of them. */
export interface PersonSheet {
  readonly person: {
    readonly id: string;
    readonly employeeNumber: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly workEmail: string | null;
    readonly accountEmail: string | null;
    readonly language: string;
  };
  readonly posting: {
    readonly quality: string;
    readonly grade: string | null;
    readonly structure: { readonly id: string; readonly code: string; readonly name: string; readonly city: string };
  } | null;
  readonly habilitations: readonly (Period &
    Required<PowerText> & { readonly role: string; readonly structureName: string })[];
  /** The signatories whose desk they prepare, as their assistant. */
  readonly preparesDesksOf: readonly PersonRef[];
  /** True if they have an authenticator. */
  readonly canStepUp: boolean;
  readonly hasPasskey: boolean;
}

const sheet = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('person as p')
    .select((eb) => [
      jsonBuildObject({
        id: eb.ref('p.id'),
        employeeNumber: eb.ref('p.employee_number'),
        firstName: eb.ref('p.first_name'),
        lastName: eb.ref('p.last_name'),
        workEmail: eb.ref('p.work_email'),
        accountEmail: eb.ref('p.account_email'),
        language: eb.ref('p.language'),
      }).as('person'),
      jsonObjectFrom(
        lastPost(eb.ref('p.id'), given.day).select((of) => [
          'o.quality',
          'o.grade',
          jsonBuildObject({
            id: of.ref('s.id'),
            code: of.ref('s.code'),
            name: of.ref('s.name'),
            city: of.ref('s.city'),
          }).as('structure'),
        ]),
      ).as('posting'),
      jsonArrayFrom(
        eb
          .selectFrom('habilitation as h')
          .innerJoin('structure as s', 's.id', 'h.structure_id')
          .select([
            'h.role',
            's.name as structureName',
            'h.from',
            'h.until',
            'h.power_reference as powerReference',
            'h.in_name_of as inNameOf',
            'h.appointment',
          ])
          .whereRef('h.person_id', '=', 'p.id')
          .where(({ ref }) => covers(ref('h.from'), ref('h.until'), given.day))
          .orderBy('h.role'),
      ).as('habilitations'),
      jsonArrayFrom(
        eb
          .selectFrom('person as g')
          .select(['g.id', 'g.first_name as firstName', 'g.last_name as lastName'])
          .where('g.id', 'in', (of) =>
            of.selectFrom('signing_assistant as a').select('a.signatory_id').whereRef('a.assistant_id', '=', 'p.id'),
          )
          .where(({ ref }) => call('assists', ref('p.id'), ref('g.id'), given.day))
          .orderBy('g.last_name')
          .orderBy('g.first_name')
          .orderBy('g.id'),
      ).as('preparesDesksOf'),
      exists(
        eb
          .selectFrom('user as u')
          .innerJoin('two_factor as f', 'f.user_id', 'u.id')
          .whereRef('u.person_id', '=', 'p.id')
          .where('f.verified', '=', true)
          .where('f.secret', 'like', 'v%'),
      ).as('canStepUp'),
      exists(
        eb.selectFrom('user as u').innerJoin('passkey as k', 'k.user_id', 'u.id').whereRef('u.person_id', '=', 'p.id'),
      ).as('hasPasskey'),
    ])
    .where('p.id', '=', given.personId),
);

/** Reads a person's own data and post on that day, in one query. Null if they do not exist. */
export const readPerson = (tx: Tx, personId: string, day: CivilDate): Promise<PersonSheet | null> =>
  sheet.first(tx, { personId, day });

const superiors = statement((given: { personId: string; structureId: string; day: CivilDate }) =>
  db
    .with('candidate', (made) =>
      made
        .selectFrom('structure_above as a')
        .innerJoin('habilitation as h', (join) =>
          join.onRef('h.structure_id', '=', 'a.above_id').on('h.role', '=', 'superieur'),
        )
        .select((eb) => ['h.person_id', 'a.distance', eb.fn.min('a.distance').over().as('nearest')])
        .where('a.structure_id', '=', given.structureId)
        .where('h.person_id', '<>', given.personId)
        .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), given.day))
        .where((eb) => eb.not(isAwayOn(eb.ref('h.person_id'), given.day))),
    )
    .selectFrom('person as p')
    .select(['p.id', 'p.first_name as firstName', 'p.last_name as lastName'])
    .where('p.id', 'in', (of) =>
      of.selectFrom('candidate').select('candidate.person_id').whereRef('distance', '=', 'nearest'),
    )
    .orderBy('p.last_name')
    .orderBy('p.first_name'),
);

/**
 * Lists who would receive a task of role « superieur » about this person on that day: at the
 * nearest structure upwards with a holder who is neither the person nor absent. Same rule as
 * task_holding_of, for people without a request.
 */
export const superiorsOf = (tx: Tx, personId: string, structureId: string, day: CivilDate): Promise<PersonRef[]> =>
  superiors.all(tx, { personId, structureId, day });

const named = statement((given: { personIds: readonly string[] }) =>
  db
    .selectFrom('person')
    .select(['id', 'first_name as firstName', 'last_name as lastName'])
    .where((eb) => isOneOf(eb.ref('id'), given.personIds))
    .orderBy('last_name')
    .orderBy('first_name'),
);

/** Returns people by id, in the order of their names. */
export const namesOf = async (tx: Tx, personIds: readonly string[]): Promise<Map<string, PersonRef>> =>
  new Map((await named.all(tx, { personIds })).map((person) => [person.id, person]));

const dossierOf = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('person as p')
    .select((eb) => ['p.id as personId', lastPost(eb.ref('p.id'), given.day).select('s.path').as('structurePath')])
    .where('p.id', '=', given.personId),
);

/** Reads what canSeeDossier needs of a person's file; null if they do not exist. */
export const dossierFacts = (tx: Tx, personId: string, day: CivilDate): Promise<DossierFacts | null> =>
  dossierOf.first(tx, { personId, day });

/** A query of the people that somebody manages. */
export interface ManagedQuery extends PageAsked {
  readonly managerId: string;
  /** The right by which they are managed. */
  readonly as: StartingRole;
  readonly day: CivilDate;
  /** Words that must all begin a word of the name or the employee number. */
  readonly q?: string | undefined;
  /** Only this structure among those managed, and what is below it. */
  readonly structureId?: string | undefined;
  readonly grade?: string | undefined;
}

/** A managed person in a list. */
export interface ManagedPerson extends PersonRef {
  readonly employeeNumber: string;
  readonly quality: string;
  readonly structureName: string;
}

/** Sort of people by name, as `p`. */
export const BY_NAME: Order = {
  columns: [Prisma.sql`search_key(p.last_name)`, Prisma.sql`search_key(p.first_name)`, Prisma.sql`p.id`],
  descending: false,
  rowOf: (id) => Prisma.sql`(
    select search_key(m.last_name), search_key(m.first_name), m.id from person m where m.id = ${id}::uuid)`,
};

/**
 * Reads one page of the people posted that day in the structures that somebody manages, by name.
 */
export async function managedPeople(tx: Tx, asked: ManagedQuery): Promise<PageOfRows<ManagedPerson> & Counted> {
  const { managerId, as, day, q, structureId: below, grade } = asked;
  const held = structuresHeld(managerId, as, day, { below });
  const named = await peopleSearch(tx, q, Prisma.sql`p.id`);
  const ofGrade = grade === undefined ? Prisma.sql`true` : Prisma.sql`o.grade = ${grade}`;
  const inForce = Prisma.sql`${inForceOn(Prisma.sql`o`, day)} and ${ofGrade}`;
  const structure = Prisma.sql`o.structure_id`;
  const isPosted = Prisma.sql`exists (
    select from posting o where o.person_id = p.id and ${inForce} and ${held.condition(structure)} offset 0)`;
  const posted = Prisma.sql`select o.person_id as id from posting o where ${inForce} and ${held.chosen(structure)}`;
  const byName = named.people && (await areFewOfMany(tx, { given: held.given, some: named.people, all: posted }));
  return readPage<ManagedPerson>(
    tx,
    {
      given: [held.given],
      chosen: byName
        ? Prisma.sql`select p.id from ${named.people} p where ${isPosted}`
        : Prisma.sql`select p.id from (${posted}) p where ${named.condition}`,
      few: Prisma.sql`from (select distinct id from few) f join person p on p.id = f.id`,
      condition: Prisma.sql`${named.condition} and ${isPosted}`,
      sorted: Prisma.sql`from person p`,
      id: Prisma.sql`p.id`,
      order: BY_NAME,
      read: (reader, ids) => all(reader, managedRows(asked, ids)),
      idOf: ({ id }) => id,
    },
    asked,
  );
}

/** Selects managed people, each with the last of their posts that are asked for. */
function managedRows({ managerId, as, day, structureId: below, grade }: ManagedQuery, ids: readonly string[]) {
  const managed = (personId: Expression<string>) => {
    const posts = postOn(personId, day)
      .select(['o.quality', 'o.structure_id'])
      .where('o.structure_id', 'in', structuresBelow(managerId, as, day));
    const ofGrade = grade === undefined ? posts : posts.where('o.grade', '=', grade);
    return below === undefined
      ? ofGrade
      : ofGrade.where('o.structure_id', 'in', (eb) =>
          eb.selectFrom('structure_above').select('structure_id').where('above_id', '=', below),
        );
  };
  return db
    .selectFrom('person as p')
    .innerJoinLateral(
      (eb) => managed(eb.ref('p.id')).as('o'),
      (join) => join.onTrue(),
    )
    .innerJoin('structure as s', 's.id', 'o.structure_id')
    .select(['p.id', 'p.first_name as firstName', 'p.last_name as lastName', 'p.employee_number as employeeNumber'])
    .select(['o.quality', 's.name as structureName'])
    .where((eb) => isOneOf(eb.ref('p.id'), ids));
}

/**
 * Reads the choices of the filters of that list: the structures where those people are posted, and
 * their grades.
 */
export async function managedChoices(
  tx: Tx,
  { managerId, as, day }: Pick<ManagedQuery, 'managerId' | 'as' | 'day'>,
): Promise<{ readonly structures: readonly { id: string; name: string }[]; readonly grades: readonly string[] }> {
  const held = structuresHeld(managerId, as, day);
  const [found] = await tx.$queryRaw<[{ structures: { id: string; name: string }[]; grades: string[] }]>`
    with ${held.given}, post as (
      select distinct o.structure_id, o.grade from posting o
       where ${inForceOn(Prisma.sql`o`, day)} and ${held.chosen(Prisma.sql`o.structure_id`)})
    select (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by search_key(s.name), s.id), '[]')
              from (select * from structure s where s.id in (select structure_id from post) order by search_key(s.name), s.id
                     ${limitOf(MAX_CHOICES)}) s) as structures,
           (select coalesce(jsonb_agg(g.grade order by g.grade), '[]')
              from (select distinct grade from post order by grade ${limitOf(MAX_CHOICES)}) g) as grades`;
  return found;
}
/** More would make no usable list. */
const MAX_CHOICES = 300;

/**
 * True if few people are named and many managed: then each of the first is looked up among the
 * second, and not the reverse.
 */
async function areFewOfMany(
  tx: Tx,
  { given, some, all }: { readonly given: Prisma.Sql; readonly some: Prisma.Sql; readonly all: Prisma.Sql },
): Promise<boolean> {
  const [few, many] = [3_000, 5_000];
  const [{ are }] = await tx.$queryRaw<[{ are: boolean }]>`
    with ${given}
    select (select count(*) from (${all} ${limitOf(many + 1)}) a) > ${many}
       and (select count(*) from (select from ${some} s ${limitOf(few + 1)}) s) <= ${few} as are`;
  return are;
}

/** Changes the language that a person reads and is written to in. */
export async function setLanguage(tx: Tx, personId: string, language: 'fr' | 'en'): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { language } satisfies Prisma.PersonUpdateInput });
}

/** What an act prints of a person and of their post on that day; null without a post. */
export interface PersonInPost {
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly posting: PostingThen | null;
}

const inPost = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('person as p')
    .select((eb) => [
      'p.first_name as firstName',
      'p.last_name as lastName',
      'p.employee_number as employeeNumber',
      jsonObjectFrom(postingThen(eb.ref('p.id'), given.day)).as('posting'),
    ])
    .where('p.id', '=', given.personId),
);

/**
 * Reads what an act prints of a person.
 * @throws {Error} if they do not exist
 */
export async function personInPost(tx: Tx, personId: string, day: CivilDate): Promise<PersonInPost> {
  const person = await inPost.first(tx, { personId, day });
  if (person === null) throw new Error(`person ${personId} is unknown`);
  return person;
}

const structuresAbove = statement((given: { structureId: string }) =>
  db
    .selectFrom('structure_above as a')
    .innerJoin('structure as s', 's.id', 'a.above_id')
    .select('s.name')
    .where('a.structure_id', '=', given.structureId)
    .orderBy('a.distance', 'desc'),
);

/** Lists the names of a structure and of those above it, from the root down. */
export const structureNames = async (tx: Tx, structureId: string): Promise<string[]> =>
  (await structuresAbove.all(tx, { structureId })).map(({ name }) => name);
