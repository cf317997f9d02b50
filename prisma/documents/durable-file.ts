import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

// A file under its name is complete, even if the process or the machine stops at any moment.

/**
 * Writes a new file; on the disk itself, not in its cache, when it resolves.
 * @throws EEXIST if it already exists
 */
export async function writeDurably(
  file: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode: number,
): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Renames a written file to its final name, in a folder of the same file system, made if needed: a
 * reader sees all of it or nothing; writing the same bytes again changes only the date.
 * @param root the first of the folders above it that may be new
 */
export async function nameDurably(written: string, file: string, root: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await rename(written, file);
  const folders = [path.dirname(file)];
  while (folders[0] !== undefined && folders[0] !== root && folders[0].startsWith(root))
    folders.unshift(path.dirname(folders[0]));
  await Promise.all(folders.map(syncFolder));
}

/** Makes a rename durable: it is once its folder is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot sync a folder.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Removes the half-written files, with such names and older than that, of processes that died. */
export async function removeAbandoned(
  folder: string,
  { named, before }: { readonly named: RegExp; readonly before: Date },
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!named.test(name)) continue;
    const file = path.join(folder, name);
    const { mtime } = await stat(file).catch(() => ({ mtime: new Date() }));
    // A file that cannot be removed stays, under a name that no reader uses.
    if (mtime < before) await rm(file, { force: true }).catch(() => {});
  }
}
