import type { Tx } from '#prisma/client.ts';
import { taskWaitingFor } from '#prisma/repositories/tasks/tasks.ts';
import type { Channels } from '../../live/channels.ts';

/** The circuit drafts the next act in a moment; a person waits for it a little. */
const TIMEOUT_MS = 3_000;
/** After these, the same person signs again: the refusal, or the act after all. */
const GOES_ON = new Set(['refused', 'reconsidered']);

/** The next task of the same person on the same request, if one opens. */
export async function nextTask(
  tx: Tx,
  channels: Channels,
  { key, requestId }: { readonly key: string; readonly requestId: string },
  personId: string,
  outcome: string,
): Promise<string | null> {
  const deadline = Date.now() + (GOES_ON.has(outcome) ? TIMEOUT_MS : 0);
  for (;;) {
    const change = nextChange(channels, requestId);
    try {
      const next = await taskWaitingFor(tx, requestId, personId);
      const left = deadline - Date.now();
      if ((next !== null && next !== key) || left <= 0) return next === key ? null : next;
      await change.within(Math.min(left, 300));
    } finally {
      change.stop();
    }
  }
}

/** Resolves when something of the request changed, or after a while: a notification may be missed. */
function nextChange(channels: Channels, requestId: string) {
  let wake = () => {};
  const changed = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const stop = channels.onChange((change) => {
    if (change.what === 'anything' || (change.what === 'request' && change.id === requestId)) wake();
  });
  return {
    stop,
    async within(ms: number): Promise<void> {
      const timer = setTimeout(wake, ms);
      await changed;
      clearTimeout(timer);
    },
  };
}
