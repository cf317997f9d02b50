import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askDeposits, keepDeposited } from '#prisma/repositories/acts/deposits.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct } from '#prisma/testing/sealed-acts.ts';
import { QUIET } from '#testing/shipped-circuits.ts';
import { archiveFolder } from '../places/archive-places.ts';
import { readReplies } from './read-deposit-replies.ts';

const TAKEN = '<ArchiveTransferReply><ReplyCode>OK</ReplyCode></ArchiveTransferReply>';
/** That one cannot be read is said to the operator. */
const SILENT = { ...QUIET, error() {} };
let db: TestDatabase;
let folder: string;
let names: string[];
let clock = Date.now();

beforeAll(async () => {
  [db, folder] = [await aDatabase(), await mkdtemp(path.join(tmpdir(), 'replies-'))];
  const { prisma } = db.database;
  const structure = await aStructure(prisma, 'Cour');
  const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
  const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
  const askedById = await aPerson('Nadia').holding('gestionnaire', structure).make(db.database);
  const acts: Parameters<typeof askDeposits>[1]['acts'][number][] = [];
  for (const day of [1, 2, 3])
    acts.push({ number: `N-${day}`, ...(await aSealedAct(db, { agentId, signerId, structure }, `2026-03-0${day}`)) });
  const at = new Date();
  const ids = await db.database.transaction((tx) => askDeposits(tx, { acts, askedById, at }));
  for (const id of ids)
    await db.database.transaction((tx) => keepDeposited(tx, { id, sha256: 'a'.repeat(64), size: 1, at }));
  names = (await prisma.actDeposit.findMany({ orderBy: { id: 'asc' } })).map(({ name }) => name);
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const look = async (place = archiveFolder(folder)) => {
  clock += 3_600_000;
  const context = { database: db.database, archive: place, log: SILENT, baseUrl: 'http://essai.test' };
  await readReplies({ ...context, now: () => new Date(clock) });
};
const states = async () =>
  (await db.database.prisma.actDeposit.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state);

test('an answer of the archives that cannot be read hides none of the others', async () => {
  const [large = '', second = '', third = ''] = names;
  // A place that is away is said, and asked again at the next turn.
  const away = { ...archiveFolder(folder), read: async () => Promise.reject(new Error('away')) };
  await expect(look(away)).rejects.toThrow('away');
  expect(await states()).toEqual(['deposited', 'deposited', 'deposited']);
  await writeFile(path.join(folder, `${large}.reply.xml`), Buffer.alloc(6_000_000, '<a/>'));
  for (const name of [second, third]) await writeFile(path.join(folder, `${name}.reply.xml`), TAKEN);
  await look();
  expect(await states()).toEqual(['deposited', 'acknowledged', 'acknowledged']);
  // Once it is written as it should be, it is read too.
  await writeFile(path.join(folder, `${large}.reply.xml`), TAKEN);
  await look();
  expect(await states()).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
});
