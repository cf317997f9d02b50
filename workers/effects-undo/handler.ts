import { undoingsOf } from '../../application/checks/undoing.ts';
import { knownBefore } from '../../domain/effect/known-contacts.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { contactHistory } from '../../prisma/repositories/people/situation.ts';
import { insertUndoing, undoneBy } from '../../prisma/repositories/people/undoing.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { lockRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import { notifyOfChange } from '../situation-apply/notify-of-change.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';

/**
 * Undoes what the act that was withdrawn or repealed changed: a new row of the situation for each of its effects, which names the
 * act that undoes it. All at once or not at all, and once: what cannot be undone by itself stops the step, and says why. The agent is
 * notified of each change, in the same transaction.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId } = step;
  const { number, agentId, filedAt } = step.filed;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const undone = await undoneBy(tx, requestId);
    if (undone === null) throw new StepFailure({ cause: 'undoing-ungrounded', params: {} });
    // Whoever else changes their situation waits.
    await tx.$queryRaw`select 1 from person where id = ${agentId}::uuid for no key update`;
    const undoings = await undoingsOf(tx, undone.requestId, undone);
    if ('fault' in undoings)
      throw new StepFailure({ cause: 'undoing-blocked', params: { effect: undoings.theme, lacks: undoings.fault } });
    const themes = undoings.map(({ theme }) => theme);
    if (themes.length === 0) return;
    const event = { requestId, kind: 'undone', factKey: factKey('undone'), at, elementId } as const;
    if (!(await recordRequestEvent(tx, event))) return;
    const known = knownBefore(await contactHistory(tx, agentId), filedAt);
    for (const { theme, ...undoing } of undoings) {
      await insertUndoing(tx, { ...undoing, requestId, actId: undone.actId, at });
      await notifyOfChange(tx, context, { id: requestId, number, agentId, theme, known, at });
    }
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.undo',
      subject: `request:${requestId}`,
      payload: { nature: undone.nature, since: undone.since, ofRequest: undone.requestId, actId: undone.actId, themes },
    });
  });
};
