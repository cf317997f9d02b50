import { sql } from 'kysely';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { ProposalKind, ProposalOutcome } from '#domain/permissions/administration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, db, exists, json, statement } from '../../connection/typed-sql.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { searchCondition } from '../statements/search.ts';
import { administered, counted, type ListQuery, pageOf, structureJson } from './scope.ts';

/** What is proposed: for whom, where, and the facts that its use case would write. */
export interface ProposalFacts {
  readonly kind: ProposalKind;
  /** For a move, the structure that moves. */
  readonly structureId: string;
  readonly personId: string | null;
  readonly facts: Prisma.InputJsonObject;
}

/** A proposal of a right, a delegation, a posting or a move, and its answer. */
export interface Proposal extends Omit<ProposalFacts, 'facts'> {
  readonly id: string;
  readonly facts: Prisma.JsonObject;
  readonly reason: string;
  readonly proposedById: string;
  readonly outcome: ProposalOutcome | null;
  readonly answeredById: string | null;
}

/** Writes a proposal; returns its id. */
export async function insertProposal(
  tx: Tx,
  made: ProposalFacts & { readonly reason: string; readonly proposedById: string; readonly proposedAt: Date },
): Promise<string> {
  return (await tx.rightProposal.create({ data: made, select: { id: true } })).id;
}

/**
 * True if the same proposal already waits: of that kind, for that person, there, with at least
 * these facts.
 */
export async function isProposed(tx: Tx, { kind, structureId, personId, facts }: ProposalFacts): Promise<boolean> {
  return (await waiting.one(tx, { kind, structureId, personId, facts })).waits;
}

const waiting = statement((given: ProposalFacts) =>
  db.selectNoFrom(
    exists(
      db
        .selectFrom('right_proposal')
        .select('id')
        .where('outcome', 'is', null)
        .where('kind', '=', given.kind)
        .where('structure_id', '=', given.structureId)
        .where('person_id', 'is not distinct from', given.personId)
        .where((eb) => sql<boolean>`${eb.ref('facts')} @> ${json(given.facts)}`),
    ).as('waits'),
  ),
);

/** Finds a proposal; null if it does not exist. */
export async function findProposal(tx: Tx, id: string): Promise<Proposal | null> {
  const row = await tx.rightProposal.findUnique({ where: { id } });
  return row && ({ ...row, facts: row.facts as Prisma.JsonObject } as Proposal);
}

/** Several proposals that somebody made or confirmed at the same instant. */
export interface Gesture {
  readonly did: 'proposed' | 'confirmed';
  readonly byId: string;
  readonly at: Date;
}

/** Lists those that they proposed and that still wait, or those that they confirmed. */
export async function proposalsOf(tx: Tx, { did, byId, at }: Gesture): Promise<Proposal[]> {
  const where =
    did === 'proposed'
      ? { proposedById: byId, proposedAt: at, outcome: null }
      : { answeredById: byId, answeredAt: at, outcome: 'confirmed' };
  return (await tx.rightProposal.findMany({ where, orderBy: { id: 'asc' } })) as Proposal[];
}

/** Locks a proposal until the transaction ends: a second answer reads what the first one wrote. */
export async function lockProposal(tx: Tx, id: string): Promise<void> {
  await lockOne(tx, id);
}

const lockOne = lockRow('right_proposal');

/** Records the answer to a proposal. */
export async function answerProposal(
  tx: Tx,
  id: string,
  answer: {
    readonly outcome: ProposalOutcome;
    readonly answeredById: string;
    readonly answeredAt: Date;
    readonly answerReason: string | null;
  },
): Promise<void> {
  await tx.rightProposal.update({ where: { id }, data: answer, select: { id: true } });
}

/**
 * Withdraws proposals that wait for a second administrator and lost their ground: those for
 * somebody who left, or that came from a provisioned right that is gone. Returns them. The caller
 * has locked the person already, as a confirmation does before it locks the proposal.
 */
export async function withdrawGroundless(
  tx: Tx,
  ground: { readonly personId: string } | { readonly provisionedId: string },
  { at, reason }: { readonly at: Date; readonly reason: string },
): Promise<{ readonly id: string; readonly personId: string | null }[]> {
  const open = db.selectFrom('right_proposal as p').select('p.id').where('p.outcome', 'is', null);
  const groundless =
    'personId' in ground
      ? open
          .where('p.person_id', '=', ground.personId)
          .where('p.kind', 'in', ['habilitation', 'delegation', 'posting'])
          .orderBy('p.id')
      : open.where('p.id', '=', (eb) =>
          eb.selectFrom('provisioned_right as v').select('v.proposal_id').where('v.id', '=', ground.provisionedId),
        );
  return all(
    tx,
    db
      .updateTable('right_proposal')
      .set((eb) => ({
        outcome: 'withdrawn' satisfies ProposalOutcome,
        answered_by_id: eb.ref('proposed_by_id'),
        answered_at: at,
        answer_reason: reason,
      }))
      .where('id', 'in', groundless.forUpdate())
      .returning(['id', 'person_id as personId']),
  );
}

interface ProposalLine {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly person: PersonRef | null;
  readonly structure: StructureRef;
  readonly parent: StructureRef | null;
  readonly facts: Prisma.JsonObject;
  readonly reason: string;
  readonly proposedBy: PersonRef;
  readonly proposedAt: Date;
  readonly outcome: ProposalOutcome | null;
  readonly answeredBy: PersonRef | null;
  readonly answeredAt: Date | null;
  readonly answerReason: string | null;
  readonly total: number;
}

const ref = (alias: string): Prisma.Sql =>
  Prisma.raw(
    `case when ${alias}.id is null then null else json_build_object('id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name) end`,
  );

/**
 * Reads a page of the proposals about the administrator's structures, waiting or answered; for a
 * move, about either side. The oldest waiting first.
 */
export const listProposals = async (tx: Tx, query: ListQuery & { answered: boolean }) => {
  const mine = administered(query.administratorId, query.day);
  return counted(
    await tx.$queryRaw<ProposalLine[]>`
      select x.id::text, x.kind, ${ref('p')} as person, ${structureJson('s')} as structure,
             case when d.id is null then null else ${structureJson('d')} end as parent, x.facts, x.reason,
             ${ref('b')} as "proposedBy", x.proposed_at as "proposedAt", x.outcome,
             ${ref('w')} as "answeredBy", x.answered_at as "answeredAt", x.answer_reason as "answerReason",
             (count(*) over ())::int as total
        from right_proposal x join structure s on s.id = x.structure_id
        left join structure d on x.kind = 'move' and d.id = (x.facts ->> 'parentId')::uuid
        left join person p on p.id = x.person_id
        join person b on b.id = x.proposed_by_id
        left join person w on w.id = x.answered_by_id
       where (x.outcome is not null) = ${query.answered} and (${searchCondition(query.q, 'p')}) and (x.structure_id in ${mine} or d.id in ${mine})
       order by coalesce(-extract(epoch from x.answered_at), extract(epoch from x.proposed_at)), x.id ${pageOf(query)}`,
  );
};
