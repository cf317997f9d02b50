import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import { ROLES, type Role } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../statements/in-force.ts';
import { lockAlone } from '../statements/lock-alone.ts';

/** Roles that read or decide what belongs to the agents of a structure. */
const OVER_AGENTS: readonly Role[] = ROLES.filter((role) => role !== 'analyste' && role !== 'administrateur');

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * Lists the people who sign by a delegation of this person that was not revoked and is not over
 * that day.
 */
export const delegatesOf = async (tx: Tx, personId: string, day: CivilDate): Promise<string[]> =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      select distinct delegate_id::text as id from delegation
       where delegator_id = ${personId}::uuid and revoked_at is null and (until is null or until >= ${day}::date)`,
  );

/**
 * Lists the people who have a right, that day or later, over agents of the second structure, and
 * not the same right over the first one.
 */
export const gainingRights = async (
  tx: Tx,
  { before, after, day }: { before: string | null; after: string; day: CivilDate },
): Promise<string[]> =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      select distinct h.person_id::text as id
        from structure_above a join habilitation h on h.structure_id = a.above_id
       where a.structure_id = ${after}::uuid and h.role = any(${OVER_AGENTS}) and (h.until is null or h.until >= ${day}::date)
         and not exists (
           select from structure_above b join habilitation k on k.structure_id = b.above_id
            where b.structure_id = ${before}::uuid and k.person_id = h.person_id and k.role = h.role
              and k."from" <= h."from" and (k.until is null or k.until >= h.until))`,
  );

/**
 * Lists the « supérieur » of both paths who would review more in the second one, that day or later:
 * fewer others are nearer than they are, or fewer of those are present, at any moment when a right
 * or an absence begins or ends. Opinions go to the nearest, then up (view task_holding_of), and
 * nobody gives one on themselves: `subject` is the person posted, or the structure that moves. A
 * person only on the second path gains the right itself: see `gainingRights`.
 */
export const gainingOpinions = async (
  tx: Tx,
  {
    before,
    after,
    subject,
    day,
  }: { before: string; after: string; subject: { personId: string } | { structureId: string }; day: CivilDate },
): Promise<string[]> => {
  const moved = 'structureId' in subject ? subject.structureId : null;
  const posted = 'personId' in subject ? subject.personId : null;
  return ids(
    await tx.$queryRaw<{ id: string }[]>`
      with holder as (
        select side.name as side, h.person_id, step.depth, h."from", coalesce(h.until, 'infinity'::date) as until
          from (values ('before', ${before}), ('after', ${after})) as side (name, path)
          cross join lateral unnest(string_to_array(trim(both '/' from side.path), '/')::uuid[])
            with ordinality as step (structure_id, depth)
          join habilitation h on h.structure_id = step.structure_id and h.role = 'superieur'
         where h.until is null or h.until >= ${day}::date),
      away as (select x.* from absence x where x.until >= ${day}::date and x.person_id in (select person_id from holder)),
      moment as (
        select ${day}::date as day
        union select "from" from holder where "from" > ${day}::date
        union select until + 1 from holder where until < 'infinity'
        union select "from" from away where "from" > ${day}::date
        union select until + 1 from away),
      subject as (
        select ${posted}::uuid as person_id
        union select o.person_id from posting o join structure_above a on a.structure_id = o.structure_id
         where a.above_id = ${moved}::uuid and (o.until is null or o.until >= ${day}::date)
           and o.person_id in (select person_id from holder)),
      present as (
        select m.day, s.person_id as subject, h.side, h.person_id, max(h.depth) as depth,
               exists (select from away x where x.person_id = h.person_id and m.day between x."from" and x.until) as away
          from moment m cross join subject s
          join holder h on m.day between h."from" and h.until and h.person_id is distinct from s.person_id
         group by m.day, s.person_id, h.side, h.person_id),
      reviewer as (
        select r.day, r.subject, r.side, r.person_id, count(distinct n.person_id) as nearer,
               count(distinct n.person_id) filter (where not n.away) as present
          from present r left join present n
            on n.day = r.day and n.subject is not distinct from r.subject and n.side = r.side and n.depth > r.depth
         group by r.day, r.subject, r.side, r.person_id)
      select distinct a.person_id::text as id
        from reviewer a join reviewer b on b.day = a.day and b.subject is not distinct from a.subject
                                       and b.person_id = a.person_id and b.side = 'before'
       where a.side = 'after' and (a.nearer < b.nearer or a.present < b.present)`,
  );
};

/**
 * True if a move gives a sensitive right, or a delegation, over what is moved: the database checks
 * the same.
 */
export async function moveGivesPower(tx: Tx, before: string, after: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ gives: boolean }[]>`select move_gives_power(${before}, ${after}) as gives`;
  return row?.gives === true;
}

/**
 * True if two administrators must confirm such a posting, asked on that day: the database checks
 * the same (prisma/sql/posts.sql says when).
 */
export async function postingTakesTwo(
  tx: Tx,
  posting: Period & { readonly personId: string; readonly structureId: string },
  day: CivilDate,
): Promise<boolean> {
  const { personId, structureId, from, until } = posting;
  const [row] = await tx.$queryRaw<{ takes: boolean }[]>`
    select posting_takes_two(${personId}::uuid, ${structureId}::uuid, ${from}::date, ${until}::date, ${day}::date) as takes`;
  return row?.takes === true;
}

/**
 * Locks the rights of administrators until the transaction ends: those who remain are counted, then
 * one ends.
 */
export const lockAdministrators = (tx: Tx): Promise<void> => lockAlone(tx, 'administrators');

/**
 * Counts the other people who administer that structure and will continue to (function
 * administrators_but of prisma/sql/rights.sql): their right has no end, their account is neither
 * locked nor closed.
 */
export async function otherAdministrators(
  tx: Tx,
  { personId, structurePath }: { personId: string; structurePath: string },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ others: number }[]>`
    select administrators_but(${personId}::uuid, s.id)::int as others from structure s where s.path = ${structurePath}`;
  return row?.others ?? 0;
}

/**
 * Returns the fewest others who would administer one of the structures that this person does; null:
 * they administer none.
 */
export async function fewestAdministratorsBut(tx: Tx, personId: string, day: CivilDate): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ others: number | null }[]>`
    select min(administrators_but(h.person_id, h.structure_id))::int as others from habilitation h
     where h.person_id = ${personId}::uuid and h.role = 'administrateur' and ${inForceOn(Prisma.sql`h`, day)}`;
  return row?.others ?? null;
}

/**
 * Lists the holders of a role at the nearest structure, from this one upwards, that has a holder
 * other than `but`.
 */
export const nearestBut = async (
  tx: Tx,
  { role, structureId, but, day }: { role: string; structureId: string; but: readonly string[]; day: CivilDate },
): Promise<string[]> =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      with holder as (
        select h.person_id, a.distance
          from structure_above a join habilitation h on h.structure_id = a.above_id and h.role = ${role}
         where a.structure_id = ${structureId}::uuid and ${inForceOn(Prisma.sql`h`, day)}
           ${but.length === 0 ? Prisma.empty : Prisma.sql`and h.person_id::text not in (${Prisma.join([...but])})`})
      select distinct person_id::text as id from holder where distance = (select min(distance) from holder)`,
  );

/** Lists the administrators of the whole: those whose structure is the highest. */
export const topAdministrators = async (tx: Tx, day: CivilDate): Promise<string[]> =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      with holder as (
        select h.person_id, (select count(*) from structure_above a where a.structure_id = h.structure_id) as depth
          from habilitation h
         where h.role = 'administrateur' and ${inForceOn(Prisma.sql`h`, day)})
      select distinct person_id::text as id from holder where depth = (select min(depth) from holder)`,
  );
