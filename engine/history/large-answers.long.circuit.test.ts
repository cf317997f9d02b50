import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import { openHistory } from './history.ts';

test('a search whose answer would fill the memory is refused with what to do, and the next one is answered', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'large-answers-'));
  const file = path.join(folder, 'history.sqlite');
  const engine = await openEngine({});
  const history = await openHistory(engine, { file, keepFor: 86_400_000 }, () => {});
  try {
    const database = new DatabaseSync(file);
    database.exec(`insert into variable ("variableKey", name, value) with recursive number (i) as
      (select 1 union all select i + 1 from number where i < 150) select i, 'n', printf('%.*c', 4000000, 'x') from number`);
    database.close();
    await expect(history.search('variable', { page: { limit: 1_000 } })).rejects.toThrow('by page.limit');
    expect((await history.search('variable', { page: { limit: 2 } })).items).toHaveLength(2);
  } finally {
    await history.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
