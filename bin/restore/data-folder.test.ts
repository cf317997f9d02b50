import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mustFit } from '../backup/files.ts';
import { RestoringFolder, refuseHalfPlaced } from './data-folder.ts';
import { numbersToSkip } from './mark.ts';

const AT = new Date('2026-11-26T12:00:00.000Z');
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'harmonie-restoring-'));
  for (const [folder, file] of [
    ['postgres', 'PG_VERSION'],
    ['documents', 'one'],
    ['notes', 'of-the-operator'],
  ] as const) {
    await mkdir(path.join(dataDir, folder));
    await writeFile(path.join(dataDir, folder, file), 'former');
  }
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function begin(): Promise<RestoringFolder> {
  const folder = new RestoringFolder(dataDir, AT);
  await folder.begin();
  await mkdir(path.join(folder.staging, 'postgres'));
  await writeFile(path.join(folder.staging, 'postgres', 'PG_VERSION'), 'new');
  return folder;
}
const read = (...parts: string[]) => readFile(path.join(dataDir, ...parts), 'utf8');

test('the new takes the place of the former, which is kept whole; what is not ours stays where it is', async () => {
  await (await begin()).place();
  const kept = 'before-restore-2026-11-26T12-00-00-000Z';
  expect((await readdir(dataDir)).sort()).toEqual([kept, 'notes', 'postgres']);
  expect([await read('postgres', 'PG_VERSION'), await read(kept, 'postgres', 'PG_VERSION')]).toEqual(['new', 'former']);
  expect(await read(kept, 'documents', 'one')).toBe('former');
  await refuseHalfPlaced(dataDir);
});

test('a restore that is given up leaves everything as it was, and what a killed one left is removed by the next', async () => {
  await begin();
  const folder = new RestoringFolder(dataDir, new Date('2026-11-27T12:00:00.000Z'));
  await folder.begin();
  expect((await readdir(dataDir)).filter((name) => name.startsWith('restoring-'))).toHaveLength(1);
  await folder.giveUp();
  expect((await readdir(dataDir)).sort()).toEqual(['documents', 'notes', 'postgres']);
  expect(await read('postgres', 'PG_VERSION')).toBe('former');
});

test('one that is cut while it puts things in place is noticed by a start, and ended by the same restore', async () => {
  const cut = await begin();
  // A folder of the former that cannot be moved: its name is taken there.
  await mkdir(path.join(dataDir, 'before-restore-2026-11-26T12-00-00-000Z', 'postgres', 'in-the-way'), {
    recursive: true,
  });
  await expect(cut.place()).rejects.toThrow(
    /was cut while it put the data in place.*a file stands where a folder is needed/,
  );
  await expect(refuseHalfPlaced(dataDir)).rejects.toThrow(/run the same npm run restore again/);
  const again = new RestoringFolder(dataDir, new Date('2026-11-27T12:00:00.000Z'));
  await again.begin();
  await mkdir(path.join(again.staging, 'postgres'));
  await again.place();
  await refuseHalfPlaced(dataDir);
  expect(await read('before-restore-2026-11-27T12-00-00-000Z', 'documents', 'one')).toBe('former');
});

test('what would not fit is said before anything is written', async () => {
  await expect(mustFit(dataDir, 1e18)).rejects.toThrow(/MB free, and up to .* are needed: make room/);
  await mustFit(dataDir, 1);
});

test('numbers of three busy days’ worth are left out for each day that was lost, and a hundred in any case', () => {
  expect([numbersToSkip(0, 0), numbersToSkip(30_000, 0)]).toEqual([100, 100]);
  expect(numbersToSkip(30_000, 2 * 86_400_000)).toBe(100 + 6_000);
});
