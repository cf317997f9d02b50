import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '#testing/on-bench.ts';
import { PROPOSAL, SECOND_VISA } from '#testing/refusal-scenes.ts';
import { deployedFiles } from '#testing/shipped-circuits.ts';

const KIND = 'telephone-courriel';
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: await deployedFiles(KIND),
});

const filed = async (structureCode: string): Promise<Run> => {
  const run = await bench.start(KIND, { requestId: 'r1', structureCode, structureCodes: [structureCode] });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  return run;
};

/** One that the table sends to the manager. */
async function toValidate(): Promise<Run> {
  const run = await filed('MA-ROCHEFONTAINE');
  await bench.work('notify');
  await bench.work('notify');
  await bench.work('deadline-compute', CLOCKS);
  return run;
}

/** Of a step of the review, which a block does. */
const decide = (elementId: string, outcome: string) =>
  bench.only(`${KIND}--instruction`).completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

describe('the circuit of one’s telephone or e-mail', () => {
  test('applies at once where the table asks for nobody, and confirms it', async () => {
    const run = await filed('TJ-VALMONT');
    expect((await bench.work('situation-apply')).elementId).toBe('appliquer');
    expect(run.at()).toEqual(['cloture-accord']);
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('instruction');
  });

  test('goes to the manager where the table says so, then applies', async () => {
    const run = await toValidate();
    await decide('visa', 'approved');
    await bench.work('situation-apply');
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
    expect(run.path()).toContain('changement-applique');
  });

  test('is refused: nothing is applied, and the agent is told', async () => {
    const run = await toValidate();
    await decide('visa', 'refused');
    expect(run.at()).toEqual(['cloture-refus']);
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('appliquer');
  });

  test('comes back to the agent for more, then to the manager', async () => {
    const run = await toValidate();
    await decide('visa', 'complement');
    await bench.work('notify');
    await decide('complement', 'completed');
    await bench.work('notify');
    await bench.work('deadline-compute', CLOCKS);
    await decide('visa', 'approved');
    await bench.work('situation-apply');
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
  });

  test('is withdrawn while the manager has not answered', async () => {
    const run = await toValidate();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(run.at()).toEqual(['cloture-retrait']);
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
    expect(run.path()).not.toContain('appliquer');
  });

  test('reminds, says that the reply is late, then records the silence, and still waits for an answer', async () => {
    const run = await toValidate();
    await bench.setClock('2026-12-02T00:00:00Z');
    expect((await bench.work('notify')).elementId).toBe('relancer');
    await bench.setClock('2026-12-28T00:00:00Z');
    expect((await bench.work('notify')).elementId).toBe('alerter');
    await bench.setClock('2027-01-25T00:00:00Z');
    await bench.work('silence-record');
    expect((await bench.work('notify')).elementId).toBe('informer-silence');
    await decide('visa', 'approved');
    await bench.work('situation-apply');
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.alive).toBe(false);
  });
});

test('no step and no flow of the circuit is left out by these cases', async () => {
  expect(await coverage.untaken(KIND)).toEqual({ elements: [], flows: [] });
  // Nothing here is paid by.
  expect((await coverage.untaken(`${KIND}--cloture`)).elements).toEqual(['etablir-piece']);
  // No opinion here, and nothing to point out.
  expect((await coverage.untaken(`${KIND}--instruction`)).elements.sort()).toEqual(
    [...SECOND_VISA, ...PROPOSAL, 'avis-superieur', 'informer-avis', 'signaler-particularite'].sort(),
  );
});
