import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { setRetriedState, setRetryState } from '#prisma/repositories/operations/incident-retries.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type RetriedStep, retryIncidents } from './retry-incidents.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const GROUP = { circuit: 'teletravail', place: 'visa', cause: 'nobody-holds' } as const;

let db: TestDatabase;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let near: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  ministry = await aStructure(db.database.prisma, 'Ministère');
  court = await aStructure(db.database.prisma, 'Tribunal', ministry);
  near = await aPerson('Adam').holding('administrateur', court).make(db.database);
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.asOwner('delete from retried_incident');
  await db.asOwner('delete from incident_retry');
  await db.database.prisma.outbox.deleteMany();
});

const prisma = () => db.database.prisma;
let last = 2251799813685300;
const stopped = (request: RetriedStep['request'] = null): RetriedStep => {
  const key = String(last++);
  const place = { incidentKey: key, instanceKey: `1${key}`, elementInstanceKey: `2${key}` };
  return { ...place, elementId: 'visa', errorType: 'TASK_LISTENER_NO_RETRIES', request };
};
const ofClaire = async () => ({
  id: await aRequest(prisma(), claire, court),
  agentId: claire,
  structurePath: court.path,
});
const retry = async (incidents: readonly RetriedStep[], personId = near) =>
  retryIncidents(db, {
    ...{ actor: await actorFacts(prisma(), personId), group: GROUP, incidents },
    ...{ reason: 'Droit donné', at: AT },
  });
const states = async () =>
  Object.fromEntries((await prisma().retriedIncident.findMany()).map((one) => [one.incidentKey, one.state]));

test('an administrator has what stops the requests of their structure tried again, and nothing else', async () => {
  const [mine, nobodys] = [stopped(await ofClaire()), stopped()];
  const { retryId, asked } = await retry([mine, nobodys]);
  expect(asked).toBe(1);
  expect(await states()).toEqual({ [mine.incidentKey]: 'waiting' });
  expect(await prisma().outbox.findMany({ select: { command: true, payload: true } })).toEqual([
    { command: 'retry-incidents', payload: { retryId } },
  ]);
  expect((await traceOf(prisma(), SYSTEM_CHAIN)).at(-1)).toMatchObject({
    ...{ verb: 'incident.retry-ask', actorId: near, subject: `incident-retry:${retryId}` },
    payload: { ...GROUP, count: 1, reason: 'Droit donné' },
  });
});

test('what another retry holds is left to it; where nothing is left, there is nothing to retry', async () => {
  const [first, second] = [stopped(await ofClaire()), stopped(await ofClaire())];
  await retry([first]);
  expect((await retry([first, second])).asked).toBe(1);
  await expect(retry([first, second])).rejects.toMatchObject({ code: 'incident-gone' });
  await expect(retry([stopped(await ofClaire())], claire)).rejects.toMatchObject({ code: 'incident-gone' });
  expect(await prisma().incidentRetry.count()).toBe(2);
});

test('ten thousand are written in one gesture', async () => {
  const request = await ofClaire();
  const many = Array.from({ length: 10_000 }, () => stopped(request));
  expect((await retry(many)).asked).toBe(10_000);
});

test('G10: the database takes no incident that is not theirs, and lets none of it go back', async () => {
  const other = await aPerson('Ada').make(db.database);
  const one = stopped(await ofClaire());
  const { retryId } = await retry([one]);
  const insert = (askedById: string, requestId: string | null) =>
    prisma().$transaction(async (tx) => {
      const { id } = await tx.incidentRetry.create({
        data: { ...GROUP, askedById, askedAt: AT, reason: 'Droit donné', state: 'asked' },
      });
      const { request: _, elementId: place, ...rest } = stopped();
      await tx.retriedIncident.create({
        data: { ...rest, retryId: id, place, requestId, state: 'waiting', changedAt: AT },
      });
    });
  for (const [personId, requestId] of [
    [other, one.request?.id ?? null],
    [near, null],
  ] as const)
    await expect(insert(personId, requestId)).rejects.toThrow(/not theirs to retry/);
  const { incidentKey } = one;
  const set = (state: 'done' | 'sent' | 'waiting') =>
    setRetriedState(prisma(), { retryId, incidentKey }, { state, at: AT });
  await expect(set('done')).rejects.toThrow(/from « waiting » to « done »/);
  await expect(setRetryState(prisma(), retryId, { state: 'watching', watchedUntil: AT })).rejects.toThrow(
    /some of its incidents wait/,
  );
  await set('sent');
  await expect(set('waiting')).rejects.toThrow(/from « sent » to « waiting »/);
  await expect(prisma().$executeRawUnsafe("update incident_retry set reason = 'Autre'")).rejects.toThrow(
    /permission denied/,
  );
});
