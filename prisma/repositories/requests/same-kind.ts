import type { DecisionKind } from '#domain/decision/decision.ts';
import type { RequestFacts } from '#domain/permissions/request.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type GivenSignature, givenSignatures, LISTED_FACTS } from './requests.ts';

/** Another request of a kind: what its state follows from, and what the right to open it is judged on. */
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

/** The agent's other requests of the kind of one, the latest first, in one query. */
export const othersOfKind = (
  tx: Tx,
  { agentId, kind, requestId, limit }: { agentId: string; kind: string; requestId: string; limit: number },
): Promise<OtherRequest[]> =>
  tx.$queryRaw<OtherRequest[]>(Prisma.sql`
    select r.id::text, r.number, r.filed_at as "filedAt", r.closed_at as "closedAt", r.outcome,
           r.instance_key is not null as started, ${LISTED_FACTS} as facts,
           coalesce((select json_agg(json_build_object('decision', t.decision)) from task t
                      where t.request_id = r.id and t.state in ('created', 'completing')), '[]') as "openTasks",
           coalesce((${givenSignatures(Prisma.sql`d.request_id = r.id`)}), '[]') as signatures
      from request r join structure s on s.id = r.structure_id join circuit_version v on v.id = r.version_id
     where r.agent_id = ${agentId}::uuid and r.kind = ${kind} and r.id <> ${requestId}::uuid
     order by r.filed_at desc, r.id desc limit ${limit}`);
