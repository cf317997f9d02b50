import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sealInUse } from '#prisma/repositories/acts/seal.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { ensureDemonstrationAuthority } from '../pades/authority.ts';
import { forsake, type Seal, trustedSeal } from '../pades/open-seal.ts';
import { readAnchors } from '../pades/verification/trust.ts';
import { lookAtSeal } from './watch-seal.ts';

let db: TestDatabase;
let folder: string;
let seal: Seal;

beforeAll(async () => {
  [db, folder] = await Promise.all([aDatabase(), mkdtemp(join(tmpdir(), 'watch-seal-'))]);
  const { key, caPem } = await ensureDemonstrationAuthority(join(folder, 'authority'));
  seal = trustedSeal(key, readAnchors(caPem), new Date());
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** What the log says of the seal that many days before its end. */
async function said(daysLeft: number): Promise<string[]> {
  const lines: string[] = [];
  const heard = (level: string) => () => void lines.push(level);
  const log = { debug: heard('debug'), info: heard('info'), warn: heard('warn'), error: heard('error') };
  const now = new Date(seal.until.getTime() - daysLeft * 86_400_000);
  await lookAtSeal({ database: db.database, seal, now: () => now, log });
  return lines;
}

test('G9: the log warns 60 days before the seal ends, and the server can tell when it does', async () => {
  expect(await said(61)).toEqual([]);
  expect(await said(60)).toEqual(['warn']);
  expect(await said(-1)).toEqual(['error']);
  expect((await sealInUse(db.database.prisma))?.until).toEqual(seal.until);
  // One that its authority revoked ends there, whatever its certificate says.
  const before = new Date(seal.until.getTime() - 400 * 86_400_000);
  forsake(seal.key, 'it was revoked', before);
  expect(await said(399)).toEqual(['error']);
  expect((await sealInUse(db.database.prisma))?.until).toEqual(before);
});
