import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reset } from './reset.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'harmonie-reset-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('a portal that starts over keeps neither the acts it deposited nor the roots of its former audit', async () => {
  for (const folder of ['documents', 'roots', 'archives', 'mine']) await mkdir(path.join(dataDir, folder));
  await writeFile(path.join(dataDir, 'archives', '2026-A-000001.zip'), '');
  await writeFile(path.join(dataDir, 'roots', '2026-11-29-1f3a5c7e.json.gz'), '');
  reset(dataDir);
  expect(await readdir(dataDir)).toEqual(['mine']);
});
