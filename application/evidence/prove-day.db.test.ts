import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTreeOrder, leadsToRoot, stateRoot } from '#domain/evidence/daily-root.ts';
import { appendAudit, readChain } from '#prisma/audit.ts';
import { type DocumentStore, openDocumentStore } from '#prisma/documents/store.ts';
import { chainHeads, keepRoot, lastRoot } from '#prisma/repositories/administration/daily-roots.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { dayProver } from './prove-day.ts';

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
  const prove = (actId: string) =>
    dayProver({ prisma: db.database.prisma, documents }, { actIds: [actId], askedBy: 'victor' })(actId);
  const proof = () => prove('a1');
  for (const chain of ['system', 'victor', 'claire', 'paul'])
    await record(chain, 'request.file', 'r', '2026-11-27T09:00:00Z');
  await rootOf('2026-11-27', '2026-11-27T10:00:00Z');
  // Made while the act was being sealed: the root of that day is later than the sealing but does
  // not count it.
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
  expect(await prove('unknown')).toBeNull();
});

test('of several acts, the leaves of a root are read once, no matter whose they are', async () => {
  for (const [chain, day] of [
    ['paul', 9],
    ['victor', 9],
    ['paul', 10],
  ] as const)
    await record(chain, 'act.seal', `act:${chain}-${day}`, `2026-12-${String(day).padStart(2, '0')}T09:00:00Z`);
  await rootOf('2026-12-09', '2026-12-09T10:00:00Z');
  await rootOf('2026-12-10', '2026-12-10T10:00:00Z');
  const read: string[] = [];
  const reading = {
    read: (sha256: string) => {
      read.push(sha256);
      return documents.read(sha256);
    },
  };
  const actIds = ['a1', 'paul-9', 'victor-9', 'paul-10', 'unknown'];
  const prove = dayProver({ prisma: db.database.prisma, documents: reading }, { actIds, askedBy: 'victor' });
  const proofs = [];
  for (const actId of actIds) proofs.push(await prove(actId));
  expect(proofs.map((proof) => proof && [proof.statement.day, proof.leaf.chain, leadsToRoot(proof)])).toEqual([
    ['2026-11-29', 'claire', true],
    ['2026-12-09', 'paul', true],
    ['2026-12-09', 'victor', true],
    ['2026-12-10', 'paul', true],
    null,
  ]);
  expect(new Set(read).size).toBe(read.length);
});
