import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TYPED } from '#prisma/connection/raw-sql.ts';
import { claimRequest } from '#prisma/repositories/requests/played.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { WorkerContext } from '../context.ts';
import { playedRequest } from './played-request.ts';

let db: TestDatabase;
let requestId: string;
const instance = { engine: 'default', instanceKey: '2251799813685249' };

beforeAll(async () => {
  db = await aDatabase();
  const office = await aStructure(db.database.prisma, 'Bureau');
  const agent = await aPerson('Claire').postedIn(office).make(db.database);
  requestId = await aRequest(db.database.prisma, agent, office);
});
afterAll(() => db.drop());

/** What a worker has, on this database; its engine is not asked anything. */
const context = (prisma: WorkerContext['database']['prisma']) =>
  ({ database: { prisma }, engineName: instance.engine, engine: null }) as unknown as WorkerContext;
const job = { processInstanceKey: instance.instanceKey, retries: 5 } as never;

test('G1: a step that arrives before its start is written waits, and loses no try', async () => {
  await expect(playedRequest(context(db.database.prisma), job, { requestId })).rejects.toMatchObject({
    failure: { cause: 'request-unknown' },
    retries: 5,
  });
});

test('G1: a start that is written while its first step looks for it is not taken for another’s', async () => {
  const { prisma } = db.database;
  let looked = false;
  const slow = new Proxy(prisma, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (name !== TYPED || looked) return own;
      const query = async (...asked: Parameters<(typeof prisma)[typeof TYPED]['query']>) => {
        looked = true;
        const found = await prisma[TYPED].query(...asked);
        await claimRequest(prisma, { requestId, ...instance });
        return found;
      };
      return { ...own, query };
    },
  });
  expect(await playedRequest(context(slow), job, { requestId })).toMatchObject({ requestId });
  expect(looked).toBe(true);
});

test('a step of a request that is moving to another version waits, and loses no try', async () => {
  const { prisma } = db.database;
  const { versionId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const migrationId = uuid7(new Date());
  await db.asOwner(
    `insert into request_migration (id, request_id, from_version_id, to_version_id, asked_by_id, asked_at, reason, state)
     values ($1, $2, $3, $3, $2, now(), 'Correction', 'asked')`,
    [migrationId, requestId, versionId],
  );
  expect(await playedRequest(context(prisma), job, { requestId })).toMatchObject({ requestId });
  for (const state of ['moving', 'returning']) {
    await db.asOwner('update request_migration set state = $2 where id = $1', [migrationId, state]);
    await expect(playedRequest(context(prisma), job, { requestId })).rejects.toMatchObject({
      failure: { cause: 'migration-underway' },
      retries: 5,
    });
  }
  await db.asOwner("update request_migration set state = 'moved', ended_at = now() where id = $1", [migrationId]);
  expect(await playedRequest(context(prisma), job, { requestId })).toMatchObject({ requestId });
});
