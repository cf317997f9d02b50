import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '#testing/on-bench.ts';
import { deployedFiles } from '#testing/shipped-circuits.ts';

const KIND = 'coordonnees-bancaires';
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: await deployedFiles(KIND),
});

/** What the call of the block gives it. */
const INPUTS = [
  ...['filedMessage', 'filedTo', 'form', 'confirmMessage', 'theme', 'minimum'],
  ...['reminder', 'reply', 'overdueTo', 'silence', 'silenceMeans', 'silenceTo'],
];
const STOP = { stopUntil: '2026-12-14T22:59:59.999Z' };

/** What the block does while it is there: alerts, the call back, the confirmation, the wait. */
const callBack = (): Run => bench.only(`${KIND}--contre-appel`);

/** One whose agent was alerted, and whose manager is to call back. */
async function toCallBack(): Promise<Run> {
  const run = await bench.start(KIND, { requestId: 'r1' });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  const alert = await bench.work('notify');
  expect(alert.customHeaders).toMatchObject({ recipients: 'agent-known' });
  await bench.work('notify');
  await bench.work('deadline-compute', CLOCKS);
  return run;
}

const decide = (elementId: string, outcome: string) =>
  callBack().completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

/** One that both agreed to. */
async function agreed(): Promise<Run> {
  const run = await toCallBack();
  await decide('rappel', 'confirmed');
  await bench.work('notify');
  await decide('confirmation', 'approved');
  await bench.work('cooling-off', STOP);
  expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'change-agreed' });
  return run;
}

/** What the closing says, and to whom; then it is over. */
async function closes(run: Run, what: { outcome: string; message: string; recipients: string }): Promise<void> {
  expect((await bench.work('notify')).variables).toMatchObject(what);
  await bench.work('request-close');
  expect(run.alive).toBe(false);
}

describe('the circuit of bank details', () => {
  test('call back, confirmation, cooling-off, then the account, its pay piece, and both channels are notified', async () => {
    const run = await agreed();
    expect(callBack().at()).toEqual(['attente']);
    await bench.setClock('2026-12-14T22:00:00Z');
    expect(callBack().at()).toEqual(['attente']);
    await bench.setClock('2026-12-14T23:00:00Z');
    expect((await bench.work('situation-apply')).variables).toMatchObject({ theme: 'coordonnees-bancaires' });
    expect((await bench.work('pay-piece')).variables).toMatchObject({
      movement: 'bank-account',
      facts: 'iban, holder',
    });
    await closes(run, { outcome: 'granted', message: 'change-applied', recipients: 'agent-all' });
  });

  test('nothing in the engine says which account, nor whom was called', async () => {
    const run = await agreed();
    expect(Object.keys(run.variables()).sort()).toEqual(['filedOn', 'requestId']);
    const { callback, confirmation, decisionId, ...rest } = callBack().variables();
    expect([callback, confirmation, decisionId]).toEqual(['confirmed', 'approved', 'd-confirmation-approved']);
    expect(Object.keys(rest).sort()).toEqual(
      [...Object.keys({ ...CLOCKS, ...STOP }), ...INPUTS, 'requestId', 'withdrawalId'].sort(),
    );
  });

  test('the two steps are of two roles, and the second is distinct from the first', async () => {
    await toCallBack();
    expect(callBack().task('rappel').candidateGroups).toEqual(['gestionnaire']);
    await decide('rappel', 'confirmed');
    await bench.work('notify');
    expect(callBack().task('confirmation').candidateGroups).toEqual(['financier']);
  });

  test.each([
    ['the agent did not confirm', 'rappel', 'unconfirmed'],
    ['finance refused', 'confirmation', 'refused'],
  ])('%s: it is refused, and nothing is applied', async (_what, elementId, outcome) => {
    const run = await toCallBack();
    if (elementId === 'confirmation') {
      await decide('rappel', 'confirmed');
      await bench.work('notify');
    }
    await decide(elementId, outcome);
    expect(run.at()).toEqual(['cloture-refus']);
    await closes(run, { outcome: 'refused', message: 'change-refused', recipients: 'agent-known, acted' });
    expect(await bench.jobs('pay-piece')).toEqual([]);
  });

  test.each(['the call back', 'the cooling-off'])('is stopped during %s, and nothing is applied', async (when) => {
    const run = when === 'the cooling-off' ? await agreed() : await toCallBack();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(run.at()).toEqual(['cloture-retrait']);
    await closes(run, {
      outcome: 'withdrawn',
      message: 'withdrawn',
      recipients: 'agent-known, acted, gestionnaire',
    });
    expect(await bench.jobs('situation-apply')).toEqual([]);
  });

  test('once applied, nothing listens to a stop any more', async () => {
    const run = await agreed();
    await bench.setClock('2026-12-15T00:00:00Z');
    await bench.work('situation-apply');
    await expect(
      bench.engine.execute('CORRELATE_MESSAGE', { name: 'request-withdrawn', correlationKey: 'r1', variables: {} }),
    ).rejects.toThrow();
    expect(run.at()).toEqual(['cloture-accord']);
  });

  test('reminds whoever has the hand, tells that the reply is late, then records the silence', async () => {
    await toCallBack();
    await bench.setClock('2026-12-02T00:00:00Z');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    await bench.setClock('2026-12-25T00:00:00Z');
    const late = await bench.work('notify');
    expect(late.customHeaders).toMatchObject({ message: 'overdue' });
    expect(late.variables).toMatchObject({ overdueTo: 'gestionnaire, holders' });
    await bench.setClock('2027-01-25T00:00:00Z');
    await bench.work('silence-record');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'silence' });
    expect(callBack().at()).toEqual(['rappel']);
  });

  test('nobody is reminded, nor is silence recorded, once both agreed', async () => {
    await agreed();
    await bench.setClock('2027-02-25T00:00:00Z');
    expect(callBack().at()).toEqual(['appliquer']);
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
  expect(await coverage.untaken(`${KIND}--contre-appel`)).toEqual({
    elements: [],
    flows: ['retard-non: retard-a-signaler -> alerte-passee'],
  });
  // Each closing here is told, and so is each delay.
  expect((await coverage.untaken(`${KIND}--cloture`)).flows).toEqual(['informer-non: a-informer -> informe']);
});
