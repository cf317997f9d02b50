import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#prisma/client.ts';
import {
  changedScopes,
  dropScope,
  type HoldingScope,
  isSettled,
  keepHoldings,
  tasksInScope,
} from '#prisma/repositories/tasks/holdings.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 5_000;
/** Tasks of one transaction: it holds their rows for some tens of milliseconds. */
const AT_ONCE = 500;
/** Between two looks at what still runs, and before a task that somebody is changing is tried again. */
const SOON_MS = 20;

interface Deps {
  readonly database: Database;
  readonly log: Log;
}

/**
 * Keeps who holds the tasks that wait, where a right, an absence or a structure changed: a few tasks at a time, so that a
 * right over forty thousand of them holds nobody up. Cut off, it begins the scope again; two workers at one do no harm.
 * @returns the tasks whose rows were kept
 */
export async function keepChangedHoldings({ database, log }: Deps, isStopping = () => false): Promise<number> {
  const { scopes, mark } = await changedScopes(database.prisma);
  if (scopes.length === 0) return 0;
  while (!(await isSettled(database.prisma, mark))) {
    if (isStopping()) return 0;
    await pause(SOON_MS);
  }
  let kept = 0;
  for (const scope of scopes) {
    const done = await keepScope(database, scope, isStopping);
    if (done === null) return kept;
    kept += done;
    await dropScope(database.prisma, scope);
    log.debug({ role: scope.role, structure: scope.structureId, tasks: done }, 'who holds these tasks was kept');
  }
  return kept;
}

/** Null when it was stopped in between. */
async function keepScope(database: Database, scope: HoldingScope, isStopping: () => boolean): Promise<number | null> {
  const keys = await tasksInScope(database.prisma, scope);
  let left = keys;
  while (left.length > 0) {
    if (isStopping()) return null;
    const now = left.slice(0, AT_ONCE);
    const taken = await database.transaction((tx) => keepHoldings(tx, now));
    left = [...left.slice(AT_ONCE), ...taken];
    if (taken.length === now.length) await pause(SOON_MS);
  }
  return keys.length;
}

/** The same for ever; woken by the change itself. */
export function startHoldings(deps: Deps): Loop {
  let stopping = false;
  const loop = startLoop({
    name: 'holdings',
    everyMs: EVERY_MS,
    log: deps.log,
    turn: async () => (await keepChangedHoldings(deps, () => stopping)) > 0,
  });
  return {
    wake: loop.wake,
    stop: () => {
      stopping = true;
      return loop.stop();
    },
  };
}
