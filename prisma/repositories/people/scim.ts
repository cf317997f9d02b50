import { type Expression, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { StructureRef } from '#domain/people/refs.ts';
import type { Tx } from '../../client.ts';
import { all, atMost, countOfRows, db, one, statement } from '../../connection/typed-sql.ts';
import { isUuid, uuid7 } from '../../uuid7.ts';
import { lockAlone, lockRow } from '../statements/lock-alone.ts';
import { structureRef } from '../statements/person-ref.ts';

/** A token with which a directory calls SCIM. */
export interface TokenFacts {
  readonly id: string;
  readonly label: string;
  readonly madeById: string;
}

/** Writes a token by its digest; returns its id. */
export async function insertToken(
  tx: Tx,
  made: { digest: string; label: string; madeById: string; madeAt: Date; expiresAt: Date },
): Promise<string> {
  return (await tx.scimToken.create({ data: { id: uuid7(made.madeAt), ...made }, select: { id: true } })).id;
}

const USED_EVERY_MS = 60_000;

/**
 * Finds the token of this digest if it is valid, and records its use at most once a minute; null if
 * it is unknown, ended or expired.
 */
export async function openToken(tx: Tx, digest: string, at: Date): Promise<TokenFacts | null> {
  const row = await tx.scimToken.findUnique({ where: { digest } });
  if (row === null || row.endedAt !== null || row.expiresAt <= at) return null;
  if (row.lastUsedAt === null || at.getTime() - row.lastUsedAt.getTime() > USED_EVERY_MS)
    await tx.scimToken.update({ where: { id: row.id }, data: { lastUsedAt: at }, select: { id: true } });
  return { id: row.id, label: row.label, madeById: row.madeById };
}

/** Lists the tokens, newest first, without their digests. */
export const listTokens = (tx: Tx) =>
  tx.scimToken.findMany({
    orderBy: { id: 'desc' },
    omit: { digest: true, madeById: true },
    include: { madeBy: { select: { id: true, firstName: true, lastName: true } } },
  });

/** Ends a token; false if it did not exist or had ended. */
export async function endToken(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.scimToken.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  return count > 0;
}

/** Locks SCIM until the transaction ends: calls about people run one after the other. */
export const lockScim = (tx: Tx): Promise<void> => lockAlone(tx, 'scim');

/** A person as a directory knows them. */
export interface ScimUserRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly userName: string;
  readonly personId: string;
  readonly active: boolean;
  /** When an administrator recorded their departure, which the directory has not said since. */
  readonly departedHereAt: Date | null;
  readonly version: number;
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly employeeNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly workEmail: string | null;
  readonly language: string;
  /** Their latest post, future ones included. */
  readonly structureCode: string | null;
  readonly quality: string | null;
  readonly grade: string | null;
}

/** The keys by which a directory looks somebody up. */
export type UserKey = 'id' | 'userName' | 'externalId' | 'personId';

/**
 * Users chosen by a key, as `u`; ids are compared as text, since a directory may give one that is
 * no uuid.
 */
const USERS = db.selectFrom('scim_user as u');
const CHOSEN: Readonly<Record<UserKey, (value: string) => typeof USERS>> = {
  id: (value) => USERS.where((eb) => eb(eb.cast<string>('u.id', 'text'), '=', value)),
  userName: (value) => USERS.where((eb) => sql<boolean>`lower(${eb.ref('u.user_name')}) = lower(${value})`),
  externalId: (value) => USERS.where('u.external_id', '=', value),
  personId: (value) => USERS.where((eb) => eb(eb.cast<string>('u.person_id', 'text'), '=', value)),
};

const asRead = (users: typeof USERS) =>
  users
    .innerJoin('person as p', 'p.id', 'u.person_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('posting as l')
          .selectAll('l')
          .whereRef('l.person_id', '=', 'p.id')
          .orderBy('l.from', 'desc')
          .orderBy('l.id', 'desc')
          .limit(atMost(1))
          .as('o'),
      (join) => join.onTrue(),
    )
    .leftJoin('structure as s', 's.id', 'o.structure_id')
    .select([
      'u.id',
      'u.external_id as externalId',
      'u.user_name as userName',
      'u.person_id as personId',
      'u.active',
      'u.departed_here_at as departedHereAt',
      'u.version',
      'u.made_at as madeAt',
      'u.changed_at as changedAt',
      'p.employee_number as employeeNumber',
      'p.first_name as firstName',
      'p.last_name as lastName',
      'p.work_email as workEmail',
      'p.language',
      's.code as structureCode',
      'o.quality',
      'o.grade',
    ])
    .orderBy('u.id');

const userBy = (key: UserKey) => statement((given: { value: string }) => asRead(CHOSEN[key](given.value)).limit(1));

const USER_BY = {
  id: userBy('id'),
  userName: userBy('userName'),
  externalId: userBy('externalId'),
  personId: userBy('personId'),
} satisfies Record<UserKey, unknown>;

/** Finds a user by a key; null: none. */
export const findUser = (tx: Tx, key: UserKey, value: string): Promise<ScimUserRow | null> =>
  USER_BY[key].first(tx, { value });

/** Reads a page of users, or of those with this key; `start` counts from 1, as SCIM does. */
export async function listUsers(
  tx: Tx,
  { key, value, start, count }: { key?: UserKey; value?: string; start: number; count: number },
): Promise<{ rows: ScimUserRow[]; total: number }> {
  const users = key === undefined || value === undefined ? USERS : CHOSEN[key](value);
  const { total } = await one(tx, users.select(countOfRows.as('total')));
  const page = asRead(users)
    .limit(atMost(count))
    .offset(start - 1);
  return { rows: count === 0 ? [] : await all(tx, page), total };
}

/** Writes a user; returns their id. */
export async function insertUser(
  tx: Tx,
  made: { externalId: string | null; userName: string; personId: string; active: boolean; at: Date },
): Promise<string> {
  const { at, ...data } = made;
  const row = { id: uuid7(at), ...data, madeAt: at, changedAt: at };
  return (await tx.scimUser.create({ data: row, select: { id: true } })).id;
}

/** Changes a user, and increments its version. */
export async function writeUser(
  tx: Tx,
  id: string,
  change: { externalId: string | null; userName: string; active: boolean; departedHereAt: Date | null; at: Date },
): Promise<void> {
  const { at, ...data } = change;
  await tx.scimUser.update({
    where: { id },
    data: { ...data, version: { increment: 1 }, changedAt: at },
    select: { id: true },
  });
}

/**
 * Records that an administrator recorded somebody's departure; true if a directory had them as
 * active.
 */
export async function departHere(tx: Tx, personId: string, at: Date): Promise<boolean> {
  const { count } = await tx.scimUser.updateMany({
    where: { personId, active: true },
    data: { active: false, departedHereAt: at, version: { increment: 1 }, changedAt: at },
  });
  return count > 0;
}

/**
 * Takes back somebody whose departure an administrator recorded: the directory never said that they
 * left.
 */
export async function comeBackHere(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.scimUser.updateMany({
    where: { personId, departedHereAt: { not: null } },
    data: { active: true, departedHereAt: null, version: { increment: 1 }, changedAt: at },
  });
}

// ── Groups ───────────────────────────────────────────────────────────────────

/** A group of a directory, with its mapping and its members. */
export interface GroupRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly displayName: string;
  readonly role: string | null;
  readonly structureId: string | null;
  readonly mappedById: string | null;
  readonly mapReason: string | null;
  readonly version: number;
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly members: readonly string[];
}

/** The keys by which a directory looks a group up. */
export type GroupKey = 'id' | 'displayName' | 'externalId';

const GROUP = { members: { select: { value: true }, orderBy: { value: 'asc' } } } as const;
type Kept = Omit<GroupRow, 'members'> & { readonly members: readonly { readonly value: string }[] };
const groupOf = ({ members, ...group }: Kept): GroupRow => ({ ...group, members: members.map(({ value }) => value) });

const lockOne = lockRow('scim_group');

/**
 * Finds a group and locks it until the transaction ends; null if it does not exist or was deleted.
 */
export async function lockGroup(tx: Tx, id: string): Promise<GroupRow | null> {
  if (!isUuid(id)) return null;
  await lockOne(tx, id);
  const row = await tx.scimGroup.findFirst({ where: { id, deletedAt: null }, include: GROUP });
  return row && groupOf(row);
}

/** Reads a page of groups, or of those with this key; `start` counts from 1, as SCIM does. */
export async function listGroups(
  tx: Tx,
  asked: {
    readonly key?: GroupKey;
    readonly value?: string;
    readonly start: number;
    readonly count: number;
    /** False: members are not read. */
    readonly withMembers?: boolean;
  },
): Promise<{ rows: GroupRow[]; total: number }> {
  const { key, value = '', start, count, withMembers = true } = asked;
  if (key === 'id' && !isUuid(value)) return { rows: [], total: 0 };
  const where = { deletedAt: null, ...(key !== undefined && { [key]: value }) };
  const rows = await tx.scimGroup.findMany({
    where,
    include: { members: { ...GROUP.members, ...(!withMembers && { take: 0 }) } },
    orderBy: { id: 'asc' },
    skip: start - 1,
    take: count,
  });
  return { rows: rows.map(groupOf), total: await tx.scimGroup.count({ where }) };
}

/** Finds a group by the directory's own id, deleted ones included; null: none. */
export const externalGroup = (tx: Tx, externalId: string) =>
  tx.scimGroup.findUnique({ where: { externalId }, select: { id: true, deletedAt: true } });

/** Writes a group; returns its id. */
export async function insertGroup(
  tx: Tx,
  { at, ...made }: { externalId: string | null; displayName: string; at: Date },
): Promise<string> {
  const data = { id: uuid7(at), ...made, madeAt: at, changedAt: at };
  return (await tx.scimGroup.create({ data, select: { id: true } })).id;
}

/** Changes a group, and increments its version. */
export async function writeGroup(
  tx: Tx,
  id: string,
  { at, ...change }: { externalId?: string | null; displayName?: string; deletedAt?: Date; at: Date },
): Promise<void> {
  const data = { ...change, version: { increment: 1 }, changedAt: at };
  await tx.scimGroup.update({ where: { id }, data, select: { id: true } });
}

/** Sets the right that the members of a group have; null: none. */
export async function mapGroup(
  tx: Tx,
  id: string,
  mapped: { role: string; structureId: string; mappedById: string; mappedAt: Date; mapReason: string } | null,
): Promise<void> {
  const none = { role: null, structureId: null, mappedById: null, mappedAt: null, mapReason: null };
  await tx.scimGroup.update({ where: { id }, data: mapped ?? none, select: { id: true } });
}

/** Adds members to a group; those already there stay. */
export async function addMembers(tx: Tx, groupId: string, values: readonly string[]): Promise<void> {
  await tx.scimMember.createMany({ data: values.map((value) => ({ groupId, value })), skipDuplicates: true });
}

/** A member of a group, and the right that they have or wait for. */
export interface MemberRow {
  readonly value: string;
  readonly givenId: string | null;
  readonly provisionedId: string | null;
  /** Null: the user is not known yet, or left. */
  readonly personId: string | null;
}

const members = (groupId: string) =>
  db
    .selectFrom('scim_member as m')
    .leftJoin('scim_user as u', (join) => join.on((eb) => eb(eb.cast<string>('u.id', 'text'), '=', eb.ref('m.value'))))
    .select((eb) => [
      'm.value',
      'm.given_id as givenId',
      'm.provisioned_id as provisionedId',
      eb.case().when(eb.ref('u.active')).then(eb.ref('u.person_id')).end().as('personId'),
    ])
    .where('m.group_id', '=', groupId);

const membersInOrder = statement((given: { groupId: string }) => members(given.groupId).orderBy('m.value'));

/** Lists the members of a group. */
export const membersOf = (tx: Tx, groupId: string): Promise<MemberRow[]> => membersInOrder.all(tx, { groupId });

const memberHeld = statement((given: { groupId: string; value: string }) =>
  db
    .selectFrom('scim_member')
    .select('value')
    .where('group_id', '=', given.groupId)
    .where('value', '=', given.value)
    .forUpdate(),
);

const member = statement((given: { groupId: string; value: string }) =>
  members(given.groupId).where('m.value', '=', given.value),
);

/** Finds a member and locks their row until the transaction ends; null: none. */
export async function lockMember(tx: Tx, groupId: string, value: string): Promise<MemberRow | null> {
  await memberHeld.all(tx, { groupId, value });
  return member.first(tx, { groupId, value });
}

/** Records the right that a member has or waits for, or why they have none. */
export async function writeMember(
  tx: Tx,
  groupId: string,
  value: string,
  became: { givenId?: string | null; provisionedId?: string | null; fault: string | null },
): Promise<void> {
  await tx.scimMember.update({ where: { groupId_value: { groupId, value } }, data: became, select: { value: true } });
}

/** Removes a member of a group. */
export async function removeMember(tx: Tx, groupId: string, value: string): Promise<void> {
  await tx.scimMember.deleteMany({ where: { groupId, value } });
}

/** Lists the groups that have a user as a member. */
export async function groupsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.scimMember.findMany({
    where: { value: userId, group: { deletedAt: null } },
    select: { groupId: true },
  });
  return rows.map(({ groupId }) => groupId);
}

const rightOf = statement((given: { provisionedId: string }) =>
  db
    .selectFrom('provisioned_right as v')
    .innerJoin('habilitation as h', (join) =>
      join.on((eb) =>
        eb.or([eb('h.proposal_id', '=', eb.ref('v.proposal_id')), eb('h.id', '=', eb.ref('v.given_id'))]),
      ),
    )
    .select('h.id')
    .where('v.id', '=', given.provisionedId),
);

/**
 * Finds the right that followed from a provisioned one: confirmed by two, or given since; null
 * while it waits or was refused.
 */
export const rightOfProvisioned = async (tx: Tx, provisionedId: string): Promise<string | null> =>
  (await rightOf.first(tx, { provisionedId }))?.id ?? null;

/** A group as administrators read it, with its members counted by state. */
export interface GroupShown {
  readonly id: string;
  readonly displayName: string;
  readonly role: string | null;
  readonly structure: StructureRef | null;
  readonly members: number;
  readonly given: number;
  readonly waiting: number;
  readonly faults: readonly { readonly code: string; readonly count: number }[];
}

const many = (count: Expression<number | null>) => sql<number>`coalesce(sum(${count}), 0)::integer`;

const shown = statement(() =>
  db
    .with(
      (cte) => cte('shown').materialized(),
      (made) =>
        made
          .selectFrom('scim_group')
          .select(['id', 'display_name', 'role', 'structure_id'])
          .where('deleted_at', 'is', null)
          .orderBy('display_name')
          .orderBy('id')
          .limit(500),
    )
    .with('counted', (made) =>
      made
        .selectFrom('scim_member as m')
        .innerJoin('shown as g', 'g.id', 'm.group_id')
        .select((eb) => [
          'm.group_id',
          'm.fault',
          countOfRows.as('members'),
          eb.cast<number>(eb.fn.count('m.given_id'), 'integer').as('given'),
          eb.cast<number>(eb.fn.count('m.provisioned_id'), 'integer').as('waiting'),
        ])
        .groupBy(['m.group_id', 'm.fault']),
    )
    .selectFrom('shown as g')
    .leftJoin('structure as s', 's.id', 'g.structure_id')
    .leftJoin('counted as c', 'c.group_id', 'g.id')
    .select((eb) => [
      'g.id',
      'g.display_name as displayName',
      'g.role',
      eb
        .case()
        .when('s.id', 'is not', null)
        .then(
          structureRef({
            id: eb.ref('s.id').$notNull(),
            code: eb.ref('s.code').$notNull(),
            name: eb.ref('s.name').$notNull(),
          }),
        )
        .end()
        .as('structure'),
      many(eb.ref('c.members')).as('members'),
      many(eb.ref('c.given')).as('given'),
      many(eb.ref('c.waiting')).as('waiting'),
      eb.fn
        .coalesce(
          eb.fn
            .agg<GroupShown['faults']>('json_agg', [
              jsonBuildObject({ code: eb.ref('c.fault'), count: eb.ref('c.members') }),
            ])
            .orderBy('c.fault')
            .filterWhere('c.fault', 'is not', null),
          sql<GroupShown['faults']>`'[]'`,
        )
        .as('faults'),
    ])
    .groupBy(['g.id', 'g.display_name', 'g.role', 's.id', 's.code', 's.name'])
    .orderBy('g.display_name')
    .orderBy('g.id'),
);

/** Lists the groups, 500 at most, with their counts. */
export const groupsShown = (tx: Tx): Promise<GroupShown[]> => shown.all(tx, {});
