import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { answerWithdrawal } from '#prisma/repositories/requests/withdrawals.ts';

/** Which withdrawal is answered, and when. */
export interface AnsweredWithdrawal {
  readonly withdrawalId: string;
  readonly at: Date;
}

/**
 * Confirms a withdrawal that the circuit took. Called by the command that the circuit answered, or
 * by the step that follows it. Does nothing if the withdrawal is already answered, either way.
 */
export const confirmWithdrawal = (tx: Tx, withdrawal: AnsweredWithdrawal): Promise<void> =>
  write(tx, withdrawal, 'accepted');

/** Refuses a withdrawal that came too late. Does nothing if it is already answered, either way. */
export const refuseWithdrawal = (tx: Tx, withdrawal: AnsweredWithdrawal): Promise<void> =>
  write(tx, withdrawal, 'refused');

const EVENTS = { accepted: 'withdrawn', refused: 'withdrawal-refused' } as const;
const VERBS = { accepted: 'withdrawal.accept', refused: 'withdrawal.refuse' } as const;

async function write(tx: Tx, { withdrawalId, at }: AnsweredWithdrawal, answer: 'accepted' | 'refused'): Promise<void> {
  if (!(await answerWithdrawal(tx, withdrawalId, { answer, at }))) return;
  const { requestId, byId, request } = await tx.withdrawal.findUniqueOrThrow({
    where: { id: withdrawalId },
    select: { requestId: true, byId: true, request: { select: { agentId: true } } },
  });
  const kind = EVENTS[answer];
  await recordRequestEvent(tx, { requestId, kind, factKey: factKey(kind, withdrawalId), at, actorId: byId });
  await appendAudit(tx, {
    chain: request.agentId,
    at,
    // No person refuses a withdrawal: it came too late.
    actorId: answer === 'accepted' ? byId : null,
    verb: VERBS[answer],
    subject: `withdrawal:${withdrawalId}`,
    payload: { requestId },
  });
}
