import { type SignIn, withProof } from '#domain/account/sign-in.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { effectsOf } from '#domain/circuit/manifest.ts';
import {
  type DecisionContext,
  type DecisionInput,
  decisionFaults,
  grants,
  outcomesOf,
} from '#domain/decision/decision.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canDecide } from '#domain/permissions/task.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { fileComplementPieces } from '#prisma/repositories/pieces/pieces.ts';
import { insertIntent, pendingIntent, standingDecision } from '#prisma/repositories/tasks/decisions.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { rulesBrokenSince } from '../checks/rules.ts';
import type { Deps } from '../dependencies.ts';
import { checkSigning } from './check-signing.ts';
import { acceptedAnswers, judgeAnswers } from './checked-answers.ts';
import { checkCorrected } from './correct-situation.ts';
import { contextOf, holdTask } from './held-task.ts';
import { changesAgreedTo, judgeProposal } from './judge-proposal.ts';

/** A decision as its author sends it. */
export interface Decision extends DecisionInput {
  /** Answers to the step's own form, or what is proposed instead of what was asked. */
  readonly answers?: Record<string, unknown> | undefined;
}

/** A decision written as an intent, and the command that completes its task. */
export interface IntendedDecision {
  readonly decisionId: string;
  readonly requestId: string;
  readonly commandId: OutboxId<'complete-task'>;
}

/**
 * Decides on a task: an opinion, a visa, a signature, a complement… Writes the intent first, with
 * its author and its proof; the engine then completes the task with it, and the circuit has the
 * last word. Of two people at once, one wins and the other is notified; sent twice by the same
 * person, it is one decision.
 * @throws {DomainError} not-found, task-already-decided, task-assigned-to-another,
 * decision-invalid, effect-unlawful, situation-incomplete, form-endless, and what a signature lacks
 * (`checkSigning`)
 */
export async function decide(
  { database, versions, forms }: Pick<Deps, 'database' | 'versions' | 'forms'>,
  asked: {
    readonly actor: Actor;
    readonly signIn: SignIn;
    readonly taskKey: string;
    readonly decision: Decision;
    /**
     * The batch of decisions that it belongs to, and the fold that its author read, for the audit
     * trail.
     */
    readonly batch?: { readonly batchId: string; readonly foldSha256: string };
    readonly at: Date;
  },
): Promise<IntendedDecision> {
  const { actor, signIn, taskKey, decision, batch, at } = asked;
  const authorId = actor.personId;
  const { row } = await holdTask(database.prisma, actor, taskKey, at).catch(decidedMeanwhile);
  const { requestId } = row;
  const version = await versions.get(row.versionId);
  const context = contextOf(version, row, at);
  const judging = decision.outcome === 'proposed' ? judgeProposal : judgeAnswers;
  const judged = await judging({ database, forms }, version, row, decision.answers ?? {}, { authorId, at });
  return database.transaction(async (tx) => {
    await lockTask(tx, taskKey);
    const underWay = await alreadyDecided(tx, taskKey, authorId, decision.outcome);
    if (underWay) return { ...underWay, requestId };
    const { facts } = await holdTask(tx, actor, taskKey, at).catch(decidedMeanwhile);
    if (!canDecide(actor, facts)) throw new DomainError('task-assigned-to-another');
    const faults = decisionFaults(context, decision, { filedOn: parisDay(row.filedAt), today: parisDay(at) });
    const given = outcomesOf(context).find((offered) => offered.outcome === decision.outcome);
    if (faults.length > 0 || given === undefined) throw new DomainError('decision-invalid', {}, faults);
    const answers = acceptedAnswers(judged);
    const changes = await changesAgreedTo(tx, { requestId, outcome: decision.outcome, answers });
    if (changes !== null || grants(context, decision.outcome)) {
      const broken = await rulesBrokenSince(tx, effectsOf(version.manifest), requestId, changes ?? {});
      // The author of a proposal can correct it where they typed it.
      const code = decision.outcome === 'proposed' ? 'decision-invalid' : 'effect-unlawful';
      if (broken.length > 0) throw new DomainError(code, {}, broken);
    }
    if (context.kind === 'correction') await checkCorrected(tx, row, at);
    const signed = needsStepUp(context, decision.outcome);
    const proved = signed ? await checkSigning(tx, { row, signerId: authorId, decision, at }) : null;
    const decisionId = await insertIntent(tx, {
      taskKey,
      requestId,
      authorId,
      outcome: given.outcome,
      reason: decision.reason || null,
      reasonLaw: decision.reasonLaw || null,
      reasonFact: decision.reasonFact || null,
      interviewOn: decision.interviewOn ?? null,
      shownSha256: signed ? (decision.shownSha256 ?? null) : null,
      stepUpId: signed ? (decision.stepUpProofId ?? null) : null,
      answers,
      authentication: proved ? withProof(signIn, proved) : signIn,
      decidedAt: at,
    });
    if (context.kind === 'complement') await fileWithAnswer(tx, row, authorId, at);
    await appendAudit(tx, {
      chain: row.agentId,
      at,
      actorId: authorId,
      verb: 'decision.intend',
      subject: decisionId,
      payload: { taskKey, requestId, kind: row.decision, outcome: decision.outcome, ...batch },
    });
    const payload = { requestId, intentId: decisionId };
    return { decisionId, requestId, commandId: await enqueue(tx, { command: 'complete-task', payload }) };
  });
}

/** Files the documents added for a complement with its answer. */
async function fileWithAnswer(tx: Tx, { key, requestId, agentId }: TaskRow, actorId: string, at: Date): Promise<void> {
  for (const { id, sha256 } of await fileComplementPieces(tx, key, actorId, requestId)) {
    const payload = { sha256, taskKey: key, requestId };
    await appendAudit(tx, { chain: agentId, at, actorId, verb: 'piece.add', subject: id, payload });
  }
}

const needsStepUp = (context: DecisionContext, outcome: string): boolean =>
  outcomesOf(context).some((offered) => offered.outcome === outcome && offered.requires.includes('stepUp'));

/**
 * For a person who decides, an ended task is one that somebody else decided.
 * @throws {DomainError} task-already-decided, or the error itself
 */
function decidedMeanwhile(error: unknown): never {
  throw error instanceof DomainError && error.code === 'task-ended' ? new DomainError('task-already-decided') : error;
}

/**
 * Returns the same decision already sent by the same person; null: none. The caller holds the
 * task's lock.
 * @throws {DomainError} task-already-decided
 */
async function alreadyDecided(tx: Tx, taskKey: string, personId: string, outcome: string) {
  const pending = await pendingIntent(tx, taskKey);
  if (pending) {
    if (pending.authorId !== personId || pending.outcome !== outcome) throw new DomainError('task-already-decided');
    return { decisionId: pending.id, commandId: pending.outboxId };
  }
  if (await standingDecision(tx, taskKey)) throw new DomainError('task-already-decided');
  return null;
}
