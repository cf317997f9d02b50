import { describe, expect, test } from '@jest/globals';
import type { Key } from '../../processing/protocol.ts';
import type { Bench } from '../bench.ts';
import { draw, end, flows, message, messageNamed, service, signal, signalNamed, start, timer } from '../draw.ts';
import { LAST_OF_JANUARY, onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

/** A version that a message, a signal and a clock start, and whose instances ask for this type of job. */
const version = (type: string) =>
  draw(
    'p',
    [
      start('told', message('m')),
      start('heard', signal('s')),
      start('daily', timer('cycle', 'R/P1D')),
      service('work', type),
      end(),
      flows('told -> work -> end', 'heard -> work', 'daily -> work'),
    ],
    [messageNamed('m'), signalNamed('s')],
  );
const startAll = async () => {
  await bench.publish('m', '');
  await bench.signal('s');
  await bench.advance('P1D');
};
const started = async (type: string) => (await bench.jobs(type)).length;

describe('what starts a process', () => {
  test('starts the newest version and no older one', async () => {
    await bench.deploy({ 'p.bpmn': version('old') });
    await startAll();
    expect(await started('old')).toBe(3);
    await bench.deploy({ 'p.bpmn': version('new') });
    await startAll();
    expect([await started('new'), bench.running('p').length]).toEqual([3, 6]);
  });

  test('starts nothing when the newest version has no such start', async () => {
    await bench.deploy({ 'p.bpmn': version('old') });
    await bench.deploy({
      'p.bpmn': draw('p', [start(), service('work', 'new'), end(), flows('start -> work -> end')]),
    });
    await startAll();
    expect(bench.running('p')).toEqual([]);
  });

  test('starts the version before again when the newest is deleted while its instances go on', async () => {
    await bench.deploy({ 'p.bpmn': version('old') });
    const newest: Key = await bench.deploy({ 'p.bpmn': version('new') });
    await startAll();
    expect(await started('new')).toBe(3);
    await bench.engine.execute('DELETE_RESOURCE', { resourceKey: newest });
    await startAll();
    expect(await started('old')).toBe(3);
    for (const run of bench.running('p')) await run.cancel();
    expect(bench.engine.state.processes.get(newest)).toBeUndefined();
  });

  test('starts the version before again when the newest is deleted, whose number is not given twice', async () => {
    await bench.deploy({ 'p.bpmn': version('old') });
    const newest: Key = await bench.deploy({ 'p.bpmn': version('new') });
    await bench.engine.execute('DELETE_RESOURCE', { resourceKey: newest });
    await startAll();
    expect(await started('old')).toBe(3);
    const third = await bench.deploy({ 'p.bpmn': version('third') });
    expect(bench.engine.state.processes.get(third)?.version).toBe(3);
  });
});
