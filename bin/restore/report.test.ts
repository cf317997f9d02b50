import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepReport } from './report.ts';
import type { Restored } from './restore.ts';

const restored = {
  backup: { manifest: { takenAt: '2026-11-26T21:45:40.881Z', remains: ['the database of DATABASE_URL'] } },
  ...{ trial: null, known: null, missing: [], former: null },
  lost: { mails: [], acts: [], documents: 0 },
} as unknown as Restored;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what a restore cannot bring back is kept beside what it restored', async () => {
  const file = path.join(folder, 'restored.txt');
  expect(await keepReport(restored, file)).toBeNull();
  expect(await readFile(file, 'utf8')).toContain('left to you: the database of DATABASE_URL');
});

test('a list that cannot be kept is said, and does not undo what was restored', async () => {
  expect(await keepReport(restored, path.join(folder, 'gone', 'restored.txt'))).toContain('could not be written');
});
