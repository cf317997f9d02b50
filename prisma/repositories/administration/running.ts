import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { COUNT_BOUND } from '#domain/formats/count.ts';
import { Prisma, type Tx } from '../../client.ts';
import type { ReadVersion } from '../circuits.ts';
import { inForceOn, TODAY } from '../in-force.ts';
import { limitOf } from '../keyset.ts';
import { structuresHeld } from '../structures-held.ts';

export interface RunningVersion extends ReadVersion {
  /** Counted up to the bound; there are others with `more`. */
  readonly running: number;
  readonly more: boolean;
}

/** Requests that a person operates: never their own, whose place in its circuit would tell them what is being decided. */
const operated = (administratorId: string) =>
  Prisma.sql`r.closed_at is null and r.agent_id <> ${administratorId}::uuid`;

/** The versions in service or with requests under way, with how many of those are in one's structures; one's own aside. */
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

/** What waits for people on a version, element by element: all that is known while the engine is away. */
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

/** Under which keys a version and its blocks are deployed, on whatever engine. */
export async function definitionKeys(tx: Tx, versionId: string): Promise<string[]> {
  const circuits = await tx.deployment.findMany({ where: { versionId }, orderBy: { deployedAt: 'desc' } });
  const blocks = await tx.deployedBlock.findMany({ where: { versionId }, orderBy: { processDefinitionKey: 'desc' } });
  return [...circuits, ...blocks].map(({ processDefinitionKey }) => processDefinitionKey);
}

/** By request, the administrators at the nearest structure, from the request's own upwards; never its agent. */
export async function administratorsNear(tx: Tx, requestIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ requestId: string; people: string[] }[]>`
    with holder as (
      select r.id, h.person_id, rank() over (partition by r.id order by a.distance) as nearness
        from request r join structure_above a on a.structure_id = r.structure_id
        join habilitation h on h.structure_id = a.above_id and h.role = 'administrateur'
       where r.id = any(${[...requestIds]}::uuid[]) and h.person_id <> r.agent_id
         and ${inForceOn(Prisma.sql`h`, TODAY)})
    select id::text as "requestId", array_agg(distinct person_id::text) as people
      from holder where nearness = 1 group by id`;
  return new Map(rows.map(({ requestId, people }) => [requestId, people]));
}
