import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { halfYear } from '../periods.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const KIND = 'teletravail';
const ASKED = {
  ...{ jours: '2', lieu: 'domicile', plages: 'mardi et jeudi, de 9 h à 17 h' },
  fonctions: 'rédaction des décisions',
};
const file = (turn: number) => people.file({ ...halfYear(turn), ...ASKED }, { kind: KIND });

test('remote work is granted by a signed act on the superior’s opinion, kept in the situation, and its allowance paid', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file(0);
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.sign(requestId, 'signature-arrete');
  expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await prisma.task.count({ where: { requestId, decision: 'visa' } })).toBe(0);
  const act = await prisma.act.findFirstOrThrow({ where: { requestId } });
  expect(act.effects).toMatchObject([{ effect: KIND, words: expect.stringContaining('jours par semaine : 2') }]);
  const { startDate, endDate } = halfYear(0);
  const [from, until] = [startDate, endDate].map(dateColumn);
  expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
    { theme: KIND, value: { jours: 2, lieu: 'domicile' }, from, until, guarantee: 'act' },
  ]);
  expect(await prisma.payPiece.findMany({ where: { requestId } })).toMatchObject([{ movement: 'allowance' }]);
});

test('it is refused after an interview, with reasons, by a signed act; nothing changes', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file(1);
  await people.at(requestId, 'avis-superieur', cast.superior, 'unfavorable', { reason: 'Accueil du public.' });
  const reasons = {
    reasonLaw: 'Décret n° 2016-151 du 11 février 2016, article 5 : intérêt du service.',
    reasonFact: 'Les fonctions d’accueil du public se tiennent sur site.',
  };
  const { key } = await people.taskAt(requestId, 'signature-arrete');
  expect(await people.decide(key, cast.signer, 'refused', reasons)).toEqual({ refused: 'decision-invalid' });
  await people.decide(key, cast.signer, 'refused', { ...reasons, interviewOn: parisDay(new Date()) });
  await people.sign(requestId, 'signature-refus');
  expect((await people.closed(requestId)).outcome).toBe('refused');
  expect(await prisma.act.findMany({ where: { requestId, sealedAt: { not: null } } })).toMatchObject([
    { template: 'refusal' },
  ]);
  expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  expect(await prisma.payPiece.count({ where: { requestId } })).toBe(0);
});

test('a silence that fell during the review is told once, though the signature waits for the same day', async () => {
  const { prisma } = bench.db.database;
  const clock = `${bench.gateway.restAddress}/v2/clock`;
  const headers = { 'content-type': 'application/json' };
  const requestId = await file(2);
  await people.taskAt(requestId, 'avis-superieur');
  await bench.db.asOwner('update request set silence_at = now() where id = $1', [requestId]);
  const timestamp = Date.now() + 70 * 86_400_000;
  await fetch(clock, { method: 'PUT', headers, body: JSON.stringify({ timestamp }) });
  try {
    const told = { requestId, message: 'silence', recipientId: cast.agent, address: null };
    await eventually(() => prisma.notification.findFirst({ where: told }));
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    const again = { requestId, elementId: 'signature/informer-silence', state: 'done' };
    await eventually(() => prisma.requestStep.findFirst({ where: again }));
    expect(await prisma.notification.count({ where: told })).toBe(1);
    expect(await prisma.requestEvent.count({ where: { requestId, kind: 'silence' } })).toBe(1);
  } finally {
    await fetch(`${clock}/reset`, { method: 'POST' });
  }
  await people.withdraw(requestId);
  expect((await people.closed(requestId)).outcome).toBe('withdrawn');
});
