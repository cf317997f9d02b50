import type { Tx } from '../../../../prisma/client.ts';
import { taskWaitingFor } from '../../../../prisma/repositories/tasks.ts';
import type { Bells } from '../../live/bells.ts';

/** The circuit drafts the next act in a moment; a person waits for it a little. */
const PATIENCE_MS = 3_000;
/** After these, the same person signs again: the refusal, or the act after all. */
const GOES_ON = new Set(['refused', 'reconsidered']);

/** The next task of the same person on the same request, if one opens. */
export async function nextTask(
  tx: Tx,
  bells: Bells,
  { key, requestId }: { readonly key: string; readonly requestId: string },
  personId: string,
  outcome: string,
): Promise<string | null> {
  const deadline = Date.now() + (GOES_ON.has(outcome) ? PATIENCE_MS : 0);
  for (;;) {
    const rung = ring(bells, requestId);
    try {
      const next = await taskWaitingFor(tx, requestId, personId);
      const left = deadline - Date.now();
      if ((next !== null && next !== key) || left <= 0) return next === key ? null : next;
      await rung.within(Math.min(left, 300));
    } finally {
      rung.stop();
    }
  }
}

/** Resolves when something of the request changed, or after a while: a bell may be missed. */
function ring(bells: Bells, requestId: string) {
  let wake = () => {};
  const heard = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const stop = bells.onChange((change) => {
    if (change === `request:${requestId}` || change === '') wake();
  });
  return {
    stop,
    async within(ms: number): Promise<void> {
      const timer = setTimeout(wake, ms);
      await heard;
      clearTimeout(timer);
    },
  };
}
