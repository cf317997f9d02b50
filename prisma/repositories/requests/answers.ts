import type { Expression } from 'kysely';
import type { Tx } from '../../client.ts';
import { call, db, json, statement } from '../../connection/typed-sql.ts';
import { qualityOn } from '../statements/periods.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * The present answers of a request: as filed, then the published result of its campaign, then what
 * its agent accepted since. Read the column `data` only to show what was filed.
 */
export const answersOf = (request: { readonly id: Expression<string>; readonly data: Expression<unknown> }) =>
  call('request_answers', request.id, request.data).$castTo<Values>();

/** A visa's counter-proposal. */
export interface ProposalRow {
  /** Of the decision that proposed it. */
  readonly id: string;
  readonly authorId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** On that day. */
  readonly quality: string | null;
  readonly reason: string;
  /** By key of the form; null for an answer that would be removed. */
  readonly values: Values;
  readonly at: Date;
}

const proposalThatWaits = statement((given: { requestId: string; answerId: string | null }) =>
  db
    .selectFrom('decision as d')
    .innerJoin('decision_intent as i', 'i.id', 'd.id')
    .innerJoin('person as p', 'p.id', 'd.author_id')
    .select((eb) => [
      'd.id',
      'd.author_id as authorId',
      'p.first_name as firstName',
      'p.last_name as lastName',
      qualityOn(eb.ref('p.id'), call('paris_day', eb.ref('i.decided_at'))).as('quality'),
      eb.ref('i.reason').$notNull().as('reason'),
      eb.ref('i.answers').$castTo<Values>().as('values'),
      'i.decided_at as at',
    ])
    .where('d.request_id', '=', given.requestId)
    .where('d.kind', '=', 'visa')
    .where('d.outcome', '=', 'proposed')
    .where('d.voided_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('decision as later')
            .whereRef('later.request_id', '=', 'd.request_id')
            .where('later.kind', 'in', ['visa', 'answer'])
            .where('later.voided_at', 'is', null)
            .where('later.id', 'is distinct from', given.answerId)
            .whereRef('later.id', '<>', 'd.id')
            .whereRef('later.recorded_at', '>=', 'd.recorded_at'),
        ),
      ),
    )
    .orderBy('d.recorded_at', 'desc')
    .limit(1),
);

/**
 * Finds the proposal that waits for the agent's answer: no visa or answer came since, `answerId`
 * excepted. Null: none.
 */
export const openProposal = (tx: Tx, requestId: string, answerId?: string): Promise<ProposalRow | null> =>
  proposalThatWaits.first(tx, { requestId, answerId: answerId ?? null });

interface Amendment extends Readonly<Record<'requestId' | 'proposalId' | 'acceptanceId', string>> {
  readonly values: Values;
  readonly at: Date;
}

const amended = statement((given: Amendment) =>
  db.insertInto('request_amendment').values({
    acceptance_id: given.acceptanceId,
    proposal_id: given.proposalId,
    request_id: given.requestId,
    values: json(given.values),
    at: given.at,
  }),
);

/**
 * Records that the agent accepted a proposal, whose values are answers of the request from now on.
 */
export async function insertAmendment(tx: Tx, amendment: Amendment): Promise<void> {
  await amended.run(tx, amendment);
}
