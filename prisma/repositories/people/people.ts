import type { SignIn } from '#domain/account/sign-in.ts';
import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Actor, HeldRole, PowerText } from '#domain/permissions/actor.ts';
import type { DossierFacts } from '#domain/permissions/dossier.ts';
import { isRole, type StartingRole } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn, isAwayOn } from '../in-force.ts';
import { type Counted, limitOf, type Order, type PageAsked, type PageOfRows, readPage } from '../keyset.ts';
import { peopleSearch } from '../search.ts';
import { heldStructures, structuresHeld } from '../structures-held.ts';

/** A person's name; null when there is no such person. */
export async function personName(tx: Tx, id: string): Promise<{ firstName: string; lastName: string } | null> {
  const rows = await tx.$queryRaw<{ firstName: string; lastName: string }[]>`
    select first_name as "firstName", last_name as "lastName" from person where id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Everything rights are judged on, about a person: who they are and the rights they were ever given. */
export async function actorFacts(tx: Tx, personId: string): Promise<Actor> {
  const [actor] = await actorsFacts(tx, [personId]);
  return actor ?? { personId, habilitations: [] };
}

/** The same about several people, in one query however many they are. */
export async function actorsFacts(tx: Tx, personIds: readonly string[]): Promise<Actor[]> {
  const rows = await tx.$queryRaw<ActorRow[]>`
    select asked::text as "personId", ${rightsOf(Prisma.sql`asked`)} as rights from unnest(${personIds}::uuid[]) as asked`;
  return rows.map(actorOf);
}

/** The rights that a person was ever given, as `actorOf` reads them, the oldest first: an expression. */
export const rightsOf = (personId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'byRight', h.by_right, 'structurePath', s.path,
                                               'powerReference', h.power_reference, 'inNameOf', h.in_name_of, 'appointment', h.appointment,
                                               'from', h."from", 'until', h.until) order by h."from", h.id), '[]')
    from habilitation h join structure s on s.id = h.structure_id where h.person_id = ${personId})`;

/** The posts that a person was ever given, the oldest first: an expression, of domain/decision/office.ts (`Post`). */
export const postsHeldBy = (personId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select coalesce(jsonb_agg(jsonb_build_object('from', o."from", 'until', o.until, 'structureId', o.structure_id, 'quality', o.quality)
                            order by o."from", o.id), '[]')
    from posting o where o.person_id = ${personId})`;

/** Somebody as read with `rightsOf`. */
export interface ActorRow {
  readonly personId: string;
  readonly rights: readonly (Omit<HeldRole, 'role'> & { readonly role: string })[];
}

export const actorOf = ({ personId, rights }: ActorRow): Actor => ({
  personId,
  habilitations: rights.filter((right): right is HeldRole => isRole(right.role)),
});

/** A session that began and was not ended, of an account that is a person's. */
export interface OpenSession {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly signIn: SignIn;
  readonly actor: Actor;
}

/** What each request begins with, in one query. Null when there is no such session, or nobody behind its account. */
export async function sessionBehind(tx: Tx, token: string): Promise<OpenSession | null> {
  const [row] = await tx.$queryRaw<(ActorRow & Omit<OpenSession, 'actor'>)[]>`
    select s.id, s.user_id as "userId", s.expires_at as "expiresAt",
           jsonb_strip_nulls(jsonb_build_object('method', s.method, 'strength', s.strength,
                                                'issuer', s.issuer, 'acr', s.acr, 'amr', s.amr)) as "signIn",
           u.person_id::text as "personId", ${rightsOf(Prisma.sql`u.person_id`)} as rights
      from session s join "user" u on u.id = s.user_id
     where s.token = ${token} and u.person_id is not null`;
  if (row === undefined) return null;
  const { id, userId, expiresAt, signIn } = row;
  return { id, userId, expiresAt, signIn, actor: actorOf(row) };
}

/** Whether a session is neither over nor ended. */
export async function isSessionOpen(tx: Tx, sessionId: string, at: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`select 1 as open from session where id = ${sessionId} and expires_at > ${at}`;
  return rows.length > 0;
}

/** The post a person holds that day, with its structure; the most recent when several overlap, null when none. */
export async function postingOn(tx: Tx, personId: string, day: CivilDate): Promise<PostingThen | null> {
  const rows = await tx.$queryRaw<PostingThen[]>`${postingThen(Prisma.sql`${personId}::uuid`, day)}`;
  return rows[0] ?? null;
}

const postingThen = (personId: Prisma.Sql, day: CivilDate): Prisma.Sql => Prisma.sql`
    select o.id::text, o.quality, o.grade, o.structure_id::text as "structureId",
           json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'city', s.city, 'path', s.path) as structure
      from posting o join structure s on s.id = o.structure_id
     where o.person_id = ${personId} and ${inForceOn(Prisma.sql`o`, day)}
     order by o."from" desc, o.id desc limit 1`;

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

/** What a person's home shows of them. */
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
  /** They have an authenticator. */
  readonly canStepUp: boolean;
  readonly hasPasskey: boolean;
}

/** A person's own data and post that day, in one query. Null when there is no such person. */
export async function readPerson(tx: Tx, personId: string, day: CivilDate): Promise<PersonSheet | null> {
  const rows = await tx.$queryRaw<PersonSheet[]>`
    select jsonb_build_object(
             'id', p.id, 'employeeNumber', p.employee_number, 'firstName', p.first_name, 'lastName', p.last_name,
             'workEmail', p.work_email, 'accountEmail', p.account_email,
             'language', p.language) as person,
           (select jsonb_build_object(
                     'quality', o.quality, 'grade', o.grade,
                     'structure', jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'city', s.city))
              from posting o join structure s on s.id = o.structure_id
             where o.person_id = p.id and ${inForceOn(Prisma.sql`o`, day)}
             order by o."from" desc, o.id desc limit 1) as posting,
           (select coalesce(jsonb_agg(jsonb_build_object(
                     'role', h.role, 'structureName', s.name, 'from', h."from", 'until', h.until,
                     'powerReference', h.power_reference, 'inNameOf', h.in_name_of, 'appointment', h.appointment) order by h.role), '[]')
              from habilitation h join structure s on s.id = h.structure_id
             where h.person_id = p.id and ${inForceOn(Prisma.sql`h`, day)}) as habilitations,
           (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'firstName', g.first_name, 'lastName', g.last_name)
                                      order by g.last_name, g.first_name, g.id), '[]')
              from person g
             where g.id in (select a.signatory_id from signing_assistant a where a.assistant_id = p.id)
               and assists(p.id, g.id, ${day}::date)) as "preparesDesksOf",
           exists (select from "user" u join two_factor f on f.user_id = u.id
                    where u.person_id = p.id and f.verified and f.secret like 'v%') as "canStepUp",
           exists (select from "user" u join passkey k on k.user_id = u.id
                    where u.person_id = p.id) as "hasPasskey"
      from person p where p.id = ${personId}::uuid`;
  return rows[0] ?? null;
}

/**
 * Who would have a task of role « superieur » for this person, that day: the nearest structure upwards with a holder who
 * is neither the person nor absent. Same rule as task_holding_of, for people without a request.
 */
export async function superiorsOf(tx: Tx, personId: string, structureId: string, day: CivilDate): Promise<PersonRef[]> {
  return tx.$queryRaw<PersonRef[]>`
    with candidate as (
      select h.person_id, a.distance, min(a.distance) over () as nearest
        from structure_above a
        join habilitation h on h.structure_id = a.above_id and h.role = 'superieur'
       where a.structure_id = ${structureId}::uuid and h.person_id <> ${personId}::uuid
         and ${inForceOn(Prisma.sql`h`, day)}
         and not ${isAwayOn(Prisma.sql`h`, day)})
    select p.id::text as id, p.first_name as "firstName", p.last_name as "lastName"
      from person p
     where p.id in (select person_id from candidate where distance = nearest)
     order by p.last_name, p.first_name`;
}

/** People by id, in the order of their names. */
export async function namesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, PersonRef>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true, firstName: true, lastName: true },
    orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }],
  });
  return new Map(people.map((person) => [person.id, person]));
}

/** Whose file it is, for canSeeDossier. Null when there is no such person. */
export async function dossierFacts(tx: Tx, personId: string, day: CivilDate): Promise<DossierFacts | null> {
  const rows = await tx.$queryRaw<DossierFacts[]>`
    select p.id::text as "personId",
           (select s.path from posting o join structure s on s.id = o.structure_id
             where o.person_id = p.id and ${inForceOn(Prisma.sql`o`, day)}
             order by o."from" desc, o.id desc limit 1) as "structurePath"
      from person p where p.id = ${personId}::uuid`;
  return rows[0] ?? null;
}

export interface ManagedQuery extends PageAsked {
  readonly managerId: string;
  /** The right by which they are managed. */
  readonly as: StartingRole;
  readonly day: CivilDate;
  /** Words that must all be found at the beginning of a name or of the employee number. */
  readonly q?: string | undefined;
  /** Of the structures managed, only this one and what is below it. */
  readonly structureId?: string | undefined;
  readonly grade?: string | undefined;
}

export interface ManagedPerson extends PersonRef {
  readonly employeeNumber: string;
  readonly quality: string;
  readonly structureName: string;
}

/** People by name, as `p`. */
export const BY_NAME: Order = {
  columns: [Prisma.sql`search_key(p.last_name)`, Prisma.sql`search_key(p.first_name)`, Prisma.sql`p.id`],
  descending: false,
  rowOf: (id) => Prisma.sql`(
    select search_key(m.last_name), search_key(m.first_name), m.id from person m where m.id = ${id}::uuid)`,
};

/** One page of the people posted that day in the structures that somebody manages, by name. */
export async function managedPeople(tx: Tx, asked: ManagedQuery): Promise<PageOfRows<ManagedPerson> & Counted> {
  const { managerId, as, day, q, structureId: below, grade } = asked;
  const held = structuresHeld(managerId, as, day, { below });
  const named = await peopleSearch(tx, q, Prisma.sql`p.id`);
  const ofGrade = grade === undefined ? Prisma.sql`true` : Prisma.sql`o.grade = ${grade}`;
  const inForce = Prisma.sql`${inForceOn(Prisma.sql`o`, day)} and ${ofGrade}`;
  const structure = Prisma.sql`o.structure_id`;
  const isPosted = Prisma.sql`exists (
    select from posting o where o.person_id = p.id and ${inForce} and ${held.condition(structure)} offset 0)`;
  const isBelow =
    below === undefined
      ? Prisma.sql`true`
      : Prisma.sql`${structure} in (select structure_id from structure_above where above_id = ${below}::uuid)`;
  const isHeld = Prisma.sql`${structure} in ${heldStructures(managerId, as, day)} and ${isBelow}`;
  const post = Prisma.sql`(
    select o.quality, o.structure_id from posting o where o.person_id = p.id and ${inForce} and ${isHeld}
     order by o."from" desc, o.id desc limit 1) o`;
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
      read: (ids) => Prisma.sql`
        select p.id::text as id, p.first_name as "firstName", p.last_name as "lastName",
               p.employee_number as "employeeNumber", o.quality, s.name as "structureName"
          from person p join lateral ${post} on true join structure s on s.id = o.structure_id
         where p.id = any(${ids}::uuid[])`,
      idOf: ({ id }) => id,
    },
    asked,
  );
}

/** Where the people are posted that somebody manages that day, and the grades that they have: what their list is filtered by. */
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
/** More make no list to choose from. */
const MAX_CHOICES = 300;

/** Whether those named are few, and those managed many: then each of the first is looked up among the second, and not the reverse. */
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

/** Changes the language a person reads and is written to in. */
export async function setLanguage(tx: Tx, personId: string, language: 'fr' | 'en'): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { language } satisfies Prisma.PersonUpdateInput });
}

/** What an act prints of a person, in the post they hold that day; without one, null. */
export interface PersonInPost {
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly posting: PostingThen | null;
}

export async function personInPost(tx: Tx, personId: string, day: CivilDate): Promise<PersonInPost> {
  const [person] = await tx.$queryRaw<PersonInPost[]>`
    select p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
           (select to_jsonb(o) from (${postingThen(Prisma.sql`p.id`, day)}) o) as posting
      from person p where p.id = ${personId}::uuid`;
  if (person === undefined) throw new Error(`person ${personId} is unknown`);
  return person;
}

/** Names of a structure and of those above it, from the root down. */
export async function structureNames(tx: Tx, structureId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select s.name from structure_above a join structure s on s.id = a.above_id
     where a.structure_id = ${structureId}::uuid order by a.distance desc`;
  return rows.map(({ name }) => name);
}
