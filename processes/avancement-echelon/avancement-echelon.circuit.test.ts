import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Bench, Run } from '../../engine/testing/bench.ts';
import { Coverage } from '../../engine/testing/coverage.ts';
import { onBench } from '../../engine/testing/on-bench.ts';

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

const decide = (run: Run, elementId: string, outcome: string) =>
  run.completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

/** One that reached the signatory. */
async function toSign(): Promise<Run> {
  const run = await started();
  await decide(run, 'visa', 'approved');
  await bench.work('notify');
  await bench.work('act-draft', { actId: 'a1' });
  return run;
}

describe('the circuit of an advancement that a manager starts', () => {
  test('a visa and a signature lead to a sealed order, told, applied, and paid', async () => {
    const run = await toSign();
    expect(run.path()).not.toContain('visa-budgetaire');
    expect(run.task('signature-arrete').candidateGroups).toEqual(['signataire']);
    await decide(run, 'signature-arrete', 'signed');
    const sealing = await bench.work('act-seal');
    expect(sealing.variables).toMatchObject({ requestId: 'r1', decisionId: 'd-signature-arrete-signed' });
    const told = await bench.work('notify');
    expect(told.customHeaders).toMatchObject({ message: 'act-granted', attachAct: 'true' });
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'echelon' });
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

  test('a refusal is drafted, signed, sealed and told; nothing is applied nor paid', async () => {
    const run = await toSign();
    await decide(run, 'signature-arrete', 'refused');
    expect((await bench.work('act-draft', { actId: 'a2' })).customHeaders).toMatchObject({ template: 'refusal' });
    await decide(run, 'signature-refus', 'signed');
    await bench.work('act-seal');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'act-refused', attachAct: 'true' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'refused' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('appliquer-echelon');
    expect(run.path()).not.toContain('piece-de-paye');
  });

  test('a refusal reconsidered comes back to the signature of the order', async () => {
    const run = await toSign();
    await decide(run, 'signature-arrete', 'refused');
    await bench.work('act-draft', { actId: 'a2' });
    await decide(run, 'signature-refus', 'reconsidered');
    expect(run.at()).toEqual(['signature-arrete']);
  });

  test.each([
    ['the order', 'completer-situation', 'preparer-arrete'],
    ['the refusal', 'completer-situation-refus', 'preparer-refus'],
  ])('%s that could not be issued waits for the manager, then is drafted again', async (_act, correction, draft) => {
    const run = await started();
    await decide(run, 'visa', 'approved');
    await bench.work('notify');
    if (draft === 'preparer-refus') {
      await bench.work('act-draft', { actId: 'a1' });
      await decide(run, 'signature-arrete', 'refused');
    }
    const job = await bench.job('act-draft');
    await bench.engine.execute('THROW_JOB_ERROR', {
      jobKey: job.key,
      errorCode: 'ACT_INCOMPLETE',
      errorMessage: 'posting',
    });
    expect(run.at()).toEqual([correction]);
    expect(run.task(correction).candidateGroups).toEqual(['gestionnaire']);
    await decide(run, correction, 'corrected');
    expect(run.at()).toEqual([draft]);
  });

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

  test('once signed, nothing listens to a withdrawal any more', async () => {
    const run = await toSign();
    await decide(run, 'signature-arrete', 'signed');
    await expect(
      bench.engine.execute('CORRELATE_MESSAGE', { name: 'request-withdrawn', correlationKey: 'r1', variables: {} }),
    ).rejects.toThrow();
    expect(run.at()).toEqual(['sceller-arrete']);
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
