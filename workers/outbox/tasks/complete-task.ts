import { refuseDecision } from '#application/tasks/reply-to-decision.ts';
import { type ErrorCode, errorCode, type Refusal } from '#domain/errors.ts';
import { isRefusal, type OutboxAnswer } from '#domain/outbox/outbox-command.ts';
import type { Tx } from '#prisma/client.ts';
import {
  askedDecision,
  findDecision,
  findIntent,
  type Intent,
  standingDecision,
} from '#prisma/repositories/tasks/decisions.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import type { WorkerContext } from '../../context.ts';
import { judge } from '../../listeners/user-task-completing/judge.ts';
import { confirmOnce } from '../../steps/confirm-once.ts';
import { type CommandHandler, NotYet } from '../command.ts';

const STILL_COMPLETING_MS = 300;

/**
 * Completes the person's task with their decision. The `completing` listener has the last word on
 * it; an author who was answered meanwhile that the decision is kept is notified of its refusal.
 */
export const completeTask: CommandHandler<'complete-task'> = async (context, { intentId }) => {
  const { database, baseUrl, now } = context;
  const intent = await findIntent(database.prisma, intentId);
  if (intent === null) return { refused: 'not-found' };
  const answer = await complete(context, intent);
  if (isRefusal(answer)) {
    const refused = { intent, at: now(), mailDomain: new URL(baseUrl).hostname };
    await database.transaction(async (tx) =>
      refuseDecision(tx, { ...refused, refusal: await inWords(tx, intent, answer.refused) }),
    );
  }
  return answer;
};

/**
 * What refused a decision, with the words of the rule that did. A denial crosses the engine as a code alone, which is to know
 * nothing of the agent: the judge is asked the words again. Where it says otherwise by now, the code is all there is.
 */
async function inWords(tx: Tx, { id, taskKey }: Intent, code: ErrorCode): Promise<Refusal> {
  const task = await lockTask(tx, taskKey);
  const asked = task && (await askedDecision(tx, task, id));
  const judged = task && asked ? await judge(tx, task, asked) : null;
  const { params = {}, faults = [] } = judged !== null && 'denied' in judged && judged.denied === code ? judged : {};
  return { code, params, faults };
}

async function complete(context: WorkerContext, intent: Intent): Promise<OutboxAnswer<'complete-task'>> {
  const { prisma } = context.database;
  const variables = { decisionId: intent.id, outcome: intent.outcome };
  const completion = await context.engine.completeUserTask(intent.taskKey, variables);
  if (completion === 'completed') return confirmed(context, intent);
  if (completion === 'pending') throw new NotYet('a listener of the task has not answered', STILL_COMPLETING_MS);
  if (typeof completion === 'object') {
    // Denied because it is decided already, by this very intent: the first answer was lost.
    return (await whatBecameOf(context, intent)) ?? { refused: errorCode(completion.reason, 'decision-refused') };
  }
  const known = await whatBecameOf(context, intent);
  if (known !== null) return known;
  if (completion === 'conflict' && (await stateOf(context, intent)) !== 'over') {
    // Someone's decision, perhaps this one, is with its listener: how it ends decides.
    throw new NotYet('the task is on its way', STILL_COMPLETING_MS);
  }
  const other = await standingDecision(prisma, intent.taskKey);
  return { refused: other === null ? 'task-ended' : 'task-already-decided' };
}

async function confirmed(context: WorkerContext, intent: Intent): Promise<OutboxAnswer<'complete-task'>> {
  await confirmOnce(context, intent.id);
  return { decisionId: intent.id };
}

/** The answer to an earlier attempt was lost: the recorded decision and the engine's task say what became of it. */
async function whatBecameOf(context: WorkerContext, intent: Intent): Promise<OutboxAnswer<'complete-task'> | null> {
  const decision = await findDecision(context.database.prisma, intent.id);
  if (decision === null) return null;
  if (decision.voidedAt !== null) return { refused: 'task-ended' };
  if (decision.confirmedAt !== null) return { decisionId: intent.id };
  if ((await searchState(context, intent)) === 'COMPLETED') return confirmed(context, intent);
  // Completing, or a search that lags behind: the next step or the canceling listener settles it.
  throw new NotYet('the task is on its way', STILL_COMPLETING_MS);
}

async function stateOf(context: WorkerContext, intent: Intent): Promise<'alive' | 'over'> {
  const state = await searchState(context, intent);
  return state === 'COMPLETED' || state === 'CANCELED' ? 'over' : 'alive';
}

async function searchState({ engine }: WorkerContext, { taskKey }: Intent): Promise<string | undefined> {
  const { items } = await engine.searchUserTasks({ filter: { userTaskKey: taskKey } });
  return items[0]?.state;
}
