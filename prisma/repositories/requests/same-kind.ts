import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { RequestFacts } from '#domain/permissions/request.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { type GivenSignature, givenSignatures, LISTED_FACTS } from './requests.ts';

/** Another request of a kind, with what its state and the right to open it depend on. */
export interface OtherRequest {
  readonly id: string;
  readonly number: string;
  readonly filedAt: Date;
  readonly closedAt: Date | null;
  readonly outcome: ClosingOutcome | null;
  readonly started: boolean;
  readonly openTasks: readonly { readonly decision: DecisionKind }[];
  readonly signatures: readonly GivenSignature[];
  readonly facts: RequestFacts;
}

interface Asked {
  readonly agentId: string;
  readonly kind: string;
  readonly requestId: string;
  readonly limit: number;
}

const others = statement((given: Asked) =>
  db
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .select(['r.id', 'r.number', 'r.filed_at as filedAt', 'r.closed_at as closedAt', 'r.outcome'])
    .select((eb) => [
      eb('r.instance_key', 'is not', null).$castTo<boolean>().as('started'),
      LISTED_FACTS.as('facts'),
      jsonArrayFrom(
        eb
          .selectFrom('task as t')
          .select('t.decision')
          .whereRef('t.request_id', '=', 'r.id')
          .where('t.state', 'in', ['created', 'completing']),
      ).as('openTasks'),
      givenSignatures((requestId) => sql<boolean>`${requestId} = ${eb.ref('r.id')}`).as('signatures'),
    ])
    .where('r.agent_id', '=', given.agentId)
    .where('r.kind', '=', given.kind)
    .where('r.id', '<>', given.requestId)
    .orderBy('r.filed_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(given.limit),
);

/** Lists the agent's other requests of a kind, latest first, in one query. */
export const othersOfKind = (tx: Tx, asked: Asked): Promise<OtherRequest[]> => others.all(tx, asked);
