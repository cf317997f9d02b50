import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { SilenceMeaning } from '#domain/calendar/deadline.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, call, db, exists, statement } from '../../connection/typed-sql.ts';
import { appliedBy, silenceOf } from './outcome-facts.ts';

/** What was done on a request, by its rows. */
export interface DoneRow {
  readonly closed: boolean;
  /** True if a decision waits to be confirmed. */
  readonly underway: boolean;
  /**
   * Confirmed decisions that stand, oldest first, with their step in the version that the request
   * follows now.
   */
  readonly decisions: readonly { readonly place: string; readonly kind: DecisionKind; readonly outcome: string }[];
  /** The elements whose signature is sealed. */
  readonly sealedAt: readonly string[];
  readonly stopUntil: Date | null;
  /** The themes that it changed. */
  readonly applied: readonly string[];
  /** The meaning of a silence that was recorded. */
  readonly silence: SilenceMeaning | null;
  /** True if its withdrawal was accepted. */
  readonly withdrawn: boolean;
}

const done = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .select((eb) => [
      eb('r.closed_at', 'is not', null).$castTo<boolean>().as('closed'),
      'r.stop_until as stopUntil',
      exists(
        eb
          .selectFrom('decision as d')
          .whereRef('d.request_id', '=', 'r.id')
          .where('d.confirmed_at', 'is', null)
          .where('d.voided_at', 'is', null),
      ).as('underway'),
      jsonArrayFrom(
        eb
          .selectFrom('decision as d')
          .select((of) => [
            call('place_now', of.ref('r.id'), of.ref('d.element_id')).$notNull().as('place'),
            'd.kind',
            'd.outcome',
          ])
          .whereRef('d.request_id', '=', 'r.id')
          .where('d.voided_at', 'is', null)
          .where('d.confirmed_at', 'is not', null)
          .orderBy('d.recorded_at')
          .orderBy('d.id'),
      ).as('decisions'),
      arrayOf(
        eb
          .selectFrom('act as a')
          .innerJoin('decision as d', 'd.id', 'a.decision_id')
          .select((of) => call('place_now', of.ref('r.id'), of.ref('d.element_id')).$notNull().as('place'))
          .whereRef('a.request_id', '=', 'r.id')
          .where('a.sealed_at', 'is not', null),
      ).as('sealedAt'),
      appliedBy(eb.ref('r.id')).as('applied'),
      silenceOf(eb.ref('r.id')).as('silence'),
      exists(
        eb.selectFrom('withdrawal as w').whereRef('w.request_id', '=', 'r.id').where('w.accepted_at', 'is not', null),
      ).as('withdrawn'),
    ])
    .where('r.id', '=', given.requestId),
);

/** Reads what was done on a request. */
export const doneOn = (tx: Tx, requestId: string): Promise<DoneRow> => done.one(tx, { requestId });
