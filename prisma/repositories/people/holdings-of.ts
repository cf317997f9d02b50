import { type CivilDate, civilDateOf, type Period } from '../../../domain/calendar/civil-date.ts';
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
): Promise<(Period & { readonly id: string; readonly byRight: boolean })[]> {
  return (await tx.habilitation.findMany({ where })).map((row) => ({ ...row, ...days(row) }));
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
