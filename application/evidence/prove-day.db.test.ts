import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTreeOrder, leadsToRoot, stateRoot } from '../../domain/evidence/daily-root.ts';
import { appendAudit, readChain } from '../../prisma/audit.ts';
import { type DocumentStore, openDocumentStore } from '../../prisma/documents/store.ts';
import { chainHeads, keepRoot, lastRoot } from '../../prisma/repositories/administration/daily-roots.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { proveDay } from './prove-day.ts';

let db: TestDatabase;
let folder: string;
let documents: DocumentStore;

beforeAll(async () => {
  [db, folder] = await Promise.all([aDatabase(), mkdtemp(path.join(tmpdir(), 'prove-day-'))]);
  documents = openDocumentStore(folder);
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const record = (chain: string, verb: 'request.file' | 'act.seal', subject: string, at: string) =>
  db.database.transaction((tx) => appendAudit(tx, { chain, at: new Date(at), actorId: null, verb, subject }));

async function rootOf(day: string, at: string): Promise<void> {
  const { prisma } = db.database;
  const leaves = inTreeOrder(await chainHeads(prisma));
  const statement = stateRoot(leaves, { day, at: new Date(at), previous: (await lastRoot(prisma))?.statement ?? null });
  const { sha256: leavesSha256 } = await documents.put(Buffer.from(JSON.stringify({ statement, stamp: null, leaves })));
  await keepRoot(prisma, { day, statement, stamp: null, leavesSha256 });
}

test('an act is proved by the first root that counts its sealing, and by none before there is one', async () => {
  const asked = { chain: 'claire', actId: 'a1', askedBy: 'victor' };
  const proof = () => proveDay({ prisma: db.database.prisma, documents }, asked);
  for (const chain of ['system', 'victor', 'claire', 'paul'])
    await record(chain, 'request.file', 'r', '2026-11-27T09:00:00Z');
  await rootOf('2026-11-27', '2026-11-27T10:00:00Z');
  // Made while the act was being sealed: the root of that day is later than the sealing, and does not count it.
  await rootOf('2026-11-28', '2026-11-28T10:00:01Z');
  await record('claire', 'act.seal', 'act:a1', '2026-11-28T10:00:00Z');
  expect(await proof()).toBeNull();
  await record('claire', 'request.file', 'r2', '2026-11-28T11:00:00Z');
  await rootOf('2026-11-29', '2026-11-29T10:00:00Z');
  await record('claire', 'request.file', 'r3', '2026-11-29T11:00:00Z');
  await rootOf('2026-11-30', '2026-11-30T10:00:00Z');

  const found = await proof();
  if (found === null) throw new Error('no proof');
  expect([found.statement.day, found.leaf.events, leadsToRoot(found)]).toEqual(['2026-11-29', 3, true]);
  expect(found.leaf.head).toBe((await readChain(db.database.prisma, 'claire'))[2]?.hash);
  expect(await proveDay({ prisma: db.database.prisma, documents }, { ...asked, actId: 'unknown' })).toBeNull();
});
