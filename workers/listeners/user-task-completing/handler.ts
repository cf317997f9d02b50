import { z } from 'zod';
import type { ErrorCode } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import { spendStepUpProof } from '#prisma/repositories/signing/proofs.ts';
import { askedDecision, recordDecision } from '#prisma/repositories/tasks/decisions.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { optionalIdentifier, readVariables } from '../../steps/job.ts';
import type { ListenerHandler } from '../listener.ts';
import { judge } from './judge.ts';

const deny = (code: ErrorCode) => ({ denied: code });

/** Whatever else comes with a completion is no decision of the portal, and is denied as such. */
const READ = { decisionId: optionalIdentifier().catch(undefined), outcome: z.unknown() };

/**
 * The only door to a decision: a completion without an intent of the portal, or that differs from it, does not pass,
 * by whatever client it is asked. What passes is written as provisional, until the circuit's next step confirms it.
 */
export const handler: ListenerHandler = async (context, job) => {
  const { decisionId, outcome } = readVariables(READ, job);
  const at = context.now();
  return context.database.transaction(async (tx) => {
    const task = await lockTask(tx, job.userTaskKey);
    if (task === null) return deny('task-ended');
    const intent = decisionId === undefined ? null : await askedDecision(tx, task, decisionId);
    if (intent === null || intent.taskKey !== task.key || intent.outcome !== outcome) return deny('decision-refused');
    const { standingId } = intent;
    if (standingId !== null) return standingId === intent.id ? {} : deny('task-already-decided');
    const judgement = await judge(tx, task, intent);
    if ('denied' in judgement) return deny(judgement.denied);
    const { capacity, proofId } = judgement;
    if (proofId !== null && !(await spendStepUpProof(tx, proofId, at))) return deny('step-up-required');
    await recordDecision(tx, { intent, elementId: task.elementId, kind: task.decision, capacity, at });
    await appendAudit(tx, {
      chain: task.agentId,
      at,
      actorId: intent.authorId,
      verb: 'decision.record',
      subject: `decision:${intent.id}`,
      payload: { taskKey: task.key, kind: task.decision, outcome: intent.outcome },
    });
    return {};
  });
};
