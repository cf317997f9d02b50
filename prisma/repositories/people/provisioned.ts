import { type ExpressionBuilder, sql } from 'kysely';
import type { ProvisionSource } from '#domain/people/import-line.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { ProposalKind } from '#domain/permissions/administration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, json, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { uuid7 } from '../../uuid7.ts';
import type { ProposalFacts } from '../administration/proposals.ts';
import { administered, counted, type ListQuery, pageOf, personJson, structureJson } from '../administration/scope.ts';
import { searchCondition } from '../statements/search.ts';

/** Condition: it waits to be taken up. */
const waits = (eb: ExpressionBuilder<{ x: Tables['provisioned_right'] }, 'x'>) =>
  eb.and([eb('x.proposal_id', 'is', null), eb('x.given_id', 'is', null), eb('x.ended_at', 'is', null)]);

/** The same in statements that are not typed yet. */
const WAITS = Prisma.sql`x.proposal_id is null and x.given_id is null and x.ended_at is null`;

const waiting = statement((given: ProposalFacts) =>
  db
    .selectFrom('provisioned_right as x')
    .select('x.id')
    .where(waits)
    .where('x.kind', '=', given.kind)
    .where('x.structure_id', '=', given.structureId)
    .where('x.person_id', 'is not distinct from', given.personId)
    .where((eb) => sql<boolean>`${eb.ref('x.facts')} @> ${json(given.facts)}`)
    .limit(1),
);

/** Finds the same power if it already waits; null: it does not. */
export const waitingAlready = async (
  tx: Tx,
  { kind, structureId, personId, facts }: ProposalFacts,
): Promise<string | null> => (await waiting.first(tx, { kind, structureId, personId, facts }))?.id ?? null;

/** Writes a right that came from a directory or a file, to be taken up; returns its id. */
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

/** A right that came from a directory or a file. */
export interface Provisioned {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly structureId: string;
  readonly personId: string | null;
  readonly facts: Prisma.JsonObject;
  readonly waits: boolean;
}

const provisioned = (id: string) =>
  db
    .selectFrom('provisioned_right as x')
    .select((eb) => [
      'x.id',
      eb.ref('x.kind').$castTo<ProposalKind>().as('kind'),
      'x.structure_id as structureId',
      'x.person_id as personId',
      'x.facts',
      waits(eb).$castTo<boolean>().as('waits'),
    ])
    .where('x.id', '=', id);

const found = statement((given: { id: string }) => provisioned(given.id));

/** Finds a provisioned right; null if it does not exist. */
export const findProvisioned = (tx: Tx, id: string): Promise<Provisioned | null> => found.first(tx, { id });

const held = statement((given: { id: string }) => provisioned(given.id).forUpdate());

/**
 * Finds a provisioned right and locks it until the transaction ends: two people who take it up do
 * so one after the other.
 */
export const lockProvisioned = (tx: Tx, id: string): Promise<Provisioned | null> => held.first(tx, { id });

/** Records what became of a provisioned right: proposed, given, or ended with a reason. */
export async function endProvisioned(
  tx: Tx,
  id: string,
  became: { proposalId: string } | { givenId: string } | { endedAt: Date; endedById: string | null; endReason: string },
): Promise<void> {
  await tx.provisionedRight.update({ where: { id }, data: became, select: { id: true } });
}

/** A provisioned right that waits, in a list. */
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

/** Reads a page of what waits on the structures that the reader administers, oldest first. */
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

interface Ended {
  readonly at: Date;
  readonly byId: string | null;
  readonly reason: string;
}

const ended = statement((given: Ended & { personId: string }) =>
  db
    .updateTable('provisioned_right as x')
    .set({ ended_at: given.at, ended_by_id: given.byId, end_reason: given.reason })
    .where('x.person_id', '=', given.personId)
    .where(waits),
);

/** Ends all that waits to be taken up for somebody; returns how many. */
export const endWaiting = (tx: Tx, personId: string, { at, byId, reason }: Ended): Promise<number> =>
  ended.run(tx, { personId, at, byId, reason });
