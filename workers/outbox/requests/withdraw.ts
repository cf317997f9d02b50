import { confirmWithdrawal, refuseWithdrawal } from '#application/requests/answer-withdrawal.ts';
import { WITHDRAWAL_MESSAGE } from '#domain/circuit/words/message.ts';
import type { OutboxRefusal } from '#domain/outbox/outbox-command.ts';
import { isApplied } from '#prisma/repositories/people/situation.ts';
import { signedDecision } from '#prisma/repositories/tasks/decisions.ts';
import type { WorkerContext } from '../../context.ts';
import { meetPlayed } from '../../steps/played-request.ts';
import { type CommandHandler, NotYet } from '../command.ts';

const RETRY_MS = 500;
/** How long a circuit may take to come to where it can be left; most are there at once. */
const TRIES_BEFORE_TOO_LATE = 60;

/**
 * Notifies the circuit that the request is withdrawn. A circuit that does not wait for it is either past the point, or not
 * there yet: a withdrawal asked in the second after the filing must not be refused for that.
 */
export const withdraw: CommandHandler<'withdraw'> = async (context, { withdrawalId }, { attempts }) => {
  const { prisma } = context.database;
  const withdrawal = await prisma.withdrawal.findUnique({ where: { id: withdrawalId }, include: { request: true } });
  if (withdrawal === null) return { refused: 'not-found' };
  if (withdrawal.acceptedAt !== null) return { withdrawalId };
  if (withdrawal.refusedAt !== null) return { refused: 'withdrawal-too-late' };
  const { request } = withdrawal;
  if (request.closedAt !== null || (await signedDecision(prisma, request.id)) !== null)
    return tooLate(context, withdrawalId);
  const { stopUntil } = request;
  // A change that was agreed to can be stopped in time only, however late the engine hears of it.
  if ((stopUntil !== null && withdrawal.askedAt > stopUntil) || (await isApplied(prisma, request.id)))
    return tooLate(context, withdrawalId);
  if (request.instanceKey === null) throw new NotYet('no instance plays the request yet', RETRY_MS);
  const taker = await context.engine.correlateMessage({
    name: WITHDRAWAL_MESSAGE,
    correlationKey: request.id,
    variables: { withdrawalId },
  });
  if (taker !== null && (await plays(context, taker, request.id))) {
    await context.database.transaction((tx) => confirmWithdrawal(tx, { withdrawalId, at: context.now() }));
    return { withdrawalId };
  }
  if (taker !== null)
    context.log.error({ instanceKey: taker }, 'a withdrawal was taken by an instance that does not play its request');
  // After a lost answer, the step that follows in the circuit writes that the withdrawal was taken.
  if (attempts < TRIES_BEFORE_TOO_LATE) throw new NotYet('the circuit does not wait for a withdrawal now', RETRY_MS);
  return tooLate(context, withdrawalId);
};

/**
 * Whether the instance that took the message plays the request: a circuit can wait by a stranger's key, and the engine hands
 * the message to one instance of a process. What such an instance does with it is refused by G1; the request's own one is
 * sent it again.
 */
async function plays(context: WorkerContext, instanceKey: string, requestId: string) {
  return (await meetPlayed(context, instanceKey))?.requestId === requestId;
}

async function tooLate({ database, now }: WorkerContext, withdrawalId: string): Promise<OutboxRefusal> {
  const at = now();
  await database.transaction((tx) => refuseWithdrawal(tx, { withdrawalId, at }));
  return { refused: 'withdrawal-too-late' };
}
