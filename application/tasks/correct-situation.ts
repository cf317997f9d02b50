import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { signsOrWill } from '#domain/permissions/people.ts';
import { canDecide } from '#domain/permissions/task.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { type Correction, correctionOf, mendGrade } from '#prisma/repositories/acts/correction.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { mendQuality } from '../administration/mend-quality.ts';
import { tellPostMended } from '../administration/tell-post-mended.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { holdTask } from './held-task.ts';

/**
 * Corrects the grade or quality of an agent's post where the act stopped, for the manager who holds
 * the task. The audit trail keeps the former values and the reason, and the agent is notified.
 * @returns what the act still lacks
 * @throws {DomainError} not-found, task-ended, task-assigned-to-another, situation-incomplete,
 * delegation-revived, quality-by-two
 */
export const correctSituation = (
  { database, mailDomain }: NotifyingDeps,
  asked: {
    readonly actor: Actor;
    readonly taskKey: string;
    readonly grade: string;
    readonly quality: string;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<Correction> =>
  database.transaction(async (tx) => {
    const { actor, taskKey, reason, at } = asked;
    await lockTask(tx, taskKey);
    const { row, facts } = await holdTask(tx, actor, taskKey, at);
    if (row.decision !== 'correction') throw new DomainError('not-found');
    if (!canDecide(actor, facts)) throw new DomainError('task-assigned-to-another');
    const { posting } = await correctionAt(tx, row, at);
    if (posting === null) throw new DomainError('situation-incomplete');
    const before = { grade: posting.grade, quality: posting.quality };
    const after = { grade: asked.grade, quality: asked.quality };
    const said = {
      ...(before.grade !== after.grade && { grade: after.grade }),
      ...(before.quality !== after.quality && { quality: after.quality }),
    };
    if (Object.keys(said).length > 0) {
      const of = { personId: row.agentId, postingId: posting.id };
      await lockPerson(tx, of.personId);
      if (said.grade !== undefined) await mendGrade(tx, posting.id, said.grade);
      if (said.quality !== undefined) await mendOwnQuality(tx, { ...of, quality: said.quality, day: parisDay(at) });
      await appendAudit(tx, {
        chain: row.agentId,
        at,
        actorId: actor.personId,
        verb: 'posting.correct',
        subject: `posting:${posting.id}`,
        payload: { requestId: row.requestId, taskKey, before, after, reason },
      });
      await tellPostMended(tx, { ...of, said, mailDomain, at });
    }
    return correctionAt(tx, row, at);
  });

/**
 * Rewrites the quality of a person who may not sign: acts print a signatory's, which takes two
 * people.
 * @throws {DomainError} delegation-revived, quality-by-two
 */
async function mendOwnQuality(tx: Tx, mended: Parameters<typeof mendQuality>[1]): Promise<void> {
  if (signsOrWill(await actorFacts(tx, mended.personId), mended.day)) throw new DomainError('quality-by-two');
  await mendQuality(tx, mended);
}

/**
 * Checks that nothing is missing any more: otherwise, drafting the act again would fail again.
 * @throws {DomainError} situation-incomplete, with each missing thing
 */
export async function checkCorrected(tx: Tx, row: TaskRow, at: Date): Promise<void> {
  const { missing } = await correctionAt(tx, row, at);
  if (missing.length === 0) return;
  const faults = missing.map((gap) => ({ field: gap, code: `gap-${gap}`, params: {} }));
  throw new DomainError('situation-incomplete', {}, faults);
}

/** Returns what the correction at a task is about, and what is still missing. */
export const correctionAt = async (tx: Tx, { requestId, agentId, structureId }: TaskRow, at: Date) =>
  correctionOf(tx, { id: requestId, agentId, structureId }, at);
