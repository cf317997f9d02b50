import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandOf } from '#prisma/embedded/command-of.ts';
import { inWords } from '../in-words.ts';
import { makeFolder } from '../make-folder.ts';
import { lockDataFolder } from './data-lock.ts';
import { StartFailure } from './failure.ts';
import { end, gone } from './processes.ts';

/** `DATA_DIR/runtime.json`: what runs from this folder, for the next start, for `npm run smoke` and for operators. */
export interface Runtime {
  readonly supervisor: number;
  readonly address: string;
  readonly startedAt: string;
  /** Secrets that its environment gave it, by the names of their variables: this folder does not hold them. */
  readonly given?: readonly string[];
  /** Embedded parts only: where they listen. No secret is ever written here. */
  readonly databasePort?: number;
  readonly engine?: { readonly grpcAddress: string; readonly restAddress: string };
  readonly mail?: { readonly smtpPort: number; readonly catcherUrl: string };
  /** Children by name, with a piece of their command line that sets them apart from an unrelated process with the same number. */
  readonly children: Readonly<Record<string, { readonly pid: number; readonly command: string }>>;
}

/** How long children of a killed supervisor have to stop by themselves, then once they are asked to. */
const LEFT_ALONE_MS = 3_000;
const GRACE_MS = 5_000;

const fileOf = (dataDir: string) => path.join(dataDir, 'runtime.json');

/** The last runtime written in a folder, or undefined. */
export function readRuntime(dataDir: string): Runtime | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Runtime;
  } catch {
    return undefined;
  }
}

/** Writes the runtime whole or not at all. */
export function writeRuntime(dataDir: string, runtime: Runtime): void {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

export const removeRuntime = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/**
 * Makes the data folder ours: it exists, can be written, and no other portal runs from it. What a killed supervisor
 * left running is stopped, by number and name; its children stop by themselves within seconds, so most often there
 * is nothing to do but wait.
 * @throws {StartFailure} when the folder cannot be written or another portal uses it.
 */
export async function takeOver(dataDir: string, log: (line: string) => void): Promise<void> {
  try {
    makeFolder(dataDir);
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StartFailure(
      `The data folder ${dataDir} cannot be written: ${inWords(error)}. Give this account the right, or choose another: DATA_DIR=/path npm start`,
    );
  }
  keepPrivate(dataDir);
  const free = lockDataFolder(dataDir);
  const runtime = readRuntime(dataDir);
  if (!free) {
    const where = runtime ? `: ${runtime.address} (process ${runtime.supervisor})` : ', and is starting';
    throw new StartFailure(
      `A portal already runs from ${dataDir}${where}. Stop it first, or use another DATA_DIR and PORT.`,
    );
  }
  if (runtime === undefined) return;
  await Promise.all(
    Object.entries(runtime.children).map(async ([name, { pid, command }]) => {
      if (await gone(pid, LEFT_ALONE_MS)) return;
      if (!commandOf(pid).includes(command)) return;
      log(`stopping ${name} (process ${pid}), left by a portal that was killed`);
      await end(pid, GRACE_MS);
    }),
  );
  removeRuntime(dataDir);
}

/** Documents, mails and secrets are there: nobody else on the machine has anything to do with them. */
function keepPrivate(dataDir: string): void {
  if ((statSync(dataDir).mode & 0o077) === 0) return;
  try {
    chmodSync(dataDir, 0o700);
  } catch {
    throw new StartFailure(
      `Others may enter the data folder ${dataDir}, and this account may not change that. Run: chmod 700 ${dataDir}`,
    );
  }
}
