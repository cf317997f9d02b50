import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { batchesOf } from '#prisma/repositories/signing/past-batches.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { seeBatch, tellBatch } from './tell-batch.ts';

const hash = () => randomBytes(32).toString('hex');
const at = new Date();
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

let db: TestDatabase;
let superior: string;
let colleague: string;
let versionId: string;
let court: { id: string; path: string };
beforeAll(async () => {
  db = await aDatabase();
  versionId = await aShippedCircuit(db.database, { manifest: { steps: [] }, files: {} });
  court = await aStructure(db.database.prisma, 'Tribunal');
  superior = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
  colleague = await aPerson('Hélène').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());

/** A batch with one task for each code: refused with it, or waiting if it is null. */
async function aBatch(codes: readonly (string | null)[], { madeAt = at, personId = superior } = {}): Promise<string> {
  const id = uuid7(new Date());
  const over = codes.every((code) => code !== null);
  await db.asOwner(
    `insert into decision_batch (id, person_id, version_id, element_id, kind, outcome, fold_sha256, asked_sha256, sign_in, count, made_at, ended_at)
     values ($1, $2, $3, 'avis', 'opinion', 'favorable', $4, $5, '{}', $6, $7, $8)`,
    [id, personId, versionId, hash(), hash(), codes.length, madeAt, over ? madeAt : null],
  );
  const agent = await aPerson('Claire').postedIn(court).make(db.database);
  for (const [place, code] of codes.entries()) {
    const key = await aTask(db.database.prisma, await aRequest(db.database.prisma, agent, court), 'superieur');
    const values = [id, place, key, code];
    await db.asOwner(
      `insert into decision_batch_item (batch_id, place, task_key, said, code) values ($1, $2, $3, '', $4)`,
      values,
    );
  }
  return id;
}
const tell = (id: string, when = later(60)) =>
  tellBatch({ database: db.database, mailDomain: 'essai.test' }, { id, at: when });
const told = (id: string) =>
  db.database.prisma.notification.findMany({
    where: { subject: { endsWith: id } },
    select: { recipientId: true, message: true, detail: true },
  });

describe('a person who closed a batch', () => {
  test('is notified, once, that some of it was refused, and how much', async () => {
    const id = await aBatch(['decision-outdated', 'task-ended']);
    expect(await tell(id)).toBe(true);
    expect(await tell(id)).toBe(true);
    expect(await told(id)).toMatchObject([
      { recipientId: superior, message: 'batch-refused', detail: { refused: 2, count: 2 } },
    ]);
  });

  test('is notified of nothing before it has ended, nor while they may be reading its report', async () => {
    const [underWay, justEnded] = [await aBatch(['task-ended', null]), await aBatch(['task-ended'])];
    expect(await tell(underWay)).toBe(false);
    expect(await tell(justEnded, later(5))).toBe(false);
    expect([...(await told(underWay)), ...(await told(justEnded))]).toEqual([]);
  });

  test('and read its report is not notified besides; nobody reads it for them', async () => {
    const id = await aBatch(['task-ended']);
    const seen = { of: 'decisions', id, personId: superior, at } as const;
    await expect(seeBatch(db, { ...seen, personId: colleague })).rejects.toMatchObject({ code: 'not-found' });
    await expect(seeBatch(db, { ...seen, of: 'signatures' })).rejects.toMatchObject({ code: 'not-found' });
    await seeBatch(db, seen);
    await seeBatch(db, { ...seen, at: later(1) });
    expect(await tell(id)).toBe(true);
    expect(await told(id)).toEqual([]);
  });
});

test('past batches are listed by page, the newest first, with how each ended, to their author alone', async () => {
  const author = await aPerson('Nour').postedIn(court).make(db.database);
  const ids: string[] = [];
  for (const n of [0, 1, 2]) ids.push(await aBatch(['task-ended', null], { madeAt: later(n), personId: author }));
  const first = await batchesOf(db.database.prisma, author, { pageSize: 2 });
  expect(first.rows.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  expect(first.rows[0]).toMatchObject({ of: 'decisions', what: 'opinion', count: 2, done: 0, refused: 1 });
  expect(first.total).toBe(3);
  const next = await batchesOf(db.database.prisma, author, { pageSize: 2, after: first.next ?? undefined });
  expect(next.rows.map(({ id }) => id)).toEqual([ids[0]]);
  expect((await batchesOf(db.database.prisma, colleague, { pageSize: 2 })).rows).toEqual([]);
});
