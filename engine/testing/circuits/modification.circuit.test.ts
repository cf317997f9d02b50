import { describe, expect, test } from '@jest/globals';
import type { CommandValue } from '../../processing/protocol.ts';
import type { Bench, Run } from '../bench.ts';
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
  mapping,
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

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

type Modification = Omit<CommandValue<'MODIFY_PROCESS_INSTANCE'>, 'processInstanceKey'>;
const modify = (run: Run, modification: Modification) =>
  bench.engine.execute('MODIFY_PROCESS_INSTANCE', { processInstanceKey: run.key, ...modification });
const keyOf = (elementId: string) =>
  [...bench.engine.state.elementInstances.values()].find((one) => one.elementId === elementId)?.key ?? '';
const stop = (elementId: string) => [{ elementInstanceKey: keyOf(elementId) }];

const CIRCUIT = draw(
  'p',
  [
    start(),
    service('a'),
    node('intermediateCatchEvent', 'wait', message('go')),
    service('b'),
    subProcess('part', [
      start('s'),
      user('c', mapping({ inputs: ['=who + "!" -> shout'] })),
      boundary('late', 'c', timer('duration', 'P1D'), false),
      end('l'),
      service('d'),
      end('e'),
      flows('s -> c -> d -> e', 'late -> l'),
    ]),
    boundary('over', 'part', timer('duration', 'P9D')),
    end(),
    end('out'),
    flows('start -> a -> wait -> b -> part -> end', 'over -> out'),
    eventSubProcess('watch', [
      eventStart('rang', message('alarm')),
      service('clean'),
      end('w'),
      flows('rang -> clean -> w'),
    ]),
  ],
  [messageNamed('go', '=id'), messageNamed('alarm', '=id')],
);
const started = async () => {
  await bench.deploy({ 'p.bpmn': CIRCUIT });
  const run = await bench.start('p', { id: 'r' });
  await bench.work('a');
  return run;
};

describe('a modified instance', () => {
  test('goes on elsewhere: what is stopped is stopped after what is entered is entered', async () => {
    const run = await started();
    await modify(run, { activate: [{ elementId: 'b' }], terminate: stop('wait') });
    expect(run.at()).toEqual(['b']);
    expect(run.terminated()).toEqual(['wait']);
    expect([...bench.engine.state.messageSubscriptions.values()].map((one) => one.elementId)).toEqual(['rang']);
    await bench.work('b');
    expect(run.at()).toEqual(['c']);
  });

  test('gives what is entered variables of its own, which its inputs see and nobody else', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const run = await bench.start('p', { id: 'r', who: 'Ada' });
    const variables = [{ scopeId: 'c', variables: { who: 'Bo' } }];
    await modify(run, { activate: [{ elementId: 'c', variables }], terminate: stop('a') });
    expect(bench.engine.state.localVariables(keyOf('c'))).toEqual({ who: 'Bo', shout: 'Bo!' });
    expect(run.variables()).toEqual({ id: 'r', who: 'Ada' });
    await modify(run, {
      move: [
        {
          source: { elementId: 'c' },
          targetElementId: 'd',
          ancestor: 'sourceParent',
          variables: [{ scopeId: 'd', variables: { n: 1 } }],
        },
      ],
    });
    expect((await bench.job('d')).variables).toEqual({ id: 'r', who: 'Ada', n: 1 });
    expect(run.variables()).toEqual({ id: 'r', who: 'Ada' });
  });

  test('gets a sub-process around what is entered, with its events but not its start, and variables before the inputs', async () => {
    const run = await started();
    const variables = [{ variables: { who: 'Ada' } }, { scopeId: 'part', variables: { local: true } }];
    await modify(run, { activate: [{ elementId: 'c', variables }], terminate: stop('wait') });
    expect(run.at()).toEqual(['c']);
    expect(run.path()).not.toContain('s');
    expect(run.variables()).toEqual({ id: 'r', who: 'Ada' });
    expect(bench.engine.state.localVariables(keyOf('part'))).toEqual({ local: true });
    expect(bench.engine.state.localVariables(keyOf('c'))).toEqual({ shout: 'Ada!' });
    expect([...bench.engine.state.timers.values()].map((one) => one.elementId).sort()).toEqual(['late', 'over']);
    await run.completeTask('c');
    await bench.work('d');
    expect(run.alive).toBe(false);
  });

  test('enters in the sub-process that is there', async () => {
    const run = await started();
    await modify(run, { activate: [{ elementId: 'c' }, { elementId: 'd' }], terminate: stop('wait') });
    await modify(run, { activate: [{ elementId: 'd' }] });
    expect(run.at()).toEqual(['c', 'd', 'd']);
    expect([...bench.engine.state.elementInstances.values()].filter((one) => one.elementId === 'part')).toHaveLength(1);
  });

  test('whose last element is stopped is over, with the scopes that are left empty', async () => {
    const run = await started();
    await modify(run, { activate: [{ elementId: 'c' }], terminate: stop('wait') });
    await modify(run, { terminate: [{ elementId: 'c' }] });
    expect(run.alive).toBe(false);
    expect(run.terminated()).toEqual(['wait', 'c', 'part', 'p']);
  });

  test('enters an event sub-process beside what is active', async () => {
    const run = await started();
    await modify(run, { activate: [{ elementId: 'watch' }] });
    expect(run.at()).toEqual(['clean', 'wait']);
  });

  test('stops a called instance through its call, and not by itself', async () => {
    await bench.deploy({
      'child.bpmn': draw('child', [start(), service('work'), end(), flows('start -> work -> end')]),
      'q.bpmn': draw('q', [
        start(),
        call('ask', { processId: 'child' }),
        service('after'),
        end(),
        flows('start -> ask -> after -> end'),
      ]),
    });
    const run = await bench.start('q');
    const child = bench.only('child');
    await expect(modify(child, { terminate: stop('work') })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('please modify the parent process instead'),
    });
    await modify(run, { activate: [{ elementId: 'after' }], terminate: stop('ask') });
    expect([run.at(), child.alive]).toEqual([['after'], false]);
  });

  test('stops a repeated activity as a whole', async () => {
    const each = inside(user('each'), loop({ inputCollection: '=[1, 2]' }));
    await bench.deploy({
      'q.bpmn': draw('q', [start(), each, service('after'), end(), flows('start -> each -> after -> end')]),
    });
    const run = await bench.start('q');
    await modify(run, { activate: [{ elementId: 'after' }], terminate: [{ elementId: 'each' }] });
    expect(run.at()).toEqual(['after']);
  });

  test.each<[string, Modification, string]>([
    ['an unknown element', { activate: [{ elementId: 'nobody' }] }, "could not be found: 'nobody'"],
    ['a start event', { activate: [{ elementId: 'start' }] }, "are unsupported: 'start'"],
    ['a boundary event', { activate: [{ elementId: 'over' }] }, "are unsupported: 'over'"],
    ['a sequence flow', { activate: [{ elementId: 'a_wait' }] }, "could not be found: 'a_wait'"],
    ['an instance that is not there', { terminate: [{ elementInstanceKey: '1' }] }, "could not be found: '1'"],
    ['an element that is not active', { terminate: [{ elementId: 'c' }] }, "is not active: 'c'"],
    [
      'an ancestor that is not there',
      { activate: [{ elementId: 'c', ancestorElementInstanceKey: '1' }] },
      'ancestor scope key',
    ],
    [
      'variables of a scope that is not around',
      { activate: [{ elementId: 'b', variables: [{ scopeId: 'part', variables: {} }] }] },
      "not a flow scope of the activating element: 'part'",
    ],
  ])('is left as it was by a command with %s', async (_what, modification, reason) => {
    const run = await started();
    const before = bench.events.length;
    await expect(
      modify(run, {
        activate: [{ elementId: 'b' }, ...(modification.activate ?? [])],
        terminate: modification.terminate ?? [],
      }),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(reason) });
    expect(bench.events).toHaveLength(before);
    expect(run.at()).toEqual(['wait']);
  });

  test('must be told in which of several scopes to enter', async () => {
    await bench.deploy({
      'q.bpmn': draw('q', [
        start(),
        node('parallelGateway', 'g'),
        node('exclusiveGateway', 'm'),
        subProcess('part', [start('s'), user('c'), service('d'), end('e'), flows('s -> c -> d -> e')]),
        end(),
        flows('start -> g -> m -> part -> end', 'g -> part'),
      ]),
    });
    const run = await bench.start('q');
    await expect(modify(run, { activate: [{ elementId: 'd' }] })).rejects.toMatchObject({
      message: expect.stringContaining('more than one active instance'),
    });
    await modify(run, { activate: [{ elementId: 'd', ancestorElementInstanceKey: keyOf('part') }] });
    expect(run.at()).toEqual(['c', 'c', 'd']);
  });

  test('moves each instance of an element, to where it is told, or found', async () => {
    await bench.deploy({
      'q.bpmn': draw('q', [
        start(),
        inside(
          subProcess('part', [start('s'), user('c'), service('d'), end('e'), flows('s -> c -> d -> e')]),
          loop({ inputCollection: '=[1, 2]' }),
        ),
        service('after'),
        end(),
        flows('start -> part -> after -> end'),
      ]),
    });
    const run = await bench.start('q');
    await modify(run, { move: [{ source: { elementId: 'c' }, targetElementId: 'd', ancestor: 'inferred' }] });
    expect(run.at()).toEqual(['d', 'd']);
    await modify(run, { move: [{ source: { elementId: 'd' }, targetElementId: 'c', ancestor: 'sourceParent' }] });
    expect(run.at()).toEqual(['c', 'c']);
    await modify(run, { move: [{ source: { elementId: 'part' }, targetElementId: 'after' }] });
    expect(run.at()).toEqual(['after']);
  });

  test('can begin in the middle, with the scopes around it', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const begin = (...startElementIds: string[]) =>
      bench.engine.execute('CREATE_PROCESS_INSTANCE', {
        bpmnProcessId: 'p',
        variables: { id: 'r', who: 'Ada' },
        startElementIds,
      });
    await begin('c', 'b');
    const run = bench.only('p');
    expect(run.at()).toEqual(['b', 'c']);
    expect(run.path()).toEqual([]);
    await expect(begin('nobody')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(begin('over')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('must be there', async () => {
    await expect(bench.engine.execute('MODIFY_PROCESS_INSTANCE', { processInstanceKey: '1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
