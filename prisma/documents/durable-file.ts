import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

// A file that is there is there whole, whenever the process or the machine stops.

/**
 * Writes a new file; on the disk itself, not in its cache, when it resolves.
 * @throws EEXIST where there is one
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
 * Gives a file that was written its name, in a folder of the same file system that is made where it is not there: a reader sees
 * all of it or nothing, the same bytes over themselves change nothing but the date.
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

/** A rename is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Of folders of other machines, some know no such thing.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Removes what a process that died left half-written in a folder, under such names, before that. */
export async function removeAbandoned(
  folder: string,
  { named, before }: { readonly named: RegExp; readonly before: Date },
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!named.test(name)) continue;
    const file = path.join(folder, name);
    const { mtime } = await stat(file).catch(() => ({ mtime: new Date() }));
    // Where nothing can be removed, it stays, under a name that no reader takes.
    if (mtime < before) await rm(file, { force: true }).catch(() => {});
  }
}
