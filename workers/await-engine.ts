import type { EngineClient } from '#zeebe/client.ts';
import type { Log } from './log.ts';

const PAUSE_MS = 500;
const SAY_EVERY_MS = 10_000;

/** Waits for the engine, saying so: nothing here can be done without it, and it may well start after us. */
export async function awaitEngine(engine: EngineClient, log: Log, isStopping: () => boolean): Promise<void> {
  let said = 0;
  for (;;) {
    try {
      await engine.ping();
      if (said > 0) log.info({}, 'the engine answers');
      return;
    } catch (error) {
      if (isStopping()) throw error;
      if (Date.now() - said > SAY_EVERY_MS) {
        said = Date.now();
        log.warn({ reason: (error as Error).message }, 'waiting for the engine');
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
