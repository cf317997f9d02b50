import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchFolder } from './watch.ts';

let folder: string;
let watcher: { close(): void } | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-watch-'));
});
afterEach(async () => {
  watcher?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Watches the folder; gives what waits for a change of a file. */
function watching() {
  const seen = new Set<string>();
  let look = () => {};
  watcher = watchFolder(folder, (file) => {
    seen.add(file);
    look();
  });
  return {
    seen,
    until: (file: string) =>
      new Promise<void>((resolve) => {
        look = () => seen.has(file) && resolve();
        look();
      }),
  };
}

test('a file that is written, and one that takes the place of another, are seen, each time', async () => {
  await mkdir(path.join(folder, 'routes'));
  const file = path.join(folder, 'routes', 'route.ts');
  await writeFile(file, '1');
  const { seen, until } = watching();
  for (const content of ['2', '3']) {
    seen.clear();
    await writeFile(file, content);
    await until('routes/route.ts');
    seen.clear();
    await writeFile(`${folder}.draft`, content);
    await rename(`${folder}.draft`, file);
    await until('routes/route.ts');
  }
});

test('what is in a folder made since is seen, what is generated or installed is not', async () => {
  await mkdir(path.join(folder, 'node_modules'));
  const { seen, until } = watching();
  await mkdir(path.join(folder, 'later'));
  // The folder may be looked at before or after the file is there: a second write is seen in any case.
  const again = setInterval(() => void writeFile(path.join(folder, 'later', 'job.ts'), 'x').catch(() => {}), 20);
  await until('later/job.ts');
  clearInterval(again);
  await writeFile(path.join(folder, 'node_modules', 'package.json'), '{}');
  await writeFile(path.join(folder, 'last.ts'), '');
  await until('last.ts');
  expect([...seen].filter((file) => file.includes('node_modules'))).toEqual([]);
});
