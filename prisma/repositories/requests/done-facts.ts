import type { DecisionKind } from '#domain/decision/decision.ts';
import type { Tx } from '../../client.ts';

/** What was done on a request, by its rows. */
export interface DoneRow {
  readonly closed: boolean;
  /** Whether a decision waits to be confirmed. */
  readonly underway: boolean;
  /** Decisions that are confirmed and stand, oldest first, where the version that it follows now says they were taken. */
  readonly decisions: readonly { readonly place: string; readonly kind: DecisionKind; readonly outcome: string }[];
  /** The elements whose signature is sealed. */
  readonly sealedAt: readonly string[];
  readonly stopUntil: Date | null;
  /** The themes that it changed. */
  readonly applied: readonly string[];
  /** What a silence that was recorded means. */
  readonly silence: string | null;
  /** Whether its withdrawal was accepted. */
  readonly withdrawn: boolean;
}

export async function doneOn(tx: Tx, requestId: string): Promise<DoneRow> {
  const [row] = await tx.$queryRaw<[DoneRow]>`
    select r.closed_at is not null as closed, r.stop_until as "stopUntil",
           exists (select from decision d where d.request_id = r.id and d.confirmed_at is null and d.voided_at is null)
             as underway,
           coalesce((select json_agg(json_build_object('place', place_now(r.id, d.element_id), 'kind', d.kind, 'outcome', d.outcome)
                       order by d.recorded_at, d.id)
                       from decision d
                      where d.request_id = r.id and d.voided_at is null and d.confirmed_at is not null), '[]') as decisions,
           array(select place_now(r.id, d.element_id) from act a join decision d on d.id = a.decision_id
                  where a.request_id = r.id and a.sealed_at is not null) as "sealedAt",
           array(select e.theme from situation_entry e where e.request_id = r.id order by e.theme) as applied,
           (select e.detail ->> 'means' from request_event e where e.request_id = r.id and e.kind = 'silence'
             order by e.at desc, e.id desc limit 1) as silence,
           exists (select from withdrawal w where w.request_id = r.id and w.accepted_at is not null) as withdrawn
      from request r where r.id = ${requestId}::uuid`;
  return row;
}
