import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '#testing/on-bench.ts';
import { decide, PROPOSAL, SECOND_VISA, testRefusals } from '#testing/refusal-scenes.ts';
import { deployedFiles } from '#testing/shipped-circuits.ts';

const KIND = 'teletravail';
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: await deployedFiles(KIND),
});

const review = () => bench.only(`${KIND}--instruction`);
const signing = () => bench.only(`${KIND}--signature`);

/** A request that reached the superior. */
async function filed(facts: Record<string, unknown> = {}): Promise<Run> {
  const asked = { jours: '2', startDate: '2027-03-01', endDate: '2028-02-29', ...facts };
  const run = await bench.start(KIND, { requestId: 'r1', ...asked });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  await bench.work('notify');
  await bench.work('notify');
  await bench.work('deadline-compute', CLOCKS);
  return run;
}

/** One whose order is to be drafted. */
async function toDraft(): Promise<Run> {
  const run = await filed();
  await decide(review(), 'avis-superieur', 'favorable');
  await bench.work('notify');
  expect((await bench.work('notify')).variables).toMatchObject({ readyMessage: 'to-sign', readyTo: 'signataire' });
  return run;
}

/** One that reached the signatory. */
async function toSign(): Promise<Run> {
  const run = await toDraft();
  await bench.work('act-draft', { actId: 'a1' });
  return run;
}

describe('the circuit of remote work', () => {
  test.each([
    ['a month ahead, to the day', '2026-12-24', false],
    ['sooner', '2026-12-23', true],
  ])('one that begins %s', async (_when, startDate, soon) => {
    const run = await filed({ startDate });
    expect(run.variables().startsSoon).toBe(soon);
    expect(review().path().includes('signaler-particularite')).toBe(soon);
  });

  test('the superior’s opinion goes straight to the signatory, without a visa, whatever it says', async () => {
    const run = await filed();
    expect(review().task('avis-superieur').candidateGroups).toEqual(['superieur']);
    await decide(review(), 'avis-superieur', 'unfavorable');
    await bench.work('notify');
    expect(run.at()).toEqual(['signature']);
    await bench.work('notify');
    await bench.work('act-draft', { actId: 'a1' });
    expect(signing().task('signature-arrete').candidateGroups).toEqual(['signataire']);
  });

  test('a signature leads to a sealed act, notified, applied, and its allowance', async () => {
    const run = await toSign();
    await decide(signing(), 'signature-arrete', 'signed');
    await bench.work('act-seal');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'act-granted', attachAct: 'true' });
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'teletravail' });
    expect((await bench.work('pay-piece')).variables).toMatchObject({ movement: 'allowance', facts: 'jours' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
    expect(run.path()).toContain('demande-accordee');
  });

  testRefusals({ bench: () => bench, kind: KIND, toDraft, granted: ['appliquer'] });

  test('withdrawn before the opinion, it ends there, and nobody is asked to sign', async () => {
    const run = await filed();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('signature');
  });

  test.each([
    ['the opinion', filed, review, 'avis-superieur'],
    ['the signature', toSign, signing, 'signature-arrete'],
  ])(
    'a month passes, then two, while %s is awaited: the delay is told, then the silence',
    async (_what, to, at, step) => {
      await to();
      await bench.setClock('2026-12-25T00:00:00Z');
      const late = [await bench.work('notify'), await bench.work('notify')];
      expect(late.map(({ customHeaders }) => customHeaders.message).sort()).toEqual(['overdue', 'reminder']);
      await bench.setClock('2027-01-25T00:00:00Z');
      expect((await bench.work('silence-record')).variables).toMatchObject({ silenceMeans: 'rejection' });
      expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'silence' });
      expect(at().at()).toEqual([step]);
    },
  );

  test('nothing in the engine says who, where, nor why', async () => {
    const run = await toSign();
    const facts = ['endDate', 'filedOn', 'jours', 'requestId', 'startDate', 'startsSoon'];
    expect(Object.keys(run.variables()).sort()).toEqual(
      [...facts, 'decisionId', 'dueAt', 'silenceAt', 'withdrawalId'].sort(),
    );
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
  // Nobody visas it, so that nobody asks the agent for more.
  expect((await coverage.untaken(`${KIND}--instruction`)).elements.sort()).toEqual(
    [
      ...SECOND_VISA,
      ...PROPOSAL,
      'visa-rendu',
      ...['complement', 'demander-complement', 'informer-complement', 'second-visa-attendu', 'visa'],
    ].sort(),
  );
});
