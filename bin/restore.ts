// Brings a portal back from a backup.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '#config/config.ts';
import { settingsOf } from '#config/settings.ts';
import { BackupFailure } from './backup/failure.ts';
import { nameAt } from './backup/names.ts';
import { wasInterrupted } from './backup/undoing.ts';
import { HalfPlaced } from './restore/data-folder.ts';
import { keepReport, reportOf } from './restore/report.ts';
import { restore } from './restore/restore.ts';
import { StartFailure } from './start/failure.ts';

const USAGE = `usage: npm run restore -- --from DIR

Brings back to DATA_DIR what npm run backup took: DIR is the folder that it was given (then its newest backup), or one
backup in it. No portal may run from DATA_DIR.

First the backup is checked, file by file, against its manifest; one that is cut, altered, of a later version, of another
machine's kind or of another PostgreSQL is refused in words. One of an earlier version is migrated. Then everything is made
and tried beside what is there: the database starts, every chain of its audit is checked, its engine is compared with it
(npm run audit -- check and npm run reconcile, by themselves). Only then it is put in place. What DATA_DIR held before is
kept, whole, in DATA_DIR/before-restore-…; refused, everything is as it was.

What a restore cannot bring back (mails that left, acts sealed after the backup) is listed as far as it can be known: from
the former data folder where there is one. The whole list is kept in DATA_DIR/restored-….txt.

Secrets that the portal made are in the backup; those that you gave in the environment must be given again, the same.

Exit 0: restored, npm start goes on; 1: restored, and something that was found is to be looked at; 2: refused.`;

async function main(): Promise<number> {
  const values = options();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!values.from) throw new BackupFailure(`--from is missing\n\n${USAGE}`);
  const began = performance.now();
  const { DATA_DIR: dataDir, DATABASE_URL, ZEEBE_REST_ADDRESS } = settingsOf('restore', process.env);
  const restored = await restore({
    from: path.resolve(values.from),
    dataDir,
    elsewhere: { database: DATABASE_URL !== undefined, engine: ZEEBE_REST_ADDRESS !== undefined },
    say: (line) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`),
  });
  for (const line of reportOf(restored)) console.log(line);
  const unkept = await keepReport(restored, path.join(dataDir, `restored-${nameAt(new Date())}.txt`));
  if (unkept !== null) console.error(`Everything is restored, but ${unkept}: keep what is said above.`);
  const { trial, missing } = restored;
  const sound =
    unkept === null &&
    missing.length === 0 &&
    (trial === null || (trial.brokenChains.length === 0 && !trial.drifts?.length));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\nrestored to ${dataDir} in ${seconds} s${sound ? '' : ', and what is said above is to be looked at'}.`);
  return sound ? 0 : 1;
}

function options() {
  try {
    return parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new BackupFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const known = [BackupFailure, StartFailure, ConfigurationError].some((kind) => error instanceof kind);
  if (wasInterrupted()) console.error('Nothing was restored, and nothing changed: it was interrupted.');
  else if (error instanceof HalfPlaced) console.error(error.message);
  else console.error(`Nothing was restored, and nothing changed: ${known ? (error as Error).message : inFull(error)}`);
  return 2;
});

/** A fault of ours: with where it is. */
function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
