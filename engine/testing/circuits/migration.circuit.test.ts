import { describe, expect, test } from '@jest/globals';
import type { Key } from '../../processing/protocol.ts';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  call,
  draw,
  end,
  eventStart,
  eventSubProcess,
  flows,
  inside,
  loop,
  message,
  messageNamed,
  node,
  service,
  start,
  subProcess,
  timer,
  user,
} from '../draw.ts';
import { LAST_OF_JANUARY, onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

const migrate = (run: Run, targetProcessDefinitionKey: Key, mapping: Record<string, string>) =>
  bench.engine.execute('MIGRATE_PROCESS_INSTANCE', {
    processInstanceKey: run.key,
    targetProcessDefinitionKey,
    mappings: Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
      sourceElementId,
      targetElementId,
    })),
  });
const roots = [messageNamed('go', '=id'), messageNamed('stop', '=id')];
const p = (body: string[]) => draw('p', body, roots);
const waiting = () =>
  [...bench.engine.state.timers.values()].map(({ elementId, dueAt }) => [
    elementId,
    new Date(dueAt).toISOString().slice(0, 10),
  ]);

describe('a migrated instance', () => {
  test('follows the new definition: the same job and task, new steps after them', async () => {
    await bench.deploy({ 'p.bpmn': p([start(), service('a'), end(), flows('start -> a -> end')]) });
    const run = await bench.start('p', { id: 'r' });
    const job = await bench.job('a');
    const target = await bench.deploy({
      'p.bpmn': p([start(), service('a2', 'other'), user('check'), end(), flows('start -> a2 -> check -> end')]),
    });
    await migrate(run, target, { a: 'a2' });
    expect(run.at()).toEqual(['a2']);
    expect(bench.engine.state.jobs.get(job.key)).toMatchObject({
      type: 'a',
      elementId: 'a2',
      processDefinitionKey: target,
      processDefinitionVersion: 2,
    });
    await bench.engine.execute('COMPLETE_JOB', { jobKey: job.key });
    expect(run.at()).toEqual(['check']);
    const further = await bench.deploy({
      'p.bpmn': p([start(), user('check'), service('z'), end(), flows('start -> check -> z -> end')]),
    });
    await bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey: run.task('check').key, assignee: 'ada' });
    await migrate(run, further, { check: 'check' });
    expect(run.task('check')).toMatchObject({ assignee: 'ada', processDefinitionVersion: 3 });
    await run.completeTask('check');
    expect(run.at()).toEqual(['z']);
  });

  test('keeps the waits that are mapped, drops those that are not, and begins those that are new', async () => {
    const version = (name: string, length: string, more: string[] = []) =>
      p([
        start(),
        user('a'),
        boundary(name, 'a', timer('duration', length), false),
        end(),
        end('out'),
        flows('start -> a -> end', `${name} -> out`),
        ...more,
      ]);
    await bench.deploy({ 'p.bpmn': version('t1', 'P7D') });
    const mapped = await bench.start('p', { id: 'r' });
    const fresh = await bench.start('p', { id: 's' });
    await bench.advance('P5D');
    const target = await bench.deploy({
      'p.bpmn': version('t2', 'P14D', [
        eventSubProcess('watch', [eventStart('told', message('stop')), end('w'), flows('told -> w')]),
      ]),
    });
    await migrate(mapped, target, { a: 'a', t1: 't2' });
    expect(waiting()).toContainEqual(['t2', '2026-02-07']);
    await migrate(fresh, target, { a: 'a' });
    expect(waiting()).toEqual([
      ['t2', '2026-02-07'],
      ['t2', '2026-02-19'],
    ]);
    await bench.publish('stop', 'r');
    expect([mapped.alive, fresh.alive]).toEqual([false, true]);
  });

  test('with an incident goes on, once resolved, as the new definition says', async () => {
    const version = (condition: string) =>
      p([
        start(),
        node('exclusiveGateway', 'g', '', { default: 'g_end' }),
        service('a'),
        end(),
        flows('start -> g -> end', `g -> a : =${condition}`),
      ]);
    await bench.deploy({ 'p.bpmn': version('text') });
    const run = await bench.start('p', { text: 'x', yes: true });
    expect(run.incidents()).toHaveLength(1);
    await migrate(run, await bench.deploy({ 'p.bpmn': version('yes') }), { g: 'g' });
    await run.resolveIncidents();
    expect(run.at()).toEqual(['a']);
  });

  test('moves with its sub-processes, repeated activities and calls; what it called stays what it was', async () => {
    const version = (x: string) =>
      p([
        start(),
        node('parallelGateway', 'fork'),
        subProcess(`part${x}`, [start('s'), user(`inner${x}`), end('e'), flows(`s -> inner${x} -> e`)]),
        inside(user(`each${x}`), loop({ inputCollection: '=[1, 2]' })),
        call(`ask${x}`, { processId: 'child' }),
        service(`after${x}`),
        end(),
        flows(`after${x} -> end`),
        ...['part', 'each', 'ask'].map((id) =>
          flows(`start -> fork -> ${id}${x} -> after${x}`).replace(/^.*?(?=<bpmn:sequenceFlow id="fork)/, ''),
        ),
        flows('start -> fork'),
      ]);
    await bench.deploy({
      'p.bpmn': version(''),
      'child.bpmn': draw('child', [start(), service('work'), end(), flows('start -> work -> end')]),
    });
    const run = await bench.start('p');
    const target = await bench.deploy({ 'p.bpmn': version('2') });
    await migrate(run, target, { part: 'part2', inner: 'inner2', each: 'each2', ask: 'ask2' });
    expect(run.at()).toEqual(['ask2', 'each2', 'each2', 'inner2']);
    await bench.work('work');
    await run.completeTask('inner2');
    await run.completeTask('each2');
    await run.completeTask('each2');
    expect(run.at()).toEqual(['after2', 'after2', 'after2']);
    for (let i = 0; i < 3; i++) await bench.work('after2');
    expect(run.alive).toBe(false);
  });

  test('keeps tokens that wait at a join with the same flows', async () => {
    const version = (after: string) =>
      p([
        start(),
        node('parallelGateway', 'fork'),
        service('a'),
        service('b'),
        node('parallelGateway', 'join'),
        service(after),
        end(),
        flows('start -> fork -> a -> join', `fork -> b -> join -> ${after} -> end`),
      ]);
    await bench.deploy({ 'p.bpmn': version('x') });
    const run = await bench.start('p');
    await bench.work('a');
    await migrate(run, await bench.deploy({ 'p.bpmn': version('y') }), { b: 'b', join: 'join' });
    await bench.work('b');
    expect(run.at()).toEqual(['y']);
  });

  test('goes on in the new definition after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': p([start(), user('a'), end(), flows('start -> a -> end')]) });
        const run = await first.start('p');
        const target = await first.deploy({
          'p.bpmn': p([start(), user('b'), service('c'), end(), flows('start -> b -> c -> end')]),
        });
        await first.engine.execute('MIGRATE_PROCESS_INSTANCE', {
          processInstanceKey: run.key,
          targetProcessDefinitionKey: target,
          mappings: [{ sourceElementId: 'a', targetElementId: 'b' }],
        });
        return run.key;
      },
      async (second, key) => {
        const run = new Run(second, key);
        await run.completeTask('b');
        expect(run.at()).toEqual(['c']);
      },
    );
  });

  const target = p([
    start(),
    service('a'),
    user('u'),
    subProcess('part', [start('s'), service('inner'), end('e'), flows('s -> inner -> e')]),
    boundary('t', 'u', timer('duration', 'P1D')),
    end(),
    end('out'),
    flows('start -> a -> u -> part -> end', 't -> out'),
  ]);
  test.each<[string, Record<string, string>, string, string]>([
    [
      'no mapping for an active element',
      { start: 'start' },
      'INVALID_STATE',
      "no mapping instruction defined for active element with id 'a'",
    ],
    ['an unknown source', { a: 'a', x: 'a' }, 'INVALID_ARGUMENT', "non-existing source element id: 'x'"],
    ['an unknown target', { a: 'x' }, 'INVALID_ARGUMENT', "non-existing target element id: 'x'"],
    ['another kind of element', { a: 'u' }, 'INVALID_STATE', "different type 'USER_TASK'"],
    ['another scope', { a: 'inner' }, 'INVALID_STATE', 'flow scope of active element'],
    ['a catch event that would be detached', { a: 'a', late: 't' }, 'INVALID_STATE', "would be detached from 'a'"],
  ])('is left as it was by a plan with %s', async (_what, mapping, code, reason) => {
    await bench.deploy({
      'p.bpmn': p([
        start(),
        service('a'),
        boundary('late', 'a', timer('duration', 'P1D')),
        end(),
        end('out'),
        flows('start -> a -> end', 'late -> out'),
      ]),
    });
    const run = await bench.start('p');
    const key = await bench.deploy({ 'p.bpmn': target });
    const before = bench.events.length;
    await expect(migrate(run, key, mapping)).rejects.toMatchObject({ code, message: expect.stringContaining(reason) });
    expect(bench.events).toHaveLength(before);
  });

  test('must be there, and so must its target; each source is mapped once', async () => {
    const key = await bench.deploy({ 'p.bpmn': target });
    const run = await bench.start('p');
    await expect(migrate(run, '1', { a: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(migrate(new Run(bench, '1'), key, { a: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const twice = { sourceElementId: 'a', targetElementId: 'a' };
    await expect(
      bench.engine.execute('MIGRATE_PROCESS_INSTANCE', {
        processInstanceKey: run.key,
        targetProcessDefinitionKey: key,
        mappings: [twice, twice],
      }),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('duplicate') });
  });
});
