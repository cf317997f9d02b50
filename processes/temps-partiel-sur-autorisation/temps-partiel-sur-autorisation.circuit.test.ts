import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '#testing/on-bench.ts';
import { decide, SECOND_VISA, testRefusals } from '#testing/refusal-scenes.ts';
import { deployedFiles } from '#testing/shipped-circuits.ts';

const KIND = 'temps-partiel-sur-autorisation';

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: await deployedFiles(KIND),
});

const CLOCKS = { reminderAt: '2026-12-09T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

const review = () => bench.only(`${KIND}--instruction`);
const signing = () => bench.only(`${KIND}--signature`);

/** A request that reached the superior. */
async function filed(facts: Record<string, unknown> = {}): Promise<Run> {
  const run = await bench.start(KIND, {
    requestId: 'r1',
    quota: '80',
    startDate: '2027-09-01',
    endDate: '2028-08-31',
    ...facts,
  });
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
  await decide(review(), 'visa', 'approved');
  expect((await bench.work('notify')).variables).toMatchObject({ readyMessage: 'visa-given' });
  return run;
}

/** One that reached the signatory. */
async function toSign(): Promise<Run> {
  const run = await toDraft();
  await bench.work('act-draft', { actId: 'a1' });
  return run;
}

describe('the circuit of part-time work on request', () => {
  test.each([
    ['50', '50/100'],
    ['60', '60/100'],
    ['70', '70/100'],
    ['80', '6/7'],
    ['90', '32/35'],
  ])('%s %% of work is paid %s', async (quota, fraction) => {
    const run = await filed({ quota });
    expect(run.variables()).toMatchObject({ payFraction: fraction, noticeShort: false });
  });

  test('a notice shorter than two months is told to the manager and the superior', async () => {
    const run = await filed({ startDate: '2027-01-23' });
    expect(run.variables().noticeShort).toBe(true);
    expect(review().path()).toContain('signaler-particularite');
    expect(review().at()).toEqual(['avis-superieur']);
  });

  test('opinion, visa and signature lead to a sealed, notified and applied act', async () => {
    const run = await toSign();
    expect(signing().task('signature-arrete').candidateGroups).toEqual(['signataire']);
    await decide(signing(), 'signature-arrete', 'signed');
    const sealing = await bench.work('act-seal');
    expect(sealing.variables).toMatchObject({ requestId: 'r1', decisionId: 'd-signature-arrete-signed' });
    const told = await bench.work('notify');
    expect(told.customHeaders).toMatchObject({ message: 'act-granted', attachAct: 'true' });
    // Pay follows what is applied.
    expect(run.at()).toEqual(['appliquer-quotite']);
    await bench.work('situation-apply');
    expect((await bench.work('pay-piece')).variables).toMatchObject({
      ...{ movement: 'work-time', effectDate: 'startDate', effectUntil: 'endDate' },
      facts: 'quota, payFraction',
    });
    await bench.work('request-close');
    expect(run.alive).toBe(false);
    expect(run.path()).toContain('demande-accordee');
  });

  test('a complement goes back to the agent, starts the clocks again and does not ask the superior twice', async () => {
    await filed();
    await decide(review(), 'avis-superieur', 'reserved');
    await bench.work('notify');
    await decide(review(), 'visa', 'complement');
    await bench.work('notify');
    expect(review().at()).toEqual(['complement']);
    expect(review().task('complement').candidateGroups).toEqual(['agent']);
    await bench.advance('P6M');
    expect(review().at()).toEqual(['complement']);
    await decide(review(), 'complement', 'completed');
    await bench.work('notify');
    await bench.work('deadline-compute', { ...CLOCKS, silenceAt: '2027-12-01T00:00:00Z' });
    expect(review().at()).toContain('visa');
    expect(
      review()
        .path()
        .filter((id) => id === 'avis-superieur'),
    ).toHaveLength(1);
  });

  /** One whose validator proposes something else: the agent has the hand. */
  async function toAnswer(): Promise<Run> {
    const run = await filed();
    await decide(review(), 'avis-superieur', 'favorable');
    await bench.work('notify');
    await decide(review(), 'visa', 'proposed');
    const told = await bench.work('notify');
    expect([told.customHeaders.message, told.variables.proposalTo]).toEqual(['proposal-made', 'agent']);
    expect(review().at()).toEqual(['repondre-proposition']);
    expect(review().task('repondre-proposition').candidateGroups).toEqual(['agent']);
    return run;
  }

  test('a proposal that the agent accepts goes on to the signature, without another visa', async () => {
    const run = await toAnswer();
    await decide(review(), 'repondre-proposition', 'accepted');
    expect((await bench.work('notify')).variables).toMatchObject({ readyMessage: 'visa-given' });
    const drafting = await bench.work('act-draft', { actId: 'a1' });
    expect(drafting.variables).toMatchObject({ decisionId: 'd-repondre-proposition-accepted' });
    expect([run.at(), signing().at()]).toEqual([['signature'], ['signature-arrete']]);
  });

  test('a proposal that the agent declines comes back to the visa, which decides on what was asked', async () => {
    await toAnswer();
    await decide(review(), 'repondre-proposition', 'declined');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'proposal-declined' });
    expect(review().at()).toEqual(['visa']);
    await decide(review(), 'visa', 'approved');
    expect((await bench.work('notify')).variables).toMatchObject({ readyMessage: 'visa-given' });
  });

  test('an agent who does not answer binds nobody: after fifteen days the visa decides; the clocks went on meanwhile', async () => {
    await toAnswer();
    await bench.setClock('2026-12-10T00:00:00Z');
    const messages = [await bench.work('notify'), await bench.work('notify')].map(({ customHeaders }) => customHeaders);
    expect(messages.map(({ message }) => message).sort()).toEqual(['proposal-declined', 'reminder']);
    expect(review().at()).toEqual(['visa']);
  });

  test('withdrawn while a proposal waits, it ends there', async () => {
    const run = await toAnswer();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
  });

  testRefusals({ bench: () => bench, kind: KIND, toDraft, granted: ['appliquer-quotite'] });

  test('withdrawn during the review, it ends there, and nobody is asked to sign', async () => {
    const run = await filed();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('signature');
  });

  test('whoever has the hand is reminded, the delay is told, and silence is recorded while the review goes on', async () => {
    await filed();
    await bench.setClock('2026-12-10T00:00:00Z');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    await bench.setClock('2026-12-25T00:00:00Z');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'overdue' });
    await bench.setClock('2027-01-25T00:00:00Z');
    expect((await bench.work('silence-record')).variables).toMatchObject({ silenceMeans: 'rejection' });
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'silence' });
    expect(review().at()).toEqual(['avis-superieur']);
  });

  test('the same clocks run on while the order waits for its signature, and a late signature still decides', async () => {
    await toSign();
    await bench.setClock('2026-12-25T00:00:00Z');
    const late = [await bench.work('notify'), await bench.work('notify')];
    expect(late.map(({ customHeaders }) => customHeaders.message).sort()).toEqual(['overdue', 'reminder']);
    await bench.setClock('2027-01-25T00:00:00Z');
    await bench.work('silence-record');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'silence' });
    await decide(signing(), 'signature-arrete', 'signed');
    expect(signing().at()).toEqual(['sceller']);
  });

  test('no personal data is in the engine', async () => {
    const run = await toSign();
    const facts = ['endDate', 'filedOn', 'noticeShort', 'payFraction', 'quota', 'requestId', 'startDate'];
    expect(Object.keys(run.variables()).sort()).toEqual(
      [...facts, 'decisionId', 'dueAt', 'silenceAt', 'withdrawalId'].sort(),
    );
    expect(Object.keys(signing().variables()).sort()).toEqual(
      [
        ...['actId', 'decisionId', 'dueAt', 'payFraction', 'requestId', 'silenceAt', 'withdrawalId'],
        ...['notifyTo', 'overdueTo', 'readyMessage', 'readyTo', 'reminder', 'silenceMeans', 'silenceTo'],
      ].sort(),
    );
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
  // A visa is always taken, and what it asks for.
  expect((await coverage.untaken(`${KIND}--instruction`)).elements.sort()).toEqual([...SECOND_VISA].sort());
  // Each clock of this kind speaks to somebody.
  expect((await coverage.untaken(`${KIND}--signature`)).elements).toEqual(['retard-passe', 'silence-passe']);
});
