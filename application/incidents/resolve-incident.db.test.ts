import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { resolveIncident } from './resolve-incident.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let claire: string;
let near: string;
beforeAll(async () => {
  db = await aDatabase();
  ministry = await aStructure(db.database.prisma, 'Ministère');
  court = await aStructure(db.database.prisma, 'Tribunal', ministry);
  near = await aPerson('Adam').holding('administrateur', court).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});

const stopped = { incidentKey: '2251799813685300', elementId: 'avis-superieur', errorType: 'JOB_NO_RETRIES' };
const resolve = async (request: { id: string; agentId: string; structurePath: string } | null, personId = near) =>
  resolveIncident(db, {
    actor: await actorFacts(db.database.prisma, personId),
    incident: { ...stopped, request },
    reason: 'Droit donné',
    at: AT,
  });
const ofClaire = async () => ({
  id: await aRequest(db.database.prisma, claire, court),
  agentId: claire,
  structurePath: court.path,
});
const commands = () => db.database.prisma.outbox.findMany({ select: { id: true, command: true } });

test('an administrator of the structure sends a stopped request on, and says why', async () => {
  const request = await ofClaire();
  const id = await resolve(request);
  expect(await commands()).toEqual([{ id, command: 'resolve-incident' }]);
  expect(await traceOf(db.database.prisma, claire)).toMatchObject([
    { verb: 'incident.resolve', actorId: near, payload: { requestId: request.id, reason: 'Droit donné' } },
  ]);
});

test('elsewhere, or without the right, there is no such incident', async () => {
  const prison = await aStructure(db.database.prisma, 'Prison');
  const other = await aPerson('Ada').holding('administrateur', prison).make(db.database);
  const request = await ofClaire();
  for (const personId of [other, claire])
    await expect(resolve(request, personId)).rejects.toMatchObject({ code: 'not-found' });
  expect(await commands()).toEqual([]);
  expect(await traceOf(db.database.prisma, claire)).toEqual([]);
});

test('G10: what belongs to no request is sent on by who administers the whole, in the trace of the system', async () => {
  for (const personId of [claire, near])
    await expect(resolve(null, personId)).rejects.toMatchObject({ code: 'not-found' });
  await resolve(null, await aPerson('Agathe').holding('administrateur', ministry).make(db.database));
  expect(await traceOf(db.database.prisma, SYSTEM_CHAIN)).toMatchObject([
    { verb: 'incident.resolve', subject: `incident:${stopped.incidentKey}` },
  ]);
});
