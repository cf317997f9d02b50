import type { z } from 'zod';
import { contextOf, holdTask } from '../../../../application/held-task.ts';
import type { Versions } from '../../../../application/versions.ts';
import { dateColumn, parisDay } from '../../../../domain/civil-date.ts';
import { type DecisionContext, decisionFaults, outcomesOf } from '../../../../domain/decision.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { isRefusal } from '../../../../domain/outbox-command.ts';
import { canDecide } from '../../../../domain/permissions/task.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma, Tx } from '../../../../prisma/client.ts';
import { lockTask, standingDecision } from '../../../../prisma/repositories/decisions.ts';
import { enqueue } from '../../../../prisma/repositories/outbox.ts';
import { fileComplementPieces } from '../../../../prisma/repositories/pieces.ts';
import { insertIntent, pendingIntent } from '../../../../prisma/repositories/tasks.ts';
import type { DecisionReceipt } from '../../../contract/tasks.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';
import { checkCorrected } from './correction.ts';
import { nextTask } from './next-task.ts';
import { checkSigning } from './signing.ts';
import { checkedAnswers } from './task-form.ts';

/**
 * Decides. The intent is written first, with its author and its proof; the engine completes the task with it, and the
 * circuit has the last word. Of two people at once, one wins and the other is told.
 */
export function decisionRoute({
  database,
  bells,
  settings,
  versions,
}: Pick<Dependencies, 'database' | 'bells' | 'settings'> & { versions: Versions }) {
  return serve('POST /api/tasks/:key/decision', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const actor = await me.actor();
      const { row } = await holdTask(database.prisma, actor, params.key, at).catch(decidedMeanwhile);
      const version = await versions.get(row.versionId);
      const context = contextOf(version, row);
      const { intentId, outboxId } = await database.transaction(async (tx) => {
        await lockTask(tx, row.key);
        const underWay = await alreadyDecided(tx, row.key, me.personId, body.outcome);
        if (underWay) return underWay;
        const { facts } = await holdTask(tx, actor, row.key, at).catch(decidedMeanwhile);
        if (!canDecide(actor, facts)) throw new DomainError('task-assigned-to-another');
        const days = { filedOn: parisDay(row.filedAt), today: parisDay(at) };
        const faults = decisionFaults(context, body, days);
        if (faults.length > 0) throw new DomainError('decision-invalid', {}, faults);
        if (context.kind === 'correction') await checkCorrected(tx, row, at);
        const answers = await checkedAnswers(tx, version, row, body.answers, at);
        const stepped = needsStepUp(context, body.outcome);
        if (stepped) await checkSigning(tx, { row, signerId: me.personId, body, at });
        return writeIntent(tx, stepped, answers);
      });
      const result = await bells.waitForOutbox(outboxId, settings.patienceMs);
      if (result !== null && isRefusal(result)) {
        const { refused, params: why } = result;
        throw new DomainError(refused === 'task-ended' ? 'task-already-decided' : refused, why);
      }
      const state = result === null ? ('kept' as const) : ('recorded' as const);
      const receipt: z.infer<typeof DecisionReceipt> = {
        decisionId: intentId,
        state,
        requestId: row.requestId,
        nextTaskKey: state === 'kept' ? null : await nextTask(database.prisma, bells, row, me.personId, body.outcome),
      };
      return reply(state === 'kept' ? 202 : 200, receipt);

      async function writeIntent(tx: Tx, stepped: boolean, answers: Prisma.InputJsonObject | null) {
        const id = await insertIntent(tx, {
          taskKey: row.key,
          requestId: row.requestId,
          authorId: me.personId,
          outcome: body.outcome,
          reason: body.reason || null,
          reasonLaw: body.reasonLaw || null,
          reasonFact: body.reasonFact || null,
          interviewOn: body.interviewOn ? dateColumn(body.interviewOn) : null,
          shownSha256: stepped ? (body.shownSha256 ?? null) : null,
          stepUpId: stepped ? (body.stepUpProofId ?? null) : null,
          answers,
          authentication: stepped
            ? { method: 'password+totp', strength: 'two-factor' }
            : { method: 'password', strength: 'single-factor' },
          decidedAt: at,
        });
        const added =
          row.decision === 'complement' ? await fileComplementPieces(tx, row.key, me.personId, row.requestId) : [];
        for (const { id: subject, sha256 } of added) {
          const payload = { sha256, taskKey: row.key, requestId: row.requestId };
          await appendAudit(tx, { chain: row.agentId, at, actorId: me.personId, verb: 'piece.add', subject, payload });
        }
        await appendAudit(tx, {
          chain: row.agentId,
          at,
          actorId: me.personId,
          verb: 'decision.intend',
          subject: id,
          payload: { taskKey: row.key, requestId: row.requestId, kind: row.decision, outcome: body.outcome },
        });
        const payload = { requestId: row.requestId, intentId: id };
        return { intentId: id, outboxId: await enqueue(tx, { command: 'complete-task', payload }) };
      }
    },
  });
}

const needsStepUp = (context: DecisionContext, outcome: string): boolean =>
  outcomesOf(context).some((offered) => offered.outcome === outcome && offered.requires.includes('stepUp'));

/** To whoever decides, an ended task is one that someone else decided. */
function decidedMeanwhile(error: unknown): never {
  throw error instanceof DomainError && error.code === 'task-ended' ? new DomainError('task-already-decided') : error;
}

/** The same decision of the same person, sent twice, is one; anyone else's comes too late. The task is locked. */
async function alreadyDecided(tx: Tx, taskKey: string, personId: string, outcome: string) {
  const pending = await pendingIntent(tx, taskKey);
  if (pending) {
    if (pending.authorId !== personId || pending.outcome !== outcome) throw new DomainError('task-already-decided');
    return { intentId: pending.id, outboxId: pending.outboxId };
  }
  if (await standingDecision(tx, taskKey)) throw new DomainError('task-already-decided');
  return null;
}
