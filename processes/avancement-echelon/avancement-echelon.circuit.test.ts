import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '#testing/on-bench.ts';
import { decide, testRefusals } from '#testing/refusal-scenes.ts';
import { deployedFiles } from '#testing/shipped-circuits.ts';

const KIND = 'avancement-echelon';

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: await deployedFiles(KIND),
});

const checking = () => bench.only(`${KIND}--visas`);
const signing = () => bench.only(`${KIND}--signature`);

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
  expect(told.variables).toMatchObject({ receiptTo: 'demandeur', filedMessage: 'act-started' });
  expect((await bench.work('notify')).customHeaders).toMatchObject({ recipients: 'valideur' });
  return run;
}

/** The first visa is given, and the finance office told that its own is awaited. */
async function toBudget(): Promise<void> {
  await decide(checking(), 'visa', 'approved');
  await bench.work('notify');
}

/** One whose order is to be drafted. */
async function toDraft(): Promise<Run> {
  const run = await started();
  await decide(checking(), 'visa', 'approved');
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
    expect(signing().task('signature-arrete').candidateGroups).toEqual(['signataire']);
    await decide(signing(), 'signature-arrete', 'signed');
    const sealing = await bench.work('act-seal');
    expect(sealing.variables).toMatchObject({ requestId: 'r1', decisionId: 'd-signature-arrete-signed' });
    const told = await bench.work('notify');
    expect(told.customHeaders).toMatchObject({ message: 'act-granted', attachAct: 'true' });
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'echelon-grade' });
    expect((await bench.work('pay-piece')).variables).toMatchObject({ movement: 'echelon', facts: 'echelon, index' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
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
    await decide(checking(), 'visa', 'approved');
    expect(run.at()).toEqual([asked ? 'visas' : 'signature']);
    if (!asked) return;
    expect((await bench.work('notify')).customHeaders).toMatchObject({ recipients: 'financier' });
    expect(checking().at()).toEqual(['visa-budgetaire']);
    expect(checking().task('visa-budgetaire').candidateGroups).toEqual(['financier']);
    await decide(checking(), 'visa-budgetaire', 'approved');
    expect((await bench.work('notify')).variables).toMatchObject({ readyMessage: 'visa-given' });
    expect(signing().at()).toEqual(['preparer-arrete']);
  });

  test.each([
    ['validator', 'visa', {}],
    ['finance officer', 'visa-budgetaire', { basis: 'correction' }],
  ])('the %s sends it back to whoever started it, then checks it again', async (_who, step, facts) => {
    await started(facts);
    if (step !== 'visa') await toBudget();
    await decide(checking(), step, 'complement');
    expect((await bench.work('notify')).customHeaders).toMatchObject({
      message: 'complement-asked',
      recipients: 'demandeur',
    });
    expect(checking().at()).toEqual(['complement']);
    expect(checking().task('complement').candidateGroups).toEqual(['demandeur']);
    await decide(checking(), 'complement', 'completed');
    await bench.work('notify');
    expect(checking().at()).toEqual(['visa']);
  });

  testRefusals({ bench: () => bench, kind: KIND, toDraft, granted: ['appliquer-echelon'] });

  test.each(['visa', 'complement'])('given up while at « %s », it ends there', async (at) => {
    const run = await started();
    if (at === 'complement') {
      await decide(checking(), 'visa', 'complement');
      await bench.work('notify');
    }
    const block = checking();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(block.terminated()).toContain(at);
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('signature');
  });

  test.each([
    ['visa', {}],
    ['visa-budgetaire', { basis: 'correction' }],
  ])('whoever has it at « %s » is reminded after fifteen days, and goes on', async (step, facts) => {
    await started(facts);
    if (step === 'visa-budgetaire') await toBudget();
    await bench.advance('P15DT1M');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    expect(checking().at()).toEqual([step]);
  });

  test('no law makes a decision of silence here: ages go by, and it still waits for its signature', async () => {
    await toSign();
    await bench.setClock('9999-12-31T23:59:59Z');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'reminder' });
    expect(await bench.jobs('silence-record')).toEqual([]);
    expect(await bench.jobs('notify')).toEqual([]);
    expect(signing().at()).toEqual(['signature-arrete']);
  });

  test('nothing in the engine says who', async () => {
    const run = await toSign();
    const facts = ['basis', 'budgetVisa', 'echelon', 'effectDate', 'filedOn', 'index', 'requestId'];
    expect(Object.keys(run.variables()).sort()).toEqual([...facts, 'decisionId', 'withdrawalId'].sort());
    expect(Object.keys(signing().variables()).sort()).toEqual(
      ['actId', 'decisionId', 'notifyTo', 'readyMessage', 'readyTo', 'reminder', 'requestId', 'withdrawalId'].sort(),
    );
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
  // The agent is asked for nothing.
  expect((await coverage.untaken(`${KIND}--visas`)).elements.sort()).toEqual(
    ['inviter', 'limite-observations', 'observations', 'relance-observations'].sort(),
  );
  expect((await coverage.untaken(`${KIND}--signature`)).elements.sort()).toEqual(
    ['alerte-faite', 'alerter', 'constater-silence', 'informer-silence', 'silence-constate'].sort(),
  );
});
