import { describe, expect, test } from '@jest/globals';
import { type Bench, Coverage, type Run } from 'harmonie-engine/testing';
import { onBench } from '../on-bench.ts';
import { decide } from '../refusal-scenes.ts';
import { deployedFiles } from '../shipped-circuits.ts';

const KIND = 'activite-accessoire';
const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2026-12-24T22:59:59Z' };

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), { at: '2026-11-24T10:00:00Z', coverage, files: await deployedFiles(KIND) });

const review = () => bench.only(`${KIND}--instruction`);

/** A request that its superior gave an opinion on, by the nature of the activity and for whom it is. */
async function reviewed(nature: string, secteur: string): Promise<Run> {
  const run = await bench.start(KIND, { requestId: 'r1', nature, secteur });
  await bench.work('request-register', { filedOn: '2026-11-24' });
  await bench.work('notify');
  await bench.work('notify');
  await bench.work('deadline-compute', CLOCKS);
  await decide(review(), 'avis-superieur', 'favorable');
  await bench.work('notify');
  return run;
}

/** One whose file is complete. */
async function complete(nature: string, secteur: string): Promise<Run> {
  const run = await reviewed(nature, secteur);
  await decide(review(), 'visa', 'approved');
  return run;
}

describe('a second opinion', () => {
  test.each([
    ['expertise', 'prive'],
    ['expertise', 'soi'],
    ['cooperation', 'public'],
  ])('is asked of the ethics officer where there is a doubt: %s, %s', async (nature, secteur) => {
    const run = await complete(nature, secteur);
    const announced = await bench.work('notify');
    expect(announced).toMatchObject({ elementId: 'annoncer-second-avis' });
    expect(review().task('second-avis').candidateGroups).toEqual(['referent-deontologue']);
    await decide(review(), 'second-avis', 'unfavorable');
    // An opinion binds nobody: whoever signs decides.
    expect(run.at()).toEqual(['signature']);
  });

  test.each([
    ['enseignement', 'prive'],
    ['expertise', 'public'],
  ])('is not asked where there is none: %s, %s', async (nature, secteur) => {
    const run = await complete(nature, secteur);
    expect(run.at()).toEqual(['signature']);
  });

  test('waits for a file that is complete', async () => {
    const run = await reviewed('cooperation', 'public');
    await decide(review(), 'visa', 'complement');
    await bench.work('notify');
    expect(review().at()).toContain('complement');
    expect(run.at()).toEqual(['instruction']);
  });

  test('withdrawn while it is awaited, it ends there', async () => {
    const run = await complete('cooperation', 'public');
    await bench.work('notify');
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(run.at()).toEqual(['cloture-retrait']);
  });
});

test('no step of the second opinion is left out by these cases', async () => {
  const { elements } = await coverage.untaken(`${KIND}--instruction`);
  expect(elements.filter((id) => /second-avis/.test(id))).toEqual([]);
});
