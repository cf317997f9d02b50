import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';

type VerbOf<Verb> = Verb extends `elimination.${infer Done}` ? Done : never;

/**
 * Records what a person did with a proposal of elimination, in the system's chain, since its acts
 * belong to several agents.
 */
export const traceElimination = (
  tx: Tx,
  done: { readonly id: string; readonly personId: string; readonly at: Date; readonly verb: VerbOf<AuditVerb> },
  payload: Prisma.InputJsonObject,
) =>
  appendAudit(tx, {
    ...{ chain: SYSTEM_CHAIN, at: done.at, actorId: done.personId, payload },
    ...{ verb: `elimination.${done.verb}`, subject: `elimination:${done.id}` },
  });
