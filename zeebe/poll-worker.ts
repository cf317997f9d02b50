import type { CamundaGrpcClient } from './client.ts';
import type { EngineLog, JobWorker } from './types.ts';

type Settings = Parameters<CamundaGrpcClient['createWorker']>[0];
type Poller = ReturnType<CamundaGrpcClient['createWorker']>;

/** gRPC's status for a server that cannot be reached. */
export const UNAVAILABLE = 14;

/**
 * A poll worker that rests while the engine is away. The client's own worker would try again every few milliseconds,
 * which costs half a processor with ten of them; so it is closed at the first failure and opened anew once `back`
 * resolves. Jobs at hand are not disturbed.
 */
export function startPollWorker(
  load: () => Promise<CamundaGrpcClient>,
  back: () => Promise<void>,
  log: EngineLog,
  settings: Settings,
): JobWorker {
  let closed = false;
  let poller: Poller | null = null;
  const draining = new Set<Promise<unknown>>();

  const close = (old: Poller) => {
    const drained: Promise<unknown> = old.close().finally(() => draining.delete(drained));
    draining.add(drained);
  };
  const open = async () => {
    const client = await load();
    if (closed) return;
    const opened = client.createWorker(settings);
    poller = opened;
    opened.on('streamError', (error) => {
      if (closed || poller !== opened || (error as { code?: unknown }).code !== UNAVAILABLE) return;
      poller = null;
      log.warn({ type: settings.taskType }, 'the engine is away: the worker waits for it');
      close(opened);
      back().then(open).catch(lost);
    });
  };
  const lost = (error: unknown) => log.error({ type: settings.taskType, err: error }, 'the worker could not start');
  open().catch(lost);

  return {
    close: async () => {
      closed = true;
      if (poller !== null) close(poller);
      await Promise.all(draining);
    },
  };
}

/** Resolves once the engine answers again; everyone who waits shares one probe, and nobody waits after `stop`. */
export function returning(probe: () => Promise<unknown>, everyMs: number): { back(): Promise<void>; stop(): void } {
  let waiting: Promise<void> | null = null;
  let stopped = false;
  const watch = async () => {
    do await new Promise((resolve) => setTimeout(resolve, everyMs));
    while (!stopped && !(await answers(probe)));
    waiting = null;
  };
  return {
    back: () => (waiting ??= watch()),
    stop: () => {
      stopped = true;
    },
  };
}

async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
}
