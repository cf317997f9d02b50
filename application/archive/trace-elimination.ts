import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';

type VerbOf<Verb> = Verb extends `elimination.${infer Done}` ? Done : never;

/** Writes down what somebody did with a proposal to eliminate acts: in the system's chain, since its acts are of many agents. */
export const traceElimination = (
  tx: Tx,
  done: { readonly id: string; readonly personId: string; readonly at: Date; readonly verb: VerbOf<AuditVerb> },
  payload: Prisma.InputJsonObject,
) =>
  appendAudit(tx, {
    ...{ chain: SYSTEM_CHAIN, at: done.at, actorId: done.personId, payload },
    ...{ verb: `elimination.${done.verb}`, subject: `elimination:${done.id}` },
  });
