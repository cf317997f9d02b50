import type { Expression } from 'kysely';
import { Prisma, type Tx } from '../../client.ts';
import { call } from '../../connection/typed-sql.ts';
import { qualityOn } from '../in-force.ts';

/**
 * What a request answers, of `r`: what it was filed with, what the result of its campaign says once it is published, and over it what
 * its agent accepted since. Nothing reads `r.data` otherwise, but to say what was filed.
 */
export const ANSWERS = Prisma.sql`request_answers(r.id, r.data)`;

/** The same in typed statements. */
export const answersOf = (request: { readonly id: Expression<string>; readonly data: Expression<unknown> }) =>
  call('request_answers', request.id, request.data).$castTo<Values>();

type Values = Readonly<Record<string, unknown>>;

/** What a visa proposed instead of what was asked. */
export interface ProposalRow {
  /** Of the decision that proposed it. */
  readonly id: string;
  readonly authorId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** That day. */
  readonly quality: string | null;
  readonly reason: string;
  /** By key of the form; null for what would not be answered any more. */
  readonly values: Values;
  readonly at: Date;
}

/**
 * The proposal that waits for the agent's answer: nothing was decided by a visa or answered since, but for the answer of that id.
 * Null where none does.
 */
export async function openProposal(tx: Tx, requestId: string, answerId?: string): Promise<ProposalRow | null> {
  const [row] = await tx.$queryRaw<ProposalRow[]>`
    select d.id::text, d.author_id::text as "authorId", p.first_name as "firstName", p.last_name as "lastName",
           ${qualityOn(Prisma.sql`p.id`, Prisma.sql`paris_day(i.decided_at)`)} as quality,
           i.reason, i.answers as "values", i.decided_at as at
      from decision d join decision_intent i on i.id = d.id join person p on p.id = d.author_id
     where d.request_id = ${requestId}::uuid and (d.kind, d.outcome) = ('visa', 'proposed') and d.voided_at is null
       and not exists (select from decision later
                        where later.request_id = d.request_id and later.kind in ('visa', 'answer') and later.voided_at is null
                          and later.id is distinct from ${answerId ?? null}::uuid and later.id <> d.id
                          and later.recorded_at >= d.recorded_at)
     order by d.recorded_at desc limit 1`;
  return row ?? null;
}

/** Writes that the agent accepted a proposal: from then on the request answers so. */
export async function insertAmendment(
  tx: Tx,
  amendment: Record<'requestId' | 'proposalId' | 'acceptanceId', string> & {
    readonly values: Values;
    readonly at: Date;
  },
): Promise<void> {
  const { requestId, proposalId, acceptanceId, values, at } = amendment;
  await tx.$executeRaw`
    insert into request_amendment (acceptance_id, proposal_id, request_id, "values", at)
    values (${acceptanceId}::uuid, ${proposalId}::uuid, ${requestId}::uuid, ${JSON.stringify(values)}::jsonb, ${at})`;
}
