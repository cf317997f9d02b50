import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { firstLine, startGatewayProcess } from 'harmonie-engine/harness';
import { round } from '../figures.ts';

const FILL = new URL('./fill.ts', import.meta.url).pathname;
/** Memory is read once the garbage of the start had its time. */
const SETTLE_MS = 5_000;

/** A gateway killed with so many instances waiting, started again: how long until it answers, and what it holds. */
export async function recovery(folder: string, count: number): Promise<{ recoveryS: number; rssMb: number }> {
  const filler = spawn(process.execPath, [FILL, path.join(folder, 'engine'), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(filler);
  const gone = once(filler, 'exit');
  filler.kill('SIGKILL');
  await gone;
  const gateway = await startGatewayProcess(folder);
  await pause(SETTLE_MS);
  const rssMb = await gateway.rssMb();
  await gateway.stop();
  return { recoveryS: round(gateway.startMs / 1000), rssMb: round(rssMb) };
}
