import { readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'generated']);

/**
 * Reports each file that is written, replaced or removed below a folder, by its path from that folder. Folders are
 * watched rather than files: editors and git put a new file in the place of the old one, which a watcher of files (as a
 * recursive one is on Linux) then misses.
 */
export function watchFolder(root: string, changed: (file: string) => void): { close(): void } {
  const watchers = new Map<string, ReturnType<typeof watch>>();
  const follow = (folder: string) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_event, name) => {
      if (name === null) return;
      const file = path.join(folder, name);
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) begin(file);
      else changed(path.relative(root, file));
    });
    // The folder itself is gone.
    watcher.on('error', () => {
      watcher.close();
      watchers.delete(folder);
    });
    watchers.set(folder, watcher);
  };
  const begin = (folder: string) => {
    if (SKIPPED.has(path.basename(folder))) return;
    follow(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) begin(path.join(folder, entry.name));
  };
  begin(root);
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
