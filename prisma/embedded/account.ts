import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { chown, readdir } from 'node:fs/promises';
import path from 'node:path';
import { postgresBinaries } from './binaries.ts';

/** How to run PostgreSQL's programs: the command to put before them, and the account that must own the data folder. */
export interface ServerAccount {
  readonly prefix: readonly string[];
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Chooses the account that runs PostgreSQL, which refuses to run as root. As root it runs as the
 * account `postgres`, or `nobody` without one; if that account cannot reach the programs or the
 * data (a checkout in a private folder), it keeps root's right to pass through folders, and nothing
 * else of root.
 * @param program Path of a program of PostgreSQL, to try.
 * @param parent The folder that holds the data folder.
 * @throws {Error} if no account can run it
 */
export function serverAccount(program: string, parent: string): ServerAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const name = idOf('postgres', '-u') === undefined ? 'nobody' : 'postgres';
  const uid = idOf(name, '-u');
  const gid = idOf(name, '-g');
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL refuses to run as root and this machine has no account for it. Run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const plain = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const passing = [
    ...plain,
    '--inh-caps=+dac_override,+dac_read_search',
    '--ambient-caps=+dac_override,+dac_read_search',
    '--securebits=+no_setuid_fixup',
  ];
  const prefix = [plain, passing].find((command) =>
    works([...command, 'sh', '-c', '"$0" --version && cd "$1"', program, parent]),
  );
  if (prefix === undefined) {
    throw new Error(
      `PostgreSQL refuses to run as root, and the account ${name} cannot reach ${program}. Run as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return { prefix, owner: { uid, gid } };
}

/** Gives an unpacked data folder to the account that PostgreSQL runs as. */
export async function giveToServer(dir: string): Promise<void> {
  const { owner } = serverAccount(postgresBinaries().postgres, path.dirname(path.resolve(dir)));
  if (owner === undefined) return;
  await chown(dir, owner.uid, owner.gid);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true }))
    await chown(path.join(entry.parentPath, entry.name), owner.uid, owner.gid);
}

function idOf(name: string, option: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function works([command = '', ...parameters]: string[]): boolean {
  const quiet: SpawnSyncOptions = { stdio: 'ignore' };
  return spawnSync(command, parameters, quiet).status === 0;
}
