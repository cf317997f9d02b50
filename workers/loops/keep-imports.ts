import { applyImport } from '#application/people/imports/apply-import.ts';
import { actorOf, type ImportDeps } from '#application/people/imports/import-deps.ts';
import { planImport, refuseFile } from '#application/people/imports/plan-import.ts';
import { fault } from '#domain/people/import-cells.ts';
import type { Database } from '#prisma/client.ts';
import { waitingBatch } from '#prisma/repositories/people/imports.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { Log } from '../log.ts';
import { isPassing, logFault } from '../steps/fault.ts';
import { type Loop, startLoop } from './loop.ts';

/** Woken by the database; now and then it looks by itself. */
const EVERY_MS = 60_000;

interface Deps {
  readonly database: Database;
  readonly now: () => Date;
  readonly baseUrl: string;
  readonly secrets: SecretValues;
  readonly log: Log;
}

/** Plans and applies the files that administrators sent, one after the other. */
export function startImports({ database, now, baseUrl, secrets, log }: Deps): Loop {
  const deps: ImportDeps = {
    ...{ database, now, secrets, mailDomain: new URL(baseUrl).hostname, actorOf },
    onFault: (error, line) => logFault(log, error, { loop: 'imports', line }, 'a line of a file met a fault of ours'),
  };
  return startLoop({ name: 'imports', everyMs: EVERY_MS, log, turn: () => nextImport(deps) });
}

/** Whether there was one. One that a fault of ours keeps from being read is refused: others wait behind it. */
export async function nextImport(deps: ImportDeps): Promise<boolean> {
  const { prisma } = deps.database;
  const batch = await waitingBatch(prisma);
  if (batch === null) return false;
  try {
    await (batch.state === 'received' ? planImport : applyImport)(deps, batch.id);
  } catch (error) {
    if (batch.state === 'received' && !isPassing(error))
      await refuseFile(prisma, batch.id, fault('unexpected'), deps.now());
    throw error;
  }
  return true;
}
