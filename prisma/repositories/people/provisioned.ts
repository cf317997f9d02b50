import type { ProvisionSource } from '#domain/people/import-line.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { ProposalKind } from '#domain/permissions/administration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import type { ProposalFacts } from '../administration/proposals.ts';
import { administered, counted, type ListQuery, pageOf, personJson, structureJson } from '../administration/scope.ts';
import { searchCondition } from '../search.ts';

/** What waits to be taken up. */
const WAITS = Prisma.sql`x.proposal_id is null and x.given_id is null and x.ended_at is null`;

/** The same power, where it waits already. */
export async function waitingAlready(
  tx: Tx,
  { kind, structureId, personId, facts }: ProposalFacts,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select x.id::text from provisioned_right x
     where ${WAITS} and x.kind = ${kind} and x.structure_id = ${structureId}::uuid
       and x.person_id is not distinct from ${personId}::uuid and x.facts @> ${JSON.stringify(facts)}::jsonb limit 1`;
  return row?.id ?? null;
}

export async function insertProvisioned(
  tx: Tx,
  made: {
    readonly kind: ProposalKind;
    readonly structureId: string;
    readonly personId: string | null;
    readonly facts: Prisma.InputJsonObject;
    readonly source: ProvisionSource;
    readonly batchId: string | null;
    readonly reason: string;
    readonly madeById: string | null;
    readonly at: Date;
  },
): Promise<string> {
  const { at, ...data } = made;
  const row = { id: uuid7(at), ...data, madeAt: at };
  return (await tx.provisionedRight.create({ data: row, select: { id: true } })).id;
}

export interface Provisioned {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly structureId: string;
  readonly personId: string | null;
  readonly facts: Prisma.JsonObject;
  readonly waits: boolean;
}

export const findProvisioned = (tx: Tx, id: string): Promise<Provisioned | null> => provisioned(tx, id, Prisma.empty);

/** One, held until the transaction ends: two who take it up do so one after the other. */
export const lockProvisioned = (tx: Tx, id: string): Promise<Provisioned | null> =>
  provisioned(tx, id, Prisma.sql`for update`);

async function provisioned(tx: Tx, id: string, lock: Prisma.Sql): Promise<Provisioned | null> {
  const [row] = await tx.$queryRaw<Provisioned[]>`
    select x.id::text, x.kind, x.structure_id::text as "structureId", x.person_id::text as "personId", x.facts, (${WAITS}) as waits
      from provisioned_right x where x.id = ${id}::uuid ${lock}`;
  return row ?? null;
}

export async function endProvisioned(
  tx: Tx,
  id: string,
  became: { proposalId: string } | { givenId: string } | { endedAt: Date; endedById: string | null; endReason: string },
): Promise<void> {
  await tx.provisionedRight.update({ where: { id }, data: became, select: { id: true } });
}

export interface ProvisionedLine {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly source: ProvisionSource;
  readonly person: (PersonRef & { readonly employeeNumber: string }) | null;
  readonly structure: StructureRef;
  readonly parent: StructureRef | null;
  readonly facts: Prisma.JsonObject;
  readonly reason: string;
  readonly madeAt: Date;
  readonly total: number;
}

/** What waits on the structures that the reader administers, the oldest first. */
export const listProvisioned = async (tx: Tx, query: ListQuery) =>
  counted(
    await tx.$queryRaw<ProvisionedLine[]>`
      select x.id::text, x.kind, x.source, case when p.id is null then null else ${personJson('p')} end as person,
             ${structureJson('s')} as structure,
             case when d.id is null then null else ${structureJson('d')} end as parent, x.facts, x.reason, x.made_at as "madeAt", (count(*) over ())::int as total
        from provisioned_right x join structure s on s.id = x.structure_id left join person p on p.id = x.person_id
        left join structure d on x.kind = 'move' and d.id = (x.facts ->> 'parentId')::uuid
       where ${WAITS} and (${searchCondition(query.q, 'p')}) and x.structure_id in ${administered(query.administratorId, query.day)}
       order by x.made_at, x.id ${pageOf(query)}`,
  );

/** Sets aside whatever waits to be taken up for somebody; answers how much it was. */
export async function endWaiting(
  tx: Tx,
  personId: string,
  { at, byId, reason }: { readonly at: Date; readonly byId: string | null; readonly reason: string },
): Promise<number> {
  return tx.$executeRaw`
    update provisioned_right x set ended_at = ${at}, ended_by_id = ${byId}::uuid, end_reason = ${reason}
     where x.person_id = ${personId}::uuid and ${WAITS}`;
}
