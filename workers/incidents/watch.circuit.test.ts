import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson } from '../../prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '../testing/bench.ts';
import { addressOf, type Cast } from '../testing/people.ts';
import { type Actors, openPlay } from '../testing/play.ts';
import { lookAtIncidents, writeStops } from './watch.ts';

let bench: WorkerBench;
let cast: Cast;
let play: Actors;
beforeAll(async () => {
  ({ bench, cast, people: play } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

test('the nearest administrator is notified once that a request is stopped, and where to read why', async () => {
  const { database } = bench.db;
  const { prisma } = database;
  const near = await aPerson('Adam').postedIn(cast.office).holding('administrateur', cast.office).make(database);
  const ministry = await prisma.structure.findFirstOrThrow({ where: { parentId: null } });
  const far = await aPerson('Ada').holding('administrateur', ministry).make(database);
  await prisma.habilitation.updateMany({ where: { role: 'valideur' }, data: { until: new Date('2021-01-01') } });

  const requestId = await play.file();
  await play.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  const address = await addressOf(database, near);
  const mail = await eventually(async () => bench.mail.to(address)[0]);

  const { number } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  expect(mail.subject).toBe(`Demande ${number} : arrêtée par un incident`);
  expect(mail.text).toContain('https://harmonie.example/operations');
  expect(await lookAtIncidents({ ...bench.context, engineName: 'default' })).toBe(0);
  expect(bench.mail.to(await addressOf(database, far))).toEqual([]);
});

test('every request that is stopped is read, however many pages of incidents there are', async () => {
  const { database } = bench.db;
  const filed = [await play.file(), await play.file(), await play.file()];
  for (const id of filed) await play.at(id, 'avis-superieur', cast.superior, 'favorable');
  const engine = { ...bench.engine, openIncidents: () => bench.engine.openIncidents({ pageSize: 2 }) };
  const context = { ...bench.context, engine, engineName: 'default' };
  await eventually(async () => (await engine.openIncidents()).length > filed.length);

  const stops = await writeStops(context);
  expect(stops.map(({ request }) => request.id)).toEqual(expect.arrayContaining(filed));
  const stopped = await database.prisma.request.findMany({ where: { stoppedSince: { not: null } } });
  expect(stopped.map(({ id }) => id)).toEqual(expect.arrayContaining(filed));

  await lookAtIncidents(context);
  expect(await lookAtIncidents(context)).toBe(0);
});

test('whoever reads a request sees that it is stopped, until it goes on', async () => {
  const { prisma } = bench.db.database;
  const requestId = await play.file();
  await play.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  const stopped = await eventually(() =>
    prisma.request.findFirst({ where: { id: requestId, stoppedSince: { not: null } } }),
  );
  const { instanceKey } = await prisma.calledInstance.findFirstOrThrow({ where: { requestId } });
  const incidents = await bench.engine.openIncidents({ filter: { processInstanceKey: instanceKey } });
  expect(stopped.stoppedSince).toEqual(new Date(incidents[0]?.creationTime ?? ''));

  await bench.db.asOwner("update habilitation set until = null where role = 'valideur'");
  for (const { incidentKey } of incidents) await bench.engine.resolveIncident(String(incidentKey), { retries: 5 });
  expect(
    await eventually(() => prisma.request.findFirst({ where: { id: requestId, stoppedSince: null } })),
  ).toBeTruthy();
});
