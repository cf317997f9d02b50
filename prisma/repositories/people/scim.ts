import type { StructureRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { isUuid, uuid7 } from '../../uuid7.ts';
import { structureJson } from '../administration/scope.ts';

export interface TokenFacts {
  readonly id: string;
  readonly label: string;
  readonly madeById: string;
}

export async function insertToken(
  tx: Tx,
  made: { digest: string; label: string; madeById: string; madeAt: Date; expiresAt: Date },
): Promise<string> {
  return (await tx.scimToken.create({ data: { id: uuid7(made.madeAt), ...made }, select: { id: true } })).id;
}

const USED_EVERY_MS = 60_000;

/** The token of this digest, when it opens still; that it was used is noted by the minute. */
export async function openToken(tx: Tx, digest: string, at: Date): Promise<TokenFacts | null> {
  const row = await tx.scimToken.findUnique({ where: { digest } });
  if (row === null || row.endedAt !== null || row.expiresAt <= at) return null;
  if (row.lastUsedAt === null || at.getTime() - row.lastUsedAt.getTime() > USED_EVERY_MS)
    await tx.scimToken.update({ where: { id: row.id }, data: { lastUsedAt: at }, select: { id: true } });
  return { id: row.id, label: row.label, madeById: row.madeById };
}

export const listTokens = (tx: Tx) =>
  tx.scimToken.findMany({
    orderBy: { id: 'desc' },
    omit: { digest: true, madeById: true },
    include: { madeBy: { select: { id: true, firstName: true, lastName: true } } },
  });

/** Whether it was there and had not ended. */
export async function endToken(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.scimToken.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  return count > 0;
}

/** Calls about people come one after the other: what one reads, no other changes meanwhile. */
export async function lockScim(tx: Tx): Promise<void> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended('scim', 0))`;
}

export interface ScimUserRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly userName: string;
  readonly personId: string;
  readonly active: boolean;
  /** An administrator recorded their departure, which the directory has not said since. */
  readonly departedHereAt: Date | null;
  readonly version: number;
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly employeeNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly workEmail: string | null;
  readonly language: string;
  /** Their latest post, be it to come. */
  readonly structureCode: string | null;
  readonly quality: string | null;
  readonly grade: string | null;
}

/** By which a directory looks somebody up. */
export type UserKey = 'id' | 'userName' | 'externalId' | 'personId';

const CHOSEN: Readonly<Record<UserKey, (value: string) => Prisma.Sql>> = {
  id: (value) => Prisma.sql`u.id::text = ${value}`,
  userName: (value) => Prisma.sql`lower(u.user_name) = lower(${value})`,
  externalId: (value) => Prisma.sql`u.external_id = ${value}`,
  personId: (value) => Prisma.sql`u.person_id::text = ${value}`,
};

const users = (where: Prisma.Sql, page: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select u.id::text, u.external_id as "externalId", u.user_name as "userName", u.person_id::text as "personId", u.active,
         u.departed_here_at as "departedHereAt", u.version, u.made_at as "madeAt", u.changed_at as "changedAt", p.employee_number as "employeeNumber",
         p.first_name as "firstName", p.last_name as "lastName", p.work_email as "workEmail", p.language,
         s.code as "structureCode", o.quality, o.grade
    from scim_user u join person p on p.id = u.person_id
    left join lateral (select o.* from posting o where o.person_id = p.id
                        order by o."from" desc, o.id desc limit 1) o on true
    left join structure s on s.id = o.structure_id
   where ${where} order by u.id ${page}`;

export async function findUser(tx: Tx, key: UserKey, value: string): Promise<ScimUserRow | null> {
  const [row] = await tx.$queryRaw<ScimUserRow[]>(users(CHOSEN[key](value), Prisma.sql`limit 1`));
  return row ?? null;
}

export async function listUsers(
  tx: Tx,
  { key, value, start, count }: { key?: UserKey; value?: string; start: number; count: number },
): Promise<{ rows: ScimUserRow[]; total: number }> {
  const where = key === undefined || value === undefined ? Prisma.sql`true` : CHOSEN[key](value);
  const [{ total }] = await tx.$queryRaw<[{ total: number }]>`
    select count(*)::int as total from scim_user u where ${where}`;
  const page = Prisma.sql`limit ${count} offset ${start - 1}`;
  return { rows: count === 0 ? [] : await tx.$queryRaw<ScimUserRow[]>(users(where, page)), total };
}

export async function insertUser(
  tx: Tx,
  made: { externalId: string | null; userName: string; personId: string; active: boolean; at: Date },
): Promise<string> {
  const { at, ...data } = made;
  const row = { id: uuid7(at), ...data, madeAt: at, changedAt: at };
  return (await tx.scimUser.create({ data: row, select: { id: true } })).id;
}

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

/** An administrator recorded that somebody left. Answers whether a directory had them as active. */
export async function departHere(tx: Tx, personId: string, at: Date): Promise<boolean> {
  const { count } = await tx.scimUser.updateMany({
    where: { personId, active: true },
    data: { active: false, departedHereAt: at, version: { increment: 1 }, changedAt: at },
  });
  return count > 0;
}

/** An administrator takes back somebody whose departure they recorded: the directory never said that they left. */
export async function comeBackHere(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.scimUser.updateMany({
    where: { personId, departedHereAt: { not: null } },
    data: { active: true, departedHereAt: null, version: { increment: 1 }, changedAt: at },
  });
}

// ── Groups ───────────────────────────────────────────────────────────────────

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

export type GroupKey = 'id' | 'displayName' | 'externalId';

const GROUP = { members: { select: { value: true }, orderBy: { value: 'asc' } } } as const;
type Kept = Omit<GroupRow, 'members'> & { readonly members: readonly { readonly value: string }[] };
const groupOf = ({ members, ...group }: Kept): GroupRow => ({ ...group, members: members.map(({ value }) => value) });

/** Held until the transaction ends. */
export async function lockGroup(tx: Tx, id: string): Promise<GroupRow | null> {
  if (!isUuid(id)) return null;
  await tx.$queryRaw`select 1 as locked from scim_group where id = ${id}::uuid for update`;
  const row = await tx.scimGroup.findFirst({ where: { id, deletedAt: null }, include: GROUP });
  return row && groupOf(row);
}

export async function listGroups(
  tx: Tx,
  asked: {
    readonly key?: GroupKey;
    readonly value?: string;
    readonly start: number;
    readonly count: number;
    /** False: they are not asked for, and not read. */
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

export const externalGroup = (tx: Tx, externalId: string) =>
  tx.scimGroup.findUnique({ where: { externalId }, select: { id: true, deletedAt: true } });

export async function insertGroup(
  tx: Tx,
  { at, ...made }: { externalId: string | null; displayName: string; at: Date },
): Promise<string> {
  const data = { id: uuid7(at), ...made, madeAt: at, changedAt: at };
  return (await tx.scimGroup.create({ data, select: { id: true } })).id;
}

export async function writeGroup(
  tx: Tx,
  id: string,
  { at, ...change }: { externalId?: string | null; displayName?: string; deletedAt?: Date; at: Date },
): Promise<void> {
  const data = { ...change, version: { increment: 1 }, changedAt: at };
  await tx.scimGroup.update({ where: { id }, data, select: { id: true } });
}

export async function mapGroup(
  tx: Tx,
  id: string,
  mapped: { role: string; structureId: string; mappedById: string; mappedAt: Date; mapReason: string } | null,
): Promise<void> {
  const none = { role: null, structureId: null, mappedById: null, mappedAt: null, mapReason: null };
  await tx.scimGroup.update({ where: { id }, data: mapped ?? none, select: { id: true } });
}

export async function addMembers(tx: Tx, groupId: string, values: readonly string[]): Promise<void> {
  await tx.scimMember.createMany({ data: values.map((value) => ({ groupId, value })), skipDuplicates: true });
}

export interface MemberRow {
  readonly value: string;
  readonly givenId: string | null;
  readonly provisionedId: string | null;
  /** Null: the user is not known yet, or left. */
  readonly personId: string | null;
}

const memberRows = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select m.value, m.given_id::text as "givenId", m.provisioned_id::text as "provisionedId",
         case when u.active then u.person_id::text end as "personId"
    from scim_member m left join scim_user u on u.id::text = m.value where ${where} order by m.value`;

export const membersOf = (tx: Tx, groupId: string): Promise<MemberRow[]> =>
  tx.$queryRaw(memberRows(Prisma.sql`m.group_id = ${groupId}::uuid`));

/** One of them, held until the transaction ends. */
export async function lockMember(tx: Tx, groupId: string, value: string): Promise<MemberRow | null> {
  await tx.$queryRaw`select 1 as locked from scim_member where group_id = ${groupId}::uuid and value = ${value} for update`;
  const [row] = await tx.$queryRaw<MemberRow[]>(
    memberRows(Prisma.sql`m.group_id = ${groupId}::uuid and m.value = ${value}`),
  );
  return row ?? null;
}

export async function writeMember(
  tx: Tx,
  groupId: string,
  value: string,
  became: { givenId?: string | null; provisionedId?: string | null; fault: string | null },
): Promise<void> {
  await tx.scimMember.update({ where: { groupId_value: { groupId, value } }, data: became, select: { value: true } });
}

export async function removeMember(tx: Tx, groupId: string, value: string): Promise<void> {
  await tx.scimMember.deleteMany({ where: { groupId, value } });
}

/** The groups that name a user. */
export async function groupsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.scimMember.findMany({
    where: { value: userId, group: { deletedAt: null } },
    select: { groupId: true },
  });
  return rows.map(({ groupId }) => groupId);
}

/** The right that came of what waited: confirmed by two, or given since; null while it waits or was refused. */
export async function rightOfProvisioned(tx: Tx, provisionedId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select h.id::text from provisioned_right v join habilitation h on h.proposal_id = v.proposal_id or h.id = v.given_id
     where v.id = ${provisionedId}::uuid`;
  return row?.id ?? null;
}

/** A group as administrators read it: its members are counted, not read. */
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

export const groupsShown = (tx: Tx): Promise<GroupShown[]> =>
  tx.$queryRaw<GroupShown[]>`
    with shown as materialized (
      select * from scim_group where deleted_at is null order by display_name, id limit 500),
    counted as (
      select m.group_id, m.fault, count(*)::int as members, count(m.given_id)::int as given,
             count(m.provisioned_id)::int as waiting
        from scim_member m join shown g on g.id = m.group_id group by m.group_id, m.fault)
    select g.id::text, g.display_name as "displayName", g.role,
           case when s.id is null then null else ${structureJson('s')} end as structure,
           coalesce(sum(c.members), 0)::int as members, coalesce(sum(c.given), 0)::int as given,
           coalesce(sum(c.waiting), 0)::int as waiting,
           coalesce(json_agg(json_build_object('code', c.fault, 'count', c.members) order by c.fault)
                      filter (where c.fault is not null), '[]') as faults
      from shown g left join structure s on s.id = g.structure_id left join counted c on c.group_id = g.id
     group by g.id, g.display_name, g.role, s.id, s.code, s.name
     order by g.display_name, g.id`;
