import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '../on-bench.ts';
import { decide } from '../refusal-scenes.ts';
import { deployedFiles } from '../shipped-circuits.ts';

const KIND = 'supplement-familial-de-traitement';
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), { at: '2026-11-24T10:00:00Z', coverage, files: await deployedFiles(KIND) });

const review = () => bench.only(`${KIND}--instruction`);

/** A request that waits for its manager. */
async function filed(): Promise<Run> {
  const run = await bench.start(KIND, { requestId: 'r1' });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  await bench.work('notify');
  await bench.work('notify');
  await bench.work('deadline-compute', CLOCKS);
  return run;
}

/** One that its manager agreed to: the finance office is told, and has it. */
async function agreed(): Promise<Run> {
  const run = await filed();
  await decide(review(), 'visa', 'approved');
  const announced = await bench.work('notify');
  expect(announced).toMatchObject({ elementId: 'annoncer-second-visa', variables: { secondVisaRole: 'financier' } });
  expect(review().task('second-visa').candidateGroups).toEqual(['financier']);
  return run;
}

describe('a review of two visas', () => {
  test('both agree: it is applied, then paid', async () => {
    const run = await agreed();
    await decide(review(), 'second-visa', 'approved');
    await bench.work('situation-apply');
    expect((await bench.work('pay-piece')).variables).toMatchObject({ movement: 'allowance' });
    await bench.work('notify');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
  });

  test('the second refuses: nothing is applied', async () => {
    const run = await agreed();
    await decide(review(), 'second-visa', 'refused');
    expect(run.at()).toEqual(['cloture-refus']);
    await bench.work('notify');
    await bench.work('request-close');
    expect(run.path()).not.toContain('appliquer');
  });

  test('the first refuses: the second is not asked', async () => {
    const run = await filed();
    const block = review();
    await decide(block, 'visa', 'refused');
    expect(run.at()).toEqual(['cloture-refus']);
    expect(block.path()).not.toContain('second-visa');
  });

  test('the second asks for more: once given, both look at it again', async () => {
    await agreed();
    await decide(review(), 'second-visa', 'complement');
    await bench.work('notify');
    await decide(review(), 'complement', 'completed');
    await bench.work('notify');
    await bench.work('deadline-compute', CLOCKS);
    expect(review().at()).toContain('visa');
    await decide(review(), 'visa', 'approved');
    await bench.work('notify');
    expect(review().at()).toContain('second-visa');
  });

  test('withdrawn while the second is awaited, it ends there', async () => {
    const run = await agreed();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(run.at()).toEqual(['cloture-retrait']);
  });
});

test('no step of the second visa is left out by these cases', async () => {
  const { elements } = await coverage.untaken(`${KIND}--instruction`);
  expect(elements.filter((id) => /second-visa/.test(id))).toEqual([]);
});
