import type { BatchDeps } from '#application/act-batches/act-of-line.ts';
import { nextTurn } from '#application/act-batches/next-turn.ts';
import { openFormJudge } from '#application/forms/form-judge.ts';
import { createVersions } from '#application/versions.ts';
import type { Database } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { Log } from '../log.ts';
import { logFault } from '../steps/fault.ts';
import { type Loop, startLoop } from './loop.ts';

/** Woken by the database; now and then it looks by itself. */
const EVERY_MS = 60_000;

interface Deps {
  readonly database: Database;
  readonly now: () => Date;
  readonly secrets: SecretValues;
  readonly log: Log;
}

/** Tries and files the acts that are started for many, some at a time. */
export function startActBatches({ database, now, secrets, log }: Deps): Loop {
  const deps: BatchDeps = {
    ...{ database, now, secrets, versions: createVersions(database), forms: openFormJudge() },
    onFault: (error, line) =>
      logFault(log, error, { loop: 'act-batches', line }, 'an act of a batch met a fault of ours'),
  };
  return startLoop({ name: 'act-batches', everyMs: EVERY_MS, log, turn: () => nextTurn(deps) });
}
