import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { answerWithdrawal } from '#prisma/repositories/withdrawals.ts';

/** Which withdrawal is answered, and when. */
export interface AnsweredWithdrawal {
  readonly withdrawalId: string;
  readonly at: Date;
}

/**
 * The circuit took a withdrawal: it stands. Reported by the command that the circuit answered, or by the step that follows
 * it. Reported again, or of a withdrawal that was refused, nothing happens.
 */
export const confirmWithdrawal = (tx: Tx, withdrawal: AnsweredWithdrawal): Promise<void> =>
  write(tx, withdrawal, 'accepted');

/** A withdrawal came too late: it is answered so, once. Answered before, either way, nothing happens. */
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
    // Nobody refuses one: it came too late.
    actorId: answer === 'accepted' ? byId : null,
    verb: VERBS[answer],
    subject: `withdrawal:${withdrawalId}`,
    payload: { requestId },
  });
}
