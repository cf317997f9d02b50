import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { amount } from './testing/long-form.ts';
import { surviveKills } from './testing/survival/survival.ts';

const KILLS = amount({ daily: 6, full: 300 });

test('a gateway killed again and again under load keeps what it acknowledged and repeats nothing', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'survival-'));
  try {
    const found = await surviveKills(folder, KILLS);
    expect(found).toMatchObject({ kills: KILLS, lost: [], repeated: [], completedTwice: [] });
    expect(found.created).toBeGreaterThan(KILLS);
    expect(found.completedJobs).toBeGreaterThan(found.created);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
