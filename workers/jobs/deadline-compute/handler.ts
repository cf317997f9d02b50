import { type DeadlineRule, deadline } from '#domain/calendar/deadline.ts';
import { isLegalSilence, silenceOf } from '#domain/calendar/silence-rule.ts';
import { factKey } from '#domain/request/request-event.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest, writeClocks } from '#prisma/repositories/requests/requests.ts';
import { complementsOf } from '#prisma/repositories/tasks/decisions.ts';
import type { JobHandler } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/**
 * Computes the clocks by the law, from the filing and from the complements; the engine only waits for them.
 * @throws {StepFailure} silence-unlawful, complement-awaited
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, headers } = step;
  const { kind, filedAt, clock } = step.filed;
  const { reminder, reply, silence, silenceMeans, onComplement } = headers;
  const rule = (after: string): DeadlineRule => ({ after, onComplement });
  return context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const unlawful = (header: string, value: string) =>
      new StepFailure({ cause: 'silence-unlawful', params: { header, value } });
    if (!isLegalSilence(kind, silence)) throw unlawful('silence', silence);
    if (silenceMeans !== silenceOf(kind).means) throw unlawful('silenceMeans', silenceMeans);
    const complements = await complementsOf(tx, requestId);
    const compute = (each: DeadlineRule): Date => {
      const computed = deadline(filedAt, each, complements, clock);
      if (computed === null) throw new StepFailure({ cause: 'complement-awaited', params: {} });
      return computed;
    };
    const clocks = {
      reminderAt: compute(rule(reminder)),
      dueAt: compute(rule(reply)),
      silenceAt: compute(rule(silence)),
    };
    await writeClocks(tx, requestId, clocks);
    await recordRequestEvent(tx, {
      requestId,
      kind: 'deadline',
      factKey: factKey('deadline', clocks.silenceAt.toISOString()),
      at: context.now(),
      elementId,
      detail: { dueAt: clocks.dueAt.toISOString(), silenceAt: clocks.silenceAt.toISOString(), onComplement },
    });
    return {
      reminderAt: clocks.reminderAt.toISOString(),
      dueAt: clocks.dueAt.toISOString(),
      silenceAt: clocks.silenceAt.toISOString(),
    };
  });
};
