import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { COUNT_BOUND } from '#domain/formats/count.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, isOneOf, statement } from '../../connection/typed-sql.ts';
import type { ReadVersion } from '../circuits/circuits.ts';
import { limitOf } from '../statements/keyset.ts';
import { covers, today } from '../statements/periods.ts';
import { structuresHeld } from '../statements/structures-held.ts';

/** A version, and its requests under way. */
export interface RunningVersion extends ReadVersion {
  /** Counted up to the bound; `more`: there are others. */
  readonly running: number;
  readonly more: boolean;
}

/**
 * Requests that a person operates: never their own, whose position in the circuit would reveal what
 * is being decided.
 */
const operated = (administratorId: string) =>
  Prisma.sql`r.closed_at is null and r.agent_id <> ${administratorId}::uuid`;

/**
 * Lists the versions that are current or have requests under way, with the count of those in the
 * administrator's structures; their own are left out.
 */
export async function runningVersions(
  tx: Tx,
  { administratorId, day, versionId }: { administratorId: string; day: CivilDate; versionId?: string },
): Promise<RunningVersion[]> {
  const held = structuresHeld(administratorId, 'administrateur', day);
  const one =
    versionId === undefined ? Prisma.sql`(v.current or n.running > 0)` : Prisma.sql`v.id = ${versionId}::uuid`;
  return tx.$queryRaw<RunningVersion[]>`
    with ${held.given}
    select v.id::text, v.kind, v.number, v.current, v.sheet as manifest,
           least(n.running, ${COUNT_BOUND}) as running, n.running > ${COUNT_BOUND} as more
      from circuit_version v
      cross join lateral (
        select count(*)::int as running from (
          select from request r where r.version_id = v.id and ${operated(administratorId)} and ${held.chosen(Prisma.sql`r.structure_id`)}
           ${limitOf(COUNT_BOUND + 1)}) counted) n
     where ${one} order by v.kind, v.number desc`;
}

/**
 * Counts the requests that wait for people on a version, by element: all that is known while the
 * engine is away.
 */
export async function waitingByElement(
  tx: Tx,
  { administratorId, day, versionId }: { administratorId: string; day: CivilDate; versionId: string },
): Promise<{ elementId: string; requests: number }[]> {
  const held = structuresHeld(administratorId, 'administrateur', day);
  return tx.$queryRaw<{ elementId: string; requests: number }[]>`
    with ${held.given}
    select t.element_id as "elementId", count(distinct r.id)::int as requests
      from task t join request r on r.id = t.request_id
     where r.version_id = ${versionId}::uuid and ${operated(administratorId)} and t.state in ('created', 'completing')
       and ${held.condition(Prisma.sql`r.structure_id`)}
     group by t.element_id`;
}

/** Lists the keys under which a version and its blocks are deployed, on any engine. */
export async function definitionKeys(tx: Tx, versionId: string): Promise<string[]> {
  const circuits = await tx.deployment.findMany({ where: { versionId }, orderBy: { deployedAt: 'desc' } });
  const blocks = await tx.deployedBlock.findMany({ where: { versionId }, orderBy: { processDefinitionKey: 'desc' } });
  return [...circuits, ...blocks].map(({ processDefinitionKey }) => processDefinitionKey);
}

/**
 * Returns, by request, the administrators at the nearest structure, from the request's own upwards;
 * never its agent.
 */
export async function administratorsNear(tx: Tx, requestIds: readonly string[]): Promise<Map<string, string[]>> {
  const near = await nearest.all(tx, { requestIds });
  return new Map(near.map(({ requestId, people }) => [requestId, people]));
}

const nearest = statement((given: { requestIds: readonly string[] }) =>
  db
    .with('holder', (made) =>
      made
        .selectFrom('request as r')
        .innerJoin('structure_above as a', 'a.structure_id', 'r.structure_id')
        .innerJoin('habilitation as h', (join) =>
          join.onRef('h.structure_id', '=', 'a.above_id').on('h.role', '=', 'administrateur'),
        )
        .select((eb) => [
          'r.id',
          'h.person_id',
          eb.fn
            .agg<number>('rank')
            .over((over) => over.partitionBy('r.id').orderBy('a.distance'))
            .as('nearness'),
        ])
        .where((eb) => isOneOf(eb.ref('r.id'), given.requestIds))
        .whereRef('h.person_id', '<>', 'r.agent_id')
        .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), today)),
    )
    .selectFrom('holder')
    .select((eb) => ['id as requestId', sql<string[]>`array_agg(distinct ${eb.ref('person_id')}::text)`.as('people')])
    .where('nearness', '=', 1)
    .groupBy('id'),
);
