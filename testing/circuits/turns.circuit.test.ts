import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seeRequest } from '#application/requests/seen-request.ts';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { deadline } from '#domain/calendar/deadline.ts';
import { canSeeDecisions } from '#domain/permissions/request.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

const KIND = 'entretien-professionnel';
const TODAY = parisDay(new Date());
const REPORT = { interviewDate: TODAY, annee: 2026, resultats: 'Atteints.', objectifs: 'Former.', maniere: 'Sûre.' };

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
/** The superior of the superior. */
let higher: string;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const { prisma } = bench.db.database;
  const direction = await prisma.structure.findFirstOrThrow({ where: { name: 'Direction des services' } });
  higher = await aPerson('Olivier').postedIn(direction).holding('superieur', direction).make(bench.db.database);
  await bench.start();
});

afterAll(() => bench?.close());

const report = (annee: number) =>
  people.file({ ...REPORT, annee, appreciation: 'Très bonne.' }, { kind: KIND, filedById: cast.superior });
/** What somebody may know of it now: nothing, that it is, or all that was decided too. */
async function knownTo(personId: string, requestId: string): Promise<'nothing' | 'request' | 'decisions'> {
  const { prisma } = bench.db.database;
  const actor = await actorFacts(prisma, personId);
  const seen = await seeRequest(prisma, actor, requestId, new Date()).catch(() => null);
  if (seen === null) return 'nothing';
  return canSeeDecisions(actor, seen.facts, TODAY) ? 'decisions' : 'request';
}
const toldTo = async (requestId: string, recipientId: string) =>
  (await bench.db.database.prisma.notification.findMany({ where: { requestId, recipientId } })).map(
    ({ message }) => message,
  );

describe('an interview', () => {
  test('goes from the superior to the agent, to N+2, to the agent; is filed, and may be reviewed', async () => {
    const { prisma } = bench.db.database;
    const requestId = await report(2026);
    await people.taskAt(requestId, 'observations');
    expect(await knownTo(cast.agent, requestId)).toBe('decisions');
    expect(await toldTo(requestId, cast.agent)).toEqual(['report-given']);
    const unsaid = await people.at(requestId, 'observations', cast.agent, 'answered');
    expect(unsaid).toMatchObject({ refused: 'decision-invalid' });
    await people.at(requestId, 'observations', cast.agent, 'answered', { reason: 'La charge a doublé.' });
    expect(await people.at(requestId, 'visa', cast.superior, 'approved')).toMatchObject({ refused: 'not-found' });
    await people.at(requestId, 'visa', higher, 'approved', { reason: 'Je m’associe à cette appréciation.' });
    await people.at(requestId, 'connaissance', cast.agent, 'acknowledged');

    const { key } = await people.taskAt(requestId, 'revision');
    const value = { annee: 2026 };
    expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
      { personId: cast.agent, theme: KIND, value, from: dateColumn(TODAY) },
    ]);
    // Fifteen clear days, from the day that the agent stated having read it.
    const { detail } = await prisma.requestEvent.findFirstOrThrow({ where: { requestId, kind: 'delay' } });
    const end = deadline(new Date(), { after: 'P15D', clearDays: true });
    expect(detail).toEqual({ until: end?.toISOString() });

    await people.decide(key, cast.agent, 'contested', { reason: 'Les objectifs étaient atteints.' });
    await people.taskAt(requestId, 'reponse-revision');
    // Once the fifteen clear days of the answer are over too, whoever owes it and whoever keeps the file are told.
    const clock = `${bench.gateway.restAddress}/v2/clock`;
    const body = JSON.stringify({ timestamp: Date.now() + 25 * 86_400_000 });
    await fetch(clock, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
    try {
      for (const late of [higher, cast.manager])
        await eventually(async () => (await toldTo(requestId, late)).includes('review-late'));
    } finally {
      await fetch(`${clock}/reset`, { method: 'POST' });
    }
    const answers = { reponse: 'Les résultats sont précisés.', texteRevise: 'Objectifs dépassés.' };
    expect(await people.at(requestId, 'reponse-revision', higher, 'confirmed', { answers })).not.toHaveProperty(
      'refused',
    );
    expect((await people.closed(requestId)).outcome).toBe('granted');
    expect(await toldTo(requestId, cast.agent)).toContain('review-granted');
  });

  test('is taken back by the superior until it is filed; nobody is left to answer', async () => {
    const requestId = await report(2027);
    await people.at(requestId, 'observations', cast.agent, 'acknowledged');
    await people.taskAt(requestId, 'visa');
    await people.withdraw(requestId, cast.superior);
    expect((await people.closed(requestId)).outcome).toBe('withdrawn');
  });
});
