import { type Complement, type DeadlineRule, deadline } from '../../domain/deadline.ts';
import { factKey } from '../../domain/request-event.ts';
import { complementsOf } from '../../prisma/repositories/decisions.ts';
import { lockRequest, recordRequestEvent, writeClocks } from '../../prisma/repositories/progress.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { header, identifier, type JobHandler } from '../job.ts';

const EFFECTS = ['runs-on', 'suspends', 'resets'] as const;

/** Computes the clocks by the law, from the filing and from the complements; the engine only waits for them. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const onComplement = EFFECTS.find((effect) => effect === job.headers.onComplement) ?? 'runs-on';
  const rule = (name: string): DeadlineRule => ({ after: header(job, name), onComplement });
  return context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const { filedAt } = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select: { filedAt: true } });
    const complements = await complementsOf(tx, requestId);
    const clocks = {
      reminderAt: compute(filedAt, rule('reminder'), complements),
      dueAt: compute(filedAt, rule('reply'), complements),
      silenceAt: compute(filedAt, rule('silence'), complements),
    };
    await writeClocks(tx, requestId, clocks);
    await recordRequestEvent(tx, {
      requestId,
      kind: 'deadline',
      factKey: factKey('deadline', clocks.silenceAt.toISOString()),
      at: context.now(),
      elementId: job.elementId,
      detail: { dueAt: clocks.dueAt.toISOString(), silenceAt: clocks.silenceAt.toISOString() },
    });
    return {
      reminderAt: clocks.reminderAt.toISOString(),
      dueAt: clocks.dueAt.toISOString(),
      silenceAt: clocks.silenceAt.toISOString(),
    };
  });
};

function compute(filedAt: Date, rule: DeadlineRule, complements: readonly Complement[]): Date {
  let computed: Date | null;
  try {
    computed = deadline(filedAt, rule, complements);
  } catch (error) {
    throw new JobFailure((error as Error).message, { retries: 0, cause: error });
  }
  if (computed === null) throw new JobFailure('a complement is still awaited: no clock runs', { retries: 0 });
  return computed;
}
