import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '../../testing/bench.ts';
import { addressOf, type Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';
import { lookAtRequests } from './stops.ts';
import { incidentWatch } from './watch.ts';

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
  expect(await lookAtRequests(bench.context, [requestId])).toBe(0);
  expect(bench.mail.to(await addressOf(database, far))).toEqual([]);
});

test('every request that is stopped is found, however many there are, and seen to go on, a page at a time', async () => {
  const { prisma } = bench.db.database;
  const filed = [await play.file(), await play.file(), await play.file()];
  for (const id of filed) await play.at(id, 'avis-superieur', cast.superior, 'favorable');
  const stoppedNow = async () => {
    const found = await prisma.request.findMany({ where: { id: { in: filed }, stoppedSince: { not: null } } });
    return found.map(({ id }) => id).sort();
  };
  await eventually(async () => (await stoppedNow()).length === filed.length);

  const read: number[] = [];
  const engine = {
    ...bench.engine,
    incidentsSince: async (...asked: Parameters<typeof bench.engine.incidentsSince>) => {
      const found = await bench.engine.incidentsSince(...asked);
      read.push(found.items.length);
      return found;
    },
  };
  let at = new Date();
  const turn = incidentWatch({ ...bench.context, engine, engineName: 'default', now: () => at }, 2);
  const look = async () => {
    while (await turn()) {}
  };
  // Written by nobody: found again, by pages of two.
  await bench.db.asOwner('update request set stopped_since = null where id = any($1)', [filed]);
  await look();
  expect(await stoppedNow()).toEqual([...filed].sort());
  expect(Math.max(...read)).toBe(2);
  expect(read.length).toBeGreaterThan(1);

  // What was looked at for a minute is not anew: only the newest is read again, to know where others begin.
  at = new Date(at.getTime() + 61_000);
  await look();
  read.length = 0;
  await look();
  expect(read.reduce((sum, count) => sum + count, 0)).toBeLessThan(filed.length);

  // Mended past the portal: seen once each page had its turn.
  await bench.db.asOwner("update habilitation set until = null where role = 'valideur'");
  const instances = await prisma.calledInstance.findMany({ where: { requestId: { in: filed } } });
  for (const { incidentKey } of await bench.engine.incidentsIn(instances.map(({ instanceKey }) => instanceKey)))
    await bench.engine.resolveIncident(String(incidentKey), { retries: 5 });
  await eventually(async () => {
    await look();
    return (await stoppedNow()).length === 0;
  });
  await bench.db.asOwner("update habilitation set until = '2021-01-01' where role = 'valideur'");
});

test('the readers of a request see that it is stopped, until it goes on', async () => {
  const { prisma } = bench.db.database;
  const requestId = await play.file();
  await play.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  const stopped = await eventually(() =>
    prisma.request.findFirst({ where: { id: requestId, stoppedSince: { not: null } } }),
  );
  const { instanceKey } = await prisma.calledInstance.findFirstOrThrow({ where: { requestId } });
  const incidents = await bench.engine.incidentsIn([instanceKey]);
  expect(stopped.stoppedSince).toEqual(new Date(incidents[0]?.creationTime ?? ''));

  await bench.db.asOwner("update habilitation set until = null where role = 'valideur'");
  for (const { incidentKey } of incidents) await bench.engine.resolveIncident(String(incidentKey), { retries: 5 });
  expect(
    await eventually(() => prisma.request.findFirst({ where: { id: requestId, stoppedSince: null } })),
  ).toBeTruthy();
});
