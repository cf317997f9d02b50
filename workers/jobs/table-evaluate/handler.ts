import { evaluateTable } from '#application/situation/evaluate-table.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { eventDetail, recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/**
 * Evaluates the table once: a step that comes back finds what was answered, whatever changed since. The audit has the rules that
 * held, so that it can be told why; neither it nor the circuit has what they read.
 * @throws {StepFailure} table-unanswered
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, jobKey } = step;
  const { agentId, versionId, structureId } = step.filed;
  const { table, outcomes } = step.headers;
  const at = context.now();
  return context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const fact = { requestId, kind: 'table', factKey: factKey('table', jobKey) } as const;
    const before = await eventDetail(tx, fact);
    if (before) return { result: before.result };
    const evaluated = await evaluateTable(tx, { requestId, versionId, structureId, table, outcomes, at });
    if ('lacks' in evaluated)
      throw new StepFailure({ cause: 'table-unanswered', params: { table, lacks: evaluated.lacks } });
    const { result, rules } = evaluated;
    if (await recordRequestEvent(tx, { ...fact, at, elementId, detail: { table, result } }))
      await appendAudit(tx, {
        chain: agentId,
        at,
        actorId: null,
        verb: 'table.evaluate',
        subject: `request:${requestId}`,
        payload: { table, result, rules: [...rules] },
      });
    return { result };
  });
};
