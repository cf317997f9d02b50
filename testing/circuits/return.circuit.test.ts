import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { lastEntry } from '#prisma/repositories/people/situation.ts';
import { takenOver } from '#prisma/testing/builders.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const UNTIL = dayAfter(parisDay(new Date()), { months: 6 });
const LAST = dayAfter(UNTIL, { days: -1 });

test('a return to full time, signed, is applied and paid: the part-time that stood ends before its last day', async () => {
  const theme = 'temps-de-travail';
  const from = '2026-10-01';
  const value = { quota: 80, payFraction: '6/7' };
  await takenOver(bench.db.asOwner, cast.agent, { theme, value, from, until: UNTIL });
  const asked = { quota: '80', startDate: from, returnDate: UNTIL, endDate: LAST };
  const requestId = await people.file(asked, { kind: 'reprise-temps-plein' });
  await people.at(requestId, 'visa', cast.manager, 'approved');
  await people.sign(requestId, 'signature-arrete');
  expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
  const { prisma } = bench.db.database;
  expect(await lastEntry(prisma, cast.agent, theme)).toMatchObject({ value, from, until: LAST });
  expect(await prisma.payPiece.count({ where: { requestId } })).toBe(1);
});
