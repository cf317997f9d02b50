import type { z } from 'zod';
import { holdTask } from '../../../../application/held-task.ts';
import { MENDED_BY } from '../../../../domain/act-gaps.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canDecide } from '../../../../domain/permissions/task.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Tx } from '../../../../prisma/client.ts';
import { correctionOf, mendPosting } from '../../../../prisma/repositories/correction.ts';
import { lockTask } from '../../../../prisma/repositories/decisions.ts';
import type { TaskRow } from '../../../../prisma/repositories/tasks.ts';
import type { CorrectionView } from '../../../contract/tasks.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** What the act lacks, item by item, and what of it can be mended in the task. */
export async function correctionView(tx: Tx, row: TaskRow, at: Date): Promise<z.infer<typeof CorrectionView>> {
  const { asked, missing, posting } = await read(tx, row, at);
  const gaps = [...new Set([...asked, ...missing])];
  return {
    gaps: gaps.map((gap) => ({ gap, mendedBy: MENDED_BY[gap], mended: !missing.includes(gap) })),
    posting: posting && { grade: posting.grade, quality: posting.quality, structureName: posting.structureName },
  };
}

/** @throws {DomainError} situation-incomplete, naming each thing, when drafting again could only fail again. */
export async function checkCorrected(tx: Tx, row: TaskRow, at: Date): Promise<void> {
  const { missing } = await read(tx, row, at);
  if (missing.length === 0) return;
  const faults = missing.map((gap) => ({ field: gap, code: `gap-${gap}`, params: {} }));
  throw new DomainError('situation-incomplete', {}, faults);
}

const read = async (tx: Tx, { requestId, agentId }: TaskRow, at: Date) => {
  const { structureId } = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { structureId: true },
  });
  return correctionOf(tx, { id: requestId, agentId, structureId }, at);
};

/** The manager mends the agent's situation where the act stopped: what it was and why it changes are in the audit. */
export function correctionRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('PUT /api/tasks/:key/correction', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const actor = await me.actor();
      const view = await database.transaction(async (tx) => {
        await lockTask(tx, params.key);
        const { row, facts } = await holdTask(tx, actor, params.key, at);
        if (row.decision !== 'correction') throw new DomainError('not-found');
        if (!canDecide(actor, facts)) throw new DomainError('task-assigned-to-another');
        const { posting } = await read(tx, row, at);
        if (posting === null) throw new DomainError('situation-incomplete');
        const before = { grade: posting.grade, quality: posting.quality };
        const after = { grade: body.grade, quality: body.quality };
        if (before.grade !== after.grade || before.quality !== after.quality) {
          await mendPosting(tx, posting.id, after);
          await appendAudit(tx, {
            chain: row.agentId,
            at,
            actorId: me.personId,
            verb: 'posting.correct',
            subject: `posting:${posting.id}`,
            payload: { requestId: row.requestId, taskKey: row.key, before, after, reason: body.reason },
          });
        }
        return correctionView(tx, row, at);
      });
      return ok(view);
    },
  });
}
