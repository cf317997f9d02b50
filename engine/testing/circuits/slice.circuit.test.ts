import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Bench, Run } from '../bench.ts';
import { draw, end, flows, service, start, user } from '../draw.ts';

let bench: Bench;
afterEach(async () => bench.close());

const CIRCUIT = draw('leave', [
  start(),
  service('check'),
  user('decide'),
  end(),
  flows('start -> check -> decide -> end'),
]);

describe('a circuit', () => {
  test('goes from its start through a job and a person to its end', async () => {
    bench = await Bench.open();
    await bench.deploy({ 'leave.bpmn': CIRCUIT });
    const run = await bench.start('leave', { days: 3 });
    expect(run.at()).toEqual(['check']);
    const job = await bench.work('check', { allowed: true });
    expect(job.variables).toEqual({ days: 3 });
    expect(run.at()).toEqual(['decide']);
    expect(run.variables()).toEqual({ days: 3, allowed: true });
    await run.completeTask('decide', { outcome: 'granted' });
    expect(run.alive).toBe(false);
    expect(run.path()).toEqual(['start', 'check', 'decide', 'end', 'leave']);
    expect(run.written()).toEqual({ days: 3, allowed: true, outcome: 'granted' });
  });

  test('is where it was after the engine was closed and opened again on its folder', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'engine-'));
    try {
      const first = await Bench.open({ dataFolder });
      await first.deploy({ 'leave.bpmn': CIRCUIT });
      const started = await first.start('leave', { days: 3 });
      await first.work('check');
      await first.close();
      bench = await Bench.open({ dataFolder });
      const run = new Run(bench, started.key);
      expect(run.at()).toEqual(['decide']);
      await run.completeTask('decide');
      expect(run.alive).toBe(false);
      await bench.close();
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
