import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Bench } from '../bench.ts';
import { Coverage } from '../coverage.ts';
import { onBench } from '../on-bench.ts';

let bench: Bench;
const coverage = new Coverage();
// before each test: an engine of its own, this file deployed, its clock at this moment
onBench((fresh) => (bench = fresh), {
  at: '2026-11-24T10:00:00Z',
  coverage,
  files: { 'leave.bpmn': readFileSync(new URL('./leave.bpmn', import.meta.url), 'utf8') },
});

test('a superior who says nothing is reminded after two weeks; the leave can still be granted', async () => {
  const run = await bench.start('leave', { days: 3 });
  expect(run.at()).toEqual(['opinion']); // where the tokens are
  expect(run.task('opinion').candidateGroups).toEqual(['superiors']);

  await bench.advance('P15D'); // what falls due happens
  const reminder = await bench.work('notify'); // the part of the worker of this job type
  expect(reminder.customHeaders).toEqual({ message: 'reminder' });

  await run.completeTask('opinion', { favourable: true }); // the part of a person
  await bench.work('calendar', { entry: 'c-1' });
  expect(run.alive).toBe(false);
  expect(run.path()).toContain('granted'); // elements completed, in order
  expect(run.written()).toEqual({ days: 3, favourable: true, entry: 'c-1' }); // variables as it left them
});

test('an unfavourable opinion ends it', async () => {
  const run = await bench.start('leave', { days: 30 });
  await run.completeTask('opinion', { favourable: false });
  expect(run.path()).toEqual(['asked', 'opinion', 'outcome', 'refused', 'leave']);
  expect(run.terminated()).toEqual([]);
});

// last: what the cases above have played, all together
test('no step and no flow of the circuit is left out', async () => {
  expect(await coverage.untaken('leave')).toEqual({ elements: [], flows: [] });
});
