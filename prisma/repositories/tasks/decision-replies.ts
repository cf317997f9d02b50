import type { ErrorCode, ErrorParams, FieldFault, Refusal } from '#domain/errors.ts';
import type { Tx } from '../../client.ts';
import { db, json, statement } from '../../connection/typed-sql.ts';

/** Records that the author was answered « kept »; the caller has locked the task's row. */
export const recordKept = (tx: Tx, decisionId: string, at: Date): Promise<unknown> =>
  tx.decisionReply.createMany({ data: { decisionId, reply: 'kept', at }, skipDuplicates: true });

/** Records that the circuit refused the decision; false if that was already recorded. */
export async function recordRefused(tx: Tx, decisionId: string, refusal: Refusal, at: Date): Promise<boolean> {
  const { code, params, faults } = refusal;
  return (await refused.run(tx, { decisionId, code, params, faults, at })) === 1;
}

const refused = statement((given: Refusal & { decisionId: string; at: Date }) =>
  db
    .insertInto('decision_reply')
    .values({
      decision_id: given.decisionId,
      reply: 'refused',
      code: given.code,
      params: json(given.params),
      faults: json(given.faults),
      at: given.at,
    })
    .onConflict((reply) => reply.doNothing()),
);

/** Reads what the author of a decision was answered so far. */
export async function repliesTo(tx: Tx, decisionId: string): Promise<{ kept: boolean; refused: Refusal | null }> {
  const replies = await tx.decisionReply.findMany({ where: { decisionId } });
  const refused = replies.find(({ reply }) => reply === 'refused');
  return {
    kept: replies.some(({ reply }) => reply === 'kept'),
    refused: refused
      ? {
          code: refused.code as ErrorCode,
          params: (refused.params ?? {}) as unknown as ErrorParams,
          faults: (refused.faults ?? []) as unknown as FieldFault[],
        }
      : null,
  };
}
