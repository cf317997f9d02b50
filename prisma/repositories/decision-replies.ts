import type { ErrorCode } from '../../domain/errors.ts';
import type { Tx } from '../client.ts';

/** Writes that the author was answered « kept »; the task's row is held by the caller. */
export const recordKept = (tx: Tx, decisionId: string, at: Date): Promise<unknown> =>
  tx.decisionReply.createMany({ data: { decisionId, reply: 'kept', at }, skipDuplicates: true });

/** Writes that the circuit refused it; false when that was written before. */
export async function recordRefused(tx: Tx, decisionId: string, code: ErrorCode, at: Date): Promise<boolean> {
  const data = { decisionId, reply: 'refused', code, at };
  return (await tx.decisionReply.createMany({ data, skipDuplicates: true })).count === 1;
}

/** What the author of a decision was answered so far. */
export async function repliesTo(tx: Tx, decisionId: string): Promise<{ kept: boolean; refused: ErrorCode | null }> {
  const replies = await tx.decisionReply.findMany({ where: { decisionId } });
  const refused = replies.find(({ reply }) => reply === 'refused');
  return { kept: replies.some(({ reply }) => reply === 'kept'), refused: (refused?.code ?? null) as ErrorCode | null };
}
