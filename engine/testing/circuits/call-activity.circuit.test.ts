import { describe, expect, test } from '@jest/globals';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  call,
  draw,
  end,
  error,
  errorNamed,
  flows,
  mapping,
  node,
  service,
  start,
  timer,
  user,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

const CHILD = draw('child', [start(), service('work'), end(), flows('start -> work -> end')]);
const parent = (attributes: Record<string, string> = { processId: 'child' }, ...more: string[]) =>
  draw('parent', [
    start(),
    call('ask', attributes, ...more),
    service('after'),
    end(),
    flows('start -> ask -> after -> end'),
  ]);

describe('a call activity', () => {
  test('starts an instance of the other process, waits for it, and takes over its variables', async () => {
    await bench.deploy({ 'parent.bpmn': parent(), 'child.bpmn': CHILD });
    const run = await bench.start('parent', { days: 3 });
    expect(run.at()).toEqual(['ask']);
    const child = bench.only('child');
    expect(child.variables()).toEqual({ days: 3 });
    await bench.work('work', { days: 5, allowed: true });
    expect(child.alive).toBe(false);
    expect(run.at()).toEqual(['after']);
    expect(run.variables()).toEqual({ days: 5, allowed: true });
  });

  test('gives only its mapped inputs, and takes only its mapped outputs', async () => {
    const attributes = {
      processId: 'child',
      propagateAllParentVariables: 'false',
      propagateAllChildVariables: 'false',
    };
    const mapped = mapping({ inputs: ['=days * 2 -> doubled'], outputs: ['=result -> answer'] });
    await bench.deploy({ 'parent.bpmn': parent(attributes, mapped), 'child.bpmn': CHILD });
    const run = await bench.start('parent', { days: 3, secret: 'x' });
    expect(bench.only('child').variables()).toEqual({ doubled: 6 });
    await bench.work('work', { result: 'yes', noise: 1 });
    expect(run.variables()).toEqual({ days: 3, secret: 'x', answer: 'yes' });
  });

  test('keeps what the other process found to itself when nothing is to be propagated', async () => {
    await bench.deploy({
      'parent.bpmn': parent({ processId: 'child', propagateAllChildVariables: 'false' }),
      'child.bpmn': CHILD,
    });
    const run = await bench.start('parent', { days: 3 });
    await bench.work('work', { days: 9, noise: 1 });
    expect(run.variables()).toEqual({ days: 3 });
  });

  test('calls the latest version, that of its deployment, or the one with a tag, as bound', async () => {
    const tagged = (tag: string, type: string) =>
      draw('child', [
        `<bpmn:extensionElements><zeebe:versionTag value="${tag}" /></bpmn:extensionElements>`,
        start(),
        service('work', type),
        end(),
        flows('start -> work -> end'),
      ]);
    const calling = async (attributes: Record<string, string>) => {
      await bench.deploy({ 'parent.bpmn': parent({ processId: 'child', ...attributes }) });
      await bench.start('parent');
      const [tag] = await Promise.all(
        ['a', 'b', 'c'].map(async (type) => ((await bench.jobs(type)).length > 0 ? type : '')),
      ).then((types) => types.filter((type) => type !== ''));
      return tag;
    };
    await bench.deploy({ 'child.bpmn': tagged('one', 'a') });
    await bench.deploy({
      'parent.bpmn': parent({ processId: 'child', bindingType: 'deployment' }),
      'child.bpmn': tagged('two', 'b'),
    });
    await bench.deploy({ 'child.bpmn': tagged('three', 'c') });
    await bench.start('parent');
    expect(await bench.jobs('b')).toHaveLength(1);
    expect(await calling({})).toBe('c');
    expect(await calling({ bindingType: 'versionTag', versionTag: 'one' })).toBe('a');
    // a tag that is used again means the latest version that bears it
    await bench.deploy({ 'child.bpmn': tagged('one', 'c') });
    expect(await calling({ bindingType: 'versionTag', versionTag: 'one' })).toBe('c');
  });

  test('of a process that is not there is an incident; once deployed, resolving it goes on', async () => {
    await bench.deploy({ 'parent.bpmn': parent({ processId: '=target' }) });
    const run = await bench.start('parent', { target: 'child' });
    expect(run.incidents()).toMatchObject([
      {
        type: 'CALLED_ELEMENT_ERROR',
        elementId: 'ask',
        message: "Expected process with BPMN process id 'child' to be deployed, but not found.",
      },
    ]);
    await bench.deploy({ 'child.bpmn': CHILD });
    await run.resolveIncidents();
    await bench.work('work');
    expect(run.at()).toEqual(['after']);
  });

  test('ends with its caller: a cancelled caller takes the called instance along', async () => {
    await bench.deploy({ 'parent.bpmn': parent(), 'child.bpmn': CHILD });
    const run = await bench.start('parent');
    const child = bench.only('child');
    await run.cancel();
    expect([run.alive, child.alive]).toEqual([false, false]);
    expect(child.terminated()).toEqual(['work', 'child']);
    expect(run.terminated()).toEqual(['ask', 'parent']);
    expect(await bench.jobs('work')).toEqual([]);
  });

  test('cannot be left alone: only the instance at the top can be cancelled', async () => {
    await bench.deploy({ 'parent.bpmn': parent(), 'child.bpmn': CHILD });
    const run = await bench.start('parent');
    const child = bench.only('child');
    await expect(child.cancel()).rejects.toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining(`Cancel the root process instance '${run.key}' instead`),
    });
    expect(child.alive).toBe(true);
  });

  test('catches on its border what the called process throws and does not catch', async () => {
    await bench.deploy({
      'parent.bpmn': draw(
        'parent',
        [
          start(),
          call('ask', { processId: 'child' }),
          boundary('refused', 'ask', error('NO')),
          end(),
          end('told'),
          flows('start -> ask -> end', 'refused -> told'),
        ],
        [errorNamed('NO')],
      ),
      'child.bpmn': CHILD,
    });
    const run = await bench.start('parent');
    const child = bench.only('child');
    await bench.fault('work', 'NO', { why: 'late' });
    expect(child.alive).toBe(false);
    expect(run.path()).toEqual(['start', 'refused', 'told', 'parent']);
    expect(run.written()).toEqual({ why: 'late' });
  });

  test('waits, when its deadline stops it, for the called task to be cancelled', async () => {
    await bench.setClock('2026-01-31T08:00:00Z');
    await bench.deploy({
      'parent.bpmn': draw('parent', [
        start(),
        call('ask', { processId: 'child' }),
        boundary('late', 'ask', timer('duration', 'P1D')),
        end(),
        end('gone'),
        flows('start -> ask -> end', 'late -> gone'),
      ]),
      'child.bpmn': draw('child', [
        start(),
        user(
          'opinion',
          '<zeebe:taskListeners><zeebe:taskListener eventType="canceling" type="tell" /></zeebe:taskListeners>',
        ),
        end(),
        flows('start -> opinion -> end'),
      ]),
    });
    const run = await bench.start('parent');
    await bench.advance('P1D');
    expect(run.at()).toEqual(['ask']);
    await bench.listen('tell');
    expect(run.path()).toEqual(['start', 'late', 'gone', 'parent']);
  });

  test('of a process that calls itself without end is an incident that says so, and others go on', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [start(), call('again', { processId: 'p' }), end(), flows('start -> again -> end')]),
      'child.bpmn': CHILD,
    });
    const run = await bench.start('p');
    const incidents = [...bench.engine.state.incidents.values()];
    expect(incidents).toMatchObject([{ type: 'CALLED_ELEMENT_ERROR', elementId: 'again' }]);
    expect(incidents[0]?.message).toContain('maximum depth of 1000');
    expect((await bench.start('child')).at()).toEqual(['work']);
    await run.cancel();
    expect(bench.running('p')).toEqual([]);
  });

  test('is refused without a process to call', async () => {
    await expect(
      bench.deploy({ 'p.bpmn': draw('p', [start(), node('callActivity', 'ask'), flows('start -> ask')]) }),
    ).rejects.toMatchObject({ message: expect.stringContaining("Attribute 'processId' must be present") });
  });

  test('goes on after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'parent.bpmn': parent(), 'child.bpmn': CHILD });
        return (await first.start('parent')).key;
      },
      async (second, key) => {
        const run = new Run(second, key);
        expect(run.at()).toEqual(['ask']);
        await second.work('work', { done: true });
        expect(run.variables()).toEqual({ done: true });
        await second.work('after');
        expect(run.alive).toBe(false);
      },
    );
  });
});
