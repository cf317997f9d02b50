import { type Expression, sql } from 'kysely';
import { type CivilDate, civilDateOf, type Period } from '#domain/calendar/civil-date.ts';
import type { Appointment, PowerText } from '#domain/permissions/actor.ts';
import type { Tx } from '../../client.ts';
import { db, exists, statement } from '../../connection/typed-sql.ts';
import { isNotOver } from '../statements/periods.ts';

// What one person holds, as files and SCIM describe it.

const days = ({ from, until }: { from: Date; until: Date | null }): Period => ({
  from: civilDateOf(from),
  until: until && civilDateOf(until),
});

/** A post of a person. */
export interface PostOf extends Period {
  readonly id: string;
  readonly structureId: string;
  readonly quality: string;
  readonly grade: string;
}

/** Lists the posts of a person. */
export async function postsOf(tx: Tx, personId: string): Promise<PostOf[]> {
  return (await tx.posting.findMany({ where: { personId } })).map((row) => ({ ...row, ...days(row) }));
}

/** Lists a person's rights of a role on a structure. */
export async function rightsOn(
  tx: Tx,
  where: { personId: string; role: string; structureId: string },
): Promise<(Period & Required<PowerText> & { readonly id: string; readonly byRight: boolean })[]> {
  const rows = await tx.habilitation.findMany({ where });
  return rows.map((row) => ({ ...row, appointment: row.appointment as Appointment | null, ...days(row) }));
}

const postsWaiting = statement((given: { personId: string }) =>
  db
    .selectFrom('right_proposal')
    .select(({ ref }) => periodIn(ref('facts')))
    .where('person_id', '=', given.personId)
    .where('kind', '=', 'posting')
    .where('outcome', 'is', null)
    .unionAll(
      db
        .selectFrom('provisioned_right')
        .select(({ ref }) => periodIn(ref('facts')))
        .where('person_id', '=', given.personId)
        .where('kind', '=', 'posting')
        .where('proposal_id', 'is', null)
        .where('given_id', 'is', null)
        .where('ended_at', 'is', null),
    ),
);

const periodIn = (facts: Expression<unknown>) => [
  sql<CivilDate>`${facts} ->> 'from'`.as('from'),
  sql<CivilDate | null>`${facts} ->> 'until'`.as('until'),
];

/** Lists when somebody is in post: recorded posts, and those that wait for two administrators. */
export const periodsInPost = async (tx: Tx, personId: string): Promise<Period[]> => [
  ...(await postsOf(tx, personId)),
  ...(await postsWaiting.all(tx, { personId })),
];

/**
 * Something that a person holds after this day, with its structure; delegations that they gave are
 * included.
 */
export interface HeldBy {
  readonly name: 'posting' | 'habilitation' | 'delegation';
  readonly id: string;
  readonly from: CivilDate;
  readonly path: string;
}

const held = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom(
      db
        .selectFrom('habilitation as h')
        .select([sql.lit('habilitation').$castTo<HeldBy['name']>().as('name'), 'h.id', 'h.from', 'h.structure_id'])
        .where('h.person_id', '=', given.personId)
        .where((eb) => isNotOver(eb.ref('h.until'), given.day))
        .where((eb) => eb.not(eb.and([eb('h.from', '=', given.day), eb('h.until', 'is not distinct from', given.day)])))
        .unionAll(
          db
            .selectFrom('delegation as d')
            .select([sql.lit('delegation').$castTo<HeldBy['name']>().as('name'), 'd.id', 'd.from', 'd.structure_id'])
            .where((eb) => eb(eb.val(given.personId), 'in', [eb.ref('d.delegator_id'), eb.ref('d.delegate_id')]))
            .where('d.revoked_at', 'is', null)
            .where((eb) => isNotOver(eb.ref('d.until'), given.day)),
        )
        .unionAll(
          db
            .selectFrom('posting as o')
            .select([sql.lit('posting').$castTo<HeldBy['name']>().as('name'), 'o.id', 'o.from', 'o.structure_id'])
            .where('o.person_id', '=', given.personId)
            .where((eb) => eb.or([eb('o.until', 'is', null), eb('o.until', '>', given.day)])),
        )
        .as('x'),
    )
    .innerJoin('structure as s', 's.id', 'x.structure_id')
    .select(['x.name', 'x.id', 'x.from', 's.path'])
    .orderBy('x.name')
    .orderBy('x.from')
    .orderBy('x.id'),
);

/**
 * Lists what a person holds that lasts or begins after this day: rights, delegations given and
 * received, posts.
 */
export const heldBy = (tx: Tx, personId: string, day: CivilDate): Promise<HeldBy[]> => held.all(tx, { personId, day });

const taken = statement((given: { personId: string }) =>
  db
    .selectFrom('task as t')
    .select(['t.key as taskKey', 't.request_id as requestId'])
    .where('t.assignee_id', '=', given.personId)
    .where('t.state', '=', 'created')
    .where((eb) =>
      eb.not(
        exists(
          eb
            .selectFrom('outbox as o')
            .select('o.id')
            .where('o.done_at', 'is', null)
            .where('o.command', '=', 'assign-task')
            .where(({ ref }) => sql<boolean>`${ref('o.payload')} ->> 'taskKey' = ${ref('t.key')}`)
            .where(({ ref }) => sql<boolean>`${ref('o.payload')} ->> 'personId' is null`),
        ),
      ),
    )
    .orderBy('t.key'),
);

/** Lists the tasks that somebody took and that no command gives back yet. */
export const tasksOf = (tx: Tx, personId: string): Promise<{ taskKey: string; requestId: string }[]> =>
  taken.all(tx, { personId });
