import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrateRequests } from '#application/requests/migrate-requests.ts';
import { steerMigrations } from '#application/requests/steer-migrations.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { batchesOf } from '#prisma/repositories/operations/migration-batches.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { publishedByTwo, twoAnalysts } from '#testing/two-analysts.ts';
import type { WorkerContext } from '../../context.ts';
import { runMigrations } from './run-migrations.ts';

const at = new Date('2026-03-02T09:00:00Z');
const MANY = 51;

let db: TestDatabase;
let adam: string;
let ada: string;
let fromVersionId: string;
let batchId: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  const analysts = await twoAnalysts(database);
  const ministry = await aStructure(database.prisma, 'Cours');
  const court = await aStructure(database.prisma, 'Cour', ministry);
  adam = await aPerson('Adam').holding('administrateur', court).make(database);
  ada = await aPerson('Ada').holding('administrateur', court).make(database);
  const claire = await aPerson('Claire').postedIn(court).make(database);
  const circuit = (...keys: string[]) => {
    const components = keys.map((key) => ({ type: 'textfield', key }));
    const files = [fileOfText('demande.form', JSON.stringify({ components }))];
    const manifest = { kind: 'essai', title: { fr: 'Essai', en: 'Trial' }, form: { path: 'demande.form' } };
    const rest = { taskForms: {}, steps: [], effects: [], themes: {} };
    return {
      kind: 'essai',
      hash: bundleHash(files),
      files,
      manifest: { ...manifest, ...rest } as unknown as CircuitManifest,
    };
  };
  ({ id: fromVersionId } = await publishedByTwo(database, circuit('reason'), analysts));
  for (let turn = 0; turn < MANY; turn += 1) await aRequest(database.prisma, claire, court, 'essai');
  await publishedByTwo(database, circuit('reason', 'city'), { ...analysts, baseVersionId: fromVersionId });
});
afterAll(() => db.drop());

const run = () =>
  runMigrations({ database: db.database, now: () => at } as unknown as WorkerContext, { batchId }, { attempts: 1 });
const steer = async (to: 'running' | 'paused', personId = adam) =>
  steerMigrations(db, { actor: await actorFacts(db.database.prisma, personId), batchId, to, at });
const batch = async () => {
  const [row] = await batchesOf(db.database.prisma, { versionId: fromVersionId, askedById: adam, limit: 1 });
  if (row === undefined) throw new Error('a batch was asked for');
  batchId = row.id;
  return { state: row.state, counts: row.counts };
};
const settle = (state: string) => db.asOwner(`update request_migration set state = '${state}', ended_at = now()`);

test('a batch is asked for page after page; stopped in its middle, nothing more of it begins, until it goes on', async () => {
  const actor = await actorFacts(db.database.prisma, adam);
  const asked = { actor, versionId: fromVersionId, number: null, dry: true, reason: 'Correction', at };
  expect(await migrateRequests(db, asked)).toEqual({ asked: MANY - 1, more: true });
  expect(await batch()).toEqual({ state: 'running', counts: { asked: MANY - 1 } });
  await expect(run()).rejects.toThrow('has not come to its end');
  await settle('would');
  // An administrator of the same place did not ask for it, and does not stop it.
  await expect(steer('paused', ada)).rejects.toMatchObject({ code: 'not-found' });
  await steer('paused');
  await steer('paused');
  expect(await run()).toEqual({ batchId });
  expect(await batch()).toEqual({ state: 'paused', counts: { would: MANY - 1 } });
  await steer('running');
  expect(await db.database.prisma.outbox.count({ where: { command: 'run-migrations' } })).toBe(2);
  expect(await run()).toEqual({ batchId });
  expect(await batch()).toEqual({ state: 'ended', counts: { would: MANY - 1, asked: 1 } });
  expect(await run()).toEqual({ batchId });
  await expect(steer('paused')).rejects.toMatchObject({ code: 'migrations-ended' });
});

test('what is only tried moves nothing, and two steps are not mapped to one', async () => {
  await settle('would');
  const { prisma } = db.database;
  const { id } = await prisma.requestMigration.findFirstOrThrow({ where: { state: 'would' } });
  await db.asOwner("update request_migration set state = 'asked', ended_at = null where id = $1", [id]);
  await expect(prisma.requestMigration.update({ where: { id }, data: { state: 'moving' } })).rejects.toThrow(
    /not as its batch asks/,
  );
  await expect(prisma.$executeRawUnsafe("update migration_batch set mapping = '{}'")).rejects.toThrow(
    /permission denied/,
  );
  const actor = await actorFacts(prisma, adam);
  const asked = { actor, versionId: fromVersionId, number: null, reason: 'Correction', at };
  for (const mapping of [{ a: 'c', b: 'c' }, { a: 'bloc/a' }])
    await expect(migrateRequests(db, { ...asked, mapping })).rejects.toMatchObject({ code: 'mapping-wrong' });
});
