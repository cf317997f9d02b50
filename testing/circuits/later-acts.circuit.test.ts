import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActData } from '../../domain/act/act.ts';
import { parisDay } from '../../domain/calendar/civil-date.ts';
import { longDay } from '../../domain/calendar/french-day.ts';
import { standingOfActs } from '../../prisma/repositories/acts/later-acts.ts';
import type { WorkerBench } from '../../workers/testing/bench.ts';
import type { Cast } from '../../workers/testing/people.ts';
import { type Actors, openPlay } from '../../workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const standing = async (requestId: string) =>
  [...(await standingOfActs(bench.db.database.prisma, requestId)).values()][0];

test('an act is corrected by one that cites it, then withdrawn at its agent’s request; both say so, and what it changed is undone once', async () => {
  const { prisma } = bench.db.database;
  const first = await people.file();
  await people.at(first, 'avis-superieur', cast.superior, 'favorable');
  await people.at(first, 'visa', cast.checker, 'approved');
  await people.sign(first, 'signature-arrete');
  await people.closed(first);
  const { number } = (await standing(first)) ?? {};

  const words = { auLieuDe: '80 %', lire: '80 pour cent', origine: 'une faute de frappe' };
  const correction = await people.file(
    { contested: first, ...words },
    { kind: 'rectification', filedById: cast.manager },
  );
  await people.at(correction, 'visa', cast.checker, 'approved');
  const { sha256 } = await people.sign(correction, 'signature-arrete');
  await people.closed(correction);
  const { content } = await prisma.actPreview.findFirstOrThrow({ where: { sha256 } });
  const { legalReferences } = content as unknown as ActData;
  expect(legalReferences).toContain(`l’arrêté n° ${number} du ${longDay(parisDay(new Date()))}`);
  expect(await standing(first)).toMatchObject({
    state: 'corrected',
    touchedBy: [{ nature: 'corrects', requestId: correction }],
  });

  const asked = { contested: first, grounds: 'Un autre jour me convient mieux.', wanted: 'Le lundi libre.' };
  const withdrawal = await people.file(asked, { kind: 'retrait-sur-demande' });
  await people.at(withdrawal, 'visa', cast.manager, 'approved');
  await people.sign(withdrawal, 'signature-arrete');
  await people.closed(withdrawal);
  expect((await standing(first))?.state).toBe('withdrawn');
  expect(await standing(withdrawal)).toMatchObject({ state: 'in-force', touches: { number } });
  // What the first one wrote stays read, beside what undoes it; nothing stands any more.
  const rows = await prisma.situationEntry.findMany({ where: { personId: cast.agent }, orderBy: { id: 'asc' } });
  expect(
    rows
      .filter(({ theme }) => theme === 'temps-de-travail')
      .map((row) => [row.origin, row.requestId, row.supersededAt !== null]),
  ).toEqual([
    ['request', first, true],
    ['undoing', withdrawal, true],
  ]);
  const [paid, back, ...others] = await prisma.payPiece.findMany({
    where: { agentId: cast.agent },
    orderBy: { id: 'asc' },
  });
  expect([paid?.requestId, back?.requestId, others]).toEqual([first, withdrawal, []]);
  expect(back).toMatchObject({
    takesBackId: paid?.id,
    ...{ movement: paid?.movement, facts: paid?.facts, effectDate: paid?.effectDate, effectUntil: paid?.effectUntil },
  });
  expect(await prisma.notification.count({ where: { requestId: withdrawal, message: 'situation-changed' } })).toBe(1);
});
