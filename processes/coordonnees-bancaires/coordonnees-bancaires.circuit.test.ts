import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '../../testing/on-bench.ts';

const KIND = 'coordonnees-bancaires';
const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: {
    [`${KIND}.bpmn`]: read(`${KIND}.bpmn`),
    'demande.form': read('demande.form'),
    'rappel.form': read('rappel.form'),
  },
});

const STOP = { stopUntil: '2026-12-14T22:59:59.999Z' };

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

const decide = (run: Run, elementId: string, outcome: string) =>
  run.completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

/** One that both agreed to. */
async function agreed(): Promise<Run> {
  const run = await toCallBack();
  await decide(run, 'rappel', 'confirmed');
  await bench.work('notify');
  await decide(run, 'confirmation', 'approved');
  await bench.work('cooling-off', STOP);
  expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'change-agreed' });
  return run;
}

describe('the circuit of bank details', () => {
  test('call back, confirmation, cooling-off, then the account, its pay piece, and both channels are notified', async () => {
    const run = await agreed();
    expect(run.at()).toEqual(['attente']);
    await bench.setClock('2026-12-14T22:00:00Z');
    expect(run.at()).toEqual(['attente']);
    await bench.setClock('2026-12-14T23:00:00Z');
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'coordonnees-bancaires' });
    expect((await bench.work('pay-piece')).customHeaders).toMatchObject({ movement: 'bank-account' });
    expect((await bench.work('notify')).customHeaders).toMatchObject({ recipients: 'agent-all' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'granted' });
    expect(run.alive).toBe(false);
    // Nothing personal sits in the engine.
    expect(Object.keys(run.variables()).sort()).toEqual(
      expect.not.arrayContaining(['iban', 'holder', 'calledNumber', 'calledPerson']),
    );
  });

  test('the two steps are of two roles, and the second is distinct from the first', async () => {
    const run = await toCallBack();
    expect(run.task('rappel').candidateGroups).toEqual(['gestionnaire']);
    await decide(run, 'rappel', 'confirmed');
    await bench.work('notify');
    expect(run.task('confirmation').candidateGroups).toEqual(['financier']);
  });

  test.each([
    ['the agent did not confirm', 'rappel', 'unconfirmed'],
    ['finance refused', 'confirmation', 'refused'],
  ])('%s: it is refused, and nothing is applied', async (_what, elementId, outcome) => {
    const run = await toCallBack();
    if (elementId === 'confirmation') {
      await decide(run, 'rappel', 'confirmed');
      await bench.work('notify');
    }
    await decide(run, elementId, outcome);
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'change-refused' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'refused' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('appliquer');
  });

  test.each(['the call back', 'the cooling-off'])('is stopped during %s, and nothing is applied', async (when) => {
    const run = when === 'the cooling-off' ? await agreed() : await toCallBack();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('appliquer');
  });

  test('once applied, nothing listens to a stop any more', async () => {
    const run = await agreed();
    await bench.setClock('2026-12-15T00:00:00Z');
    await bench.work('situation-apply');
    await expect(
      bench.engine.execute('CORRELATE_MESSAGE', { name: 'request-withdrawn', correlationKey: 'r1', variables: {} }),
    ).rejects.toThrow();
    expect(run.at()).toEqual(['etablir-piece']);
  });

  test('reminds whoever has the hand, then records the silence', async () => {
    const run = await toCallBack();
    await bench.setClock('2026-12-02T00:00:00Z');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    await bench.setClock('2027-01-25T00:00:00Z');
    await bench.work('silence-record');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'silence' });
    expect(run.at()).toEqual(['rappel']);
  });

  test('nobody is reminded, nor is silence recorded, once both agreed', async () => {
    const run = await agreed();
    await bench.setClock('2027-02-25T00:00:00Z');
    expect(run.at()).toEqual(['appliquer']);
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
});
