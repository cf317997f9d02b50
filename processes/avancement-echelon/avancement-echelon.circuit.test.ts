import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '../../testing/on-bench.ts';
import { decide, testRefusals } from '../../testing/refusal-scenes.ts';

const KIND = 'avancement-echelon';
const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: {
    [`${KIND}.bpmn`]: read(`${KIND}.bpmn`),
    'avancement-echelon-regles.dmn': read('avancement-echelon-regles.dmn'),
    'demande.form': read('demande.form'),
  },
});

/** An act that reached the validator. */
async function started(facts: Record<string, unknown> = {}): Promise<Run> {
  const run = await bench.start(KIND, {
    requestId: 'r1',
    basis: 'seniority',
    effectDate: '2027-01-01',
    echelon: 5,
    index: 420,
    ...facts,
  });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  const told = await bench.work('notify');
  expect(told.customHeaders).toMatchObject({ message: 'acknowledgement', recipients: 'demandeur' });
  expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'act-started', recipients: 'valideur' });
  return run;
}

/** One whose order is to be drafted. */
async function toDraft(): Promise<Run> {
  const run = await started();
  await decide(run, 'visa', 'approved');
  await bench.work('notify');
  return run;
}

/** One that reached the signatory. */
async function toSign(): Promise<Run> {
  const run = await toDraft();
  await bench.work('act-draft', { actId: 'a1' });
  return run;
}

describe('the circuit of an advancement that a manager starts', () => {
  test('a visa and a signature lead to a sealed order, notified, applied, and paid', async () => {
    const run = await toSign();
    expect(run.path()).not.toContain('visa-budgetaire');
    expect(run.task('signature-arrete').candidateGroups).toEqual(['signataire']);
    await decide(run, 'signature-arrete', 'signed');
    const sealing = await bench.work('act-seal');
    expect(sealing.variables).toMatchObject({ requestId: 'r1', decisionId: 'd-signature-arrete-signed' });
    const told = await bench.work('notify');
    expect(told.customHeaders).toMatchObject({ message: 'act-granted', attachAct: 'true' });
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'echelon-grade' });
    expect((await bench.work('pay-piece')).customHeaders).toMatchObject({
      movement: 'echelon',
      facts: 'echelon,index',
    });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'granted' });
    expect(run.alive).toBe(false);
    expect(run.path()).toContain('acte-pris');
  });

  test.each([
    ['more than a year of back pay', { effectDate: '2025-11-01' }, true],
    ['a year of back pay, to the day', { effectDate: '2025-11-24' }, false],
    ['a correction of the classification', { basis: 'correction' }, true],
    ['an ordinary advancement', {}, false],
  ])('%s asks the finance office or not', async (_case, facts, asked) => {
    const run = await started(facts);
    await decide(run, 'visa', 'approved');
    expect(run.at().includes('visa-budgetaire')).toBe(asked);
    if (!asked) return;
    expect(run.task('visa-budgetaire').candidateGroups).toEqual(['financier']);
    await decide(run, 'visa-budgetaire', 'approved');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'visa-given' });
    expect(run.at()).toEqual(['preparer-arrete']);
  });

  test.each([
    ['validator', 'visa', {}],
    ['finance officer', 'visa-budgetaire', { basis: 'correction' }],
  ])('the %s sends it back to whoever started it, then checks it again', async (_who, step, facts) => {
    const run = await started(facts);
    if (step !== 'visa') await decide(run, 'visa', 'approved');
    await decide(run, step, 'complement');
    expect((await bench.work('notify')).customHeaders).toMatchObject({
      message: 'complement-asked',
      recipients: 'demandeur',
    });
    expect(run.at()).toEqual(['complement']);
    expect(run.task('complement').candidateGroups).toEqual(['demandeur']);
    await decide(run, 'complement', 'completed');
    await bench.work('notify');
    expect(run.at()).toEqual(['visa']);
  });

  testRefusals({ bench: () => bench, toDraft, granted: ['appliquer-echelon', 'piece-de-paye'] });

  test.each([['visa'], ['complement'], ['signature-arrete']])('given up while at « %s », it ends there', async (at) => {
    const run = at === 'signature-arrete' ? await toSign() : await started();
    if (at === 'complement') {
      await decide(run, 'visa', 'complement');
      await bench.work('notify');
    }
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(run.terminated()).toContain(at);
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
  });

  test.each([
    ['visa', {}],
    ['visa-budgetaire', { basis: 'correction' }],
    ['signature-arrete', {}],
  ])('whoever has it at « %s » is reminded after fifteen days, and goes on', async (step, facts) => {
    const run = step === 'signature-arrete' ? await toSign() : await started(facts);
    if (step === 'visa-budgetaire') await decide(run, 'visa', 'approved');
    await bench.advance('P15DT1M');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    expect(run.at()).toEqual([step]);
  });

  test('a reminder on its way does not keep a signed act from being sealed', async () => {
    const run = await toSign();
    await bench.advance('P15DT1M');
    await decide(run, 'signature-arrete', 'signed');
    expect(run.at()).toEqual(['sceller-arrete']);
  });

  test('nothing in the engine says who', async () => {
    const run = await toSign();
    expect(Object.keys(run.variables()).sort()).toEqual(
      [
        'actId',
        'basis',
        'budgetVisa',
        'decisionId',
        'echelon',
        'effectDate',
        'filedOn',
        'index',
        'requestId',
        'visa',
      ].sort(),
    );
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
});
