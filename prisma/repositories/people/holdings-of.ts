import { type CivilDate, civilDateOf, type Period } from '#domain/calendar/civil-date.ts';
import type { Appointment, PowerText } from '#domain/permissions/actor.ts';
import type { Tx } from '../../client.ts';

// What one person holds, as a file or SCIM speaks of it.

const days = ({ from, until }: { from: Date; until: Date | null }): Period => ({
  from: civilDateOf(from),
  until: until && civilDateOf(until),
});

export interface PostOf extends Period {
  readonly id: string;
  readonly structureId: string;
  readonly quality: string;
  readonly grade: string;
}

export async function postsOf(tx: Tx, personId: string): Promise<PostOf[]> {
  return (await tx.posting.findMany({ where: { personId } })).map((row) => ({ ...row, ...days(row) }));
}

export async function rightsOn(
  tx: Tx,
  where: { personId: string; role: string; structureId: string },
): Promise<(Period & Required<PowerText> & { readonly id: string; readonly byRight: boolean })[]> {
  const rows = await tx.habilitation.findMany({ where });
  return rows.map((row) => ({ ...row, appointment: row.appointment as Appointment | null, ...days(row) }));
}

/** When somebody is in post: what is recorded, and what waits for two administrators. */
export async function periodsInPost(tx: Tx, personId: string): Promise<Period[]> {
  const waiting = await tx.$queryRaw<{ from: CivilDate; until: CivilDate | null }[]>`
    select facts ->> 'from' as "from", facts ->> 'until' as until from right_proposal
     where person_id = ${personId}::uuid and kind = 'posting' and outcome is null
    union all
    select facts ->> 'from', facts ->> 'until' from provisioned_right
     where person_id = ${personId}::uuid and kind = 'posting'
       and proposal_id is null and given_id is null and ended_at is null`;
  return [...(await postsOf(tx, personId)), ...waiting];
}

/** What somebody holds that goes on after this day, or is to come, with where: delegations they gave, too. */
export interface HeldBy {
  readonly name: 'posting' | 'habilitation' | 'delegation';
  readonly id: string;
  readonly from: CivilDate;
  readonly path: string;
}

export const heldBy = (tx: Tx, personId: string, day: CivilDate): Promise<HeldBy[]> =>
  tx.$queryRaw<HeldBy[]>`
    select x.name, x.id::text, to_char(x."from", 'YYYY-MM-DD') as "from", s.path
      from (select 'habilitation' as name, h.id, h."from", h.structure_id from habilitation h
             where h.person_id = ${personId}::uuid and (h.until is null or h.until >= ${day}::date)
               and not (h."from" = ${day}::date and h.until is not distinct from ${day}::date)
            union all
            select 'delegation', d.id, d."from", d.structure_id from delegation d
             where ${personId}::uuid in (d.delegator_id, d.delegate_id) and d.revoked_at is null
               and (d.until is null or d.until >= ${day}::date)
            union all
            select 'posting', o.id, o."from", o.structure_id from posting o
             where o.person_id = ${personId}::uuid and (o.until is null or o.until > ${day}::date)) x
      join structure s on s.id = x.structure_id
     order by x.name, x."from", x.id`;

/** The tasks that somebody took and that nothing gives back yet. */
export const tasksOf = (tx: Tx, personId: string): Promise<{ taskKey: string; requestId: string }[]> =>
  tx.$queryRaw`
    select t.key as "taskKey", t.request_id::text as "requestId" from task t
     where t.assignee_id = ${personId}::uuid and t.state = 'created'
       and not exists (select from outbox o where o.done_at is null and o.command = 'assign-task'
                          and o.payload ->> 'taskKey' = t.key and o.payload ->> 'personId' is null)
     order by t.key`;
