import { describe, expect, test } from '@jest/globals';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  condition,
  draw,
  end,
  eventStart,
  eventSubProcess,
  flows,
  link,
  message,
  messageNamed,
  node,
  service,
  signal,
  signalNamed,
  start,
  subProcess,
  terminate,
  timer,
  user,
} from '../draw.ts';
import { LAST_OF_JANUARY, onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

const inclusive = (id: string, fallback?: string) =>
  node('inclusiveGateway', id, '', fallback === undefined ? {} : { default: fallback });
const parallel = (id: string) => node('parallelGateway', id);
const exclusive = (id: string, fallback: string) => node('exclusiveGateway', id, '', { default: fallback });
const catching = (id: string, definition: string) => node('intermediateCatchEvent', id, definition);

describe('an inclusive gateway', () => {
  const CIRCUIT = draw('p', [
    start(),
    inclusive('fork', 'fork_c'),
    service('a'),
    service('b'),
    service('c'),
    inclusive('join'),
    service('after'),
    end(),
    flows(
      'start -> fork',
      'fork -> a : =x > 1',
      'fork -> b : =x > 2',
      'fork -> c',
      'a -> join',
      'b -> join',
      'c -> join -> after -> end',
    ),
  ]);

  test('takes every way whose condition holds, and goes on when all of these have come', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const run = await bench.start('p', { x: 3 });
    expect(run.at()).toEqual(['a', 'b']);
    await bench.work('b');
    expect(run.at()).toEqual(['a']);
    await bench.work('a');
    expect(run.at()).toEqual(['after']);
    await bench.work('after');
    expect(run.alive).toBe(false);
    expect(run.path().filter((id) => id === 'join')).toHaveLength(1);
  });

  test('waits for nobody when one way was taken; takes the default when no condition holds', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const one = await bench.start('p', { x: 2 });
    await bench.work('a');
    expect(one.at()).toEqual(['after']);
    const none = await bench.start('p', { x: 0 });
    expect(none.at()).toEqual(['c']);
    await bench.work('c');
    expect(none.at()).toEqual(['after']);
  });

  test('without a way to take is an incident; so is a condition that is neither true nor false', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        inclusive('fork'),
        service('a'),
        service('b'),
        flows('start -> fork', 'fork -> a : =x > 1', 'fork -> b : =x'),
      ]),
    });
    expect((await bench.start('p', { x: false })).incidents()).toMatchObject([
      { type: 'CONDITION_ERROR', elementId: 'fork' },
    ]);
    const run = await bench.start('p', { x: 7 });
    expect(run.incidents()[0]?.message).toContain('to be a boolean');
  });

  test('waits for a branch that has detours, and no longer once it turned away', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        parallel('fork'),
        service('a'),
        service('b'),
        exclusive('turn', 'turn_away'),
        service('d'),
        inclusive('join'),
        service('after'),
        service('away'),
        end(),
        end('gone'),
        flows(
          'start -> fork -> a -> join',
          'fork -> b -> turn',
          'turn -> d : =detour',
          'turn -> away -> gone',
          'd -> join -> after -> end',
        ),
      ]),
    });
    const straight = await bench.start('p', { detour: false });
    await bench.work('a');
    expect(straight.at()).toEqual(['b']);
    await bench.work('b');
    expect(straight.at()).toEqual(['after', 'away']);
    const round = await bench.start('p', { detour: true });
    await bench.work('a');
    await bench.work('b');
    expect(round.at()).toEqual(['d']);
    await bench.work('d');
    expect(round.at()).toEqual(['after']);
  });

  test('waits for a boundary event that may still happen, and not for one that cannot any more', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        parallel('fork'),
        service('a'),
        user('b'),
        boundary('late', 'b', timer('duration', 'P1D')),
        inclusive('join'),
        service('after'),
        end(),
        end('other'),
        flows('start -> fork -> a -> join', 'fork -> b -> other', 'late -> join -> after -> end'),
      ]),
    });
    const done = await bench.start('p');
    await bench.work('a');
    expect(done.at()).toEqual(['b']);
    await done.completeTask('b');
    expect(done.at()).toEqual(['after']);
    const late = await bench.start('p');
    await bench.work('a');
    await bench.advance('P1D');
    expect(late.at()).toEqual(['after']);
    expect(late.path().filter((id) => id === 'join')).toHaveLength(1);
  });

  test('does not wait for its own token in a loop', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        inclusive('again'),
        service('try'),
        exclusive('check', 'check_end'),
        end(),
        flows('start -> again -> try -> check -> end', 'check -> again : =retry'),
      ]),
    });
    const run = await bench.start('p', { retry: true });
    await bench.work('try', { retry: true });
    expect(run.at()).toEqual(['try']);
    await bench.work('try', { retry: false });
    expect(run.alive).toBe(false);
  });

  test('still waits after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': CIRCUIT });
        const run = await first.start('p', { x: 3 });
        await first.work('a');
        return run.key;
      },
      async (second, key) => {
        const run = new Run(second, key);
        expect(run.at()).toEqual(['b']);
        await second.work('b');
        expect(run.at()).toEqual(['after']);
      },
    );
  });
});

describe('an event-based gateway', () => {
  const CIRCUIT = draw(
    'p',
    [
      start(),
      node('eventBasedGateway', 'which'),
      catching('answer', message('reply')),
      catching('silence', timer('duration', 'P1M')),
      catching('alarm', signal('stop')),
      catching('full', condition('=count > 3')),
      ...['said', 'silent', 'stopped', 'counted'].map((id) => end(id)),
      flows(
        'start -> which -> answer -> said',
        'which -> silence -> silent',
        'which -> alarm -> stopped',
        'which -> full -> counted',
      ),
    ],
    [messageNamed('reply', '=id'), signalNamed('stop')],
  );

  test('goes on with the first event, and waits no more for the others', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const run = await bench.start('p', { id: 'r', count: 0 });
    expect(run.at()).toEqual(['which']);
    await bench.publish('reply', 'r', { text: 'yes' });
    expect(run.path()).toEqual(['start', 'which', 'answer', 'said', 'p']);
    expect(run.written()).toMatchObject({ text: 'yes' });
    const { timers, messageSubscriptions } = bench.engine.state;
    expect([timers.size, messageSubscriptions.size]).toEqual([0, 0]);
  });

  test.each<[string, (run: Run) => Promise<unknown>, string]>([
    ['a timer', () => bench.advance('P1M'), 'silent'],
    ['a signal', () => bench.signal('stop'), 'stopped'],
    [
      'a condition',
      (run) => bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { count: 4 } }),
      'counted',
    ],
  ])('goes on with %s', async (_what, happen, where) => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    const run = await bench.start('p', { id: 'r', count: 0 });
    await happen(run);
    expect(run.alive).toBe(false);
    expect(run.path()).toContain(where);
  });

  test('takes a message that came before', async () => {
    await bench.deploy({ 'p.bpmn': CIRCUIT });
    await bench.publish('reply', 'r', {}, 60_000);
    const run = await bench.start('p', { id: 'r', count: 0 });
    expect(run.path()).toContain('said');
  });

  test('still waits after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': CIRCUIT });
        return (await first.start('p', { id: 'r', count: 0 })).key;
      },
      async (second, key) => {
        await second.signal('stop');
        expect(new Run(second, key).alive).toBe(false);
      },
    );
  });

  test.each([
    ['a receive task', node('receiveTask', 'x', '', { messageRef: 'reply' })],
    ['an activity', service('x')],
  ])('is refused before %s', async (_what, target) => {
    const xml = draw(
      'p',
      [
        start(),
        node('eventBasedGateway', 'g'),
        target,
        catching('t', timer('duration', 'P1D')),
        flows('start -> g -> x', 'g -> t'),
      ],
      [messageNamed('reply', '=id')],
    );
    await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining("must not have an outgoing sequence flow to 'x'"),
    });
  });
});

describe('link events', () => {
  test('go on where the link of the same name is', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('a'),
        node('intermediateThrowEvent', 'to', link('page 2')),
        catching('from', link('page 2')),
        service('b'),
        end(),
        flows('start -> a -> to', 'from -> b -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('a');
    expect(run.at()).toEqual(['b']);
    await bench.work('b');
    expect(run.path()).toEqual(['start', 'a', 'to', 'from', 'b', 'end', 'p']);
  });

  test('that lead nowhere, or to two places, are refused', async () => {
    const to = node('intermediateThrowEvent', 'to', link('x'));
    const refused = (body: string[]) =>
      bench.deploy({ 'p.bpmn': draw('p', body) }).catch((error: Error) => error.message);
    expect(await refused([start(), to, flows('start -> to')])).toContain("link event with the name 'x'");
    const twice = [catching('f1', link('x')), catching('f2', link('x')), end()];
    expect(await refused([start(), to, ...twice, flows('start -> to', 'f1 -> end', 'f2 -> end')])).toContain(
      'same name',
    );
  });
});

describe('a terminate end event', () => {
  test('ends its scope although a token waits at a join, and stops what is active', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        subProcess('part', [
          start('s'),
          parallel('fork'),
          service('a'),
          service('b'),
          service('stop'),
          parallel('join'),
          end('joined'),
          end('stopped', terminate()),
          flows('s -> fork -> a -> join -> joined', 'fork -> b -> join', 'fork -> stop -> stopped'),
        ]),
        service('after'),
        end(),
        flows('start -> part -> after -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('a');
    await bench.work('stop');
    expect(run.at()).toEqual(['after']);
    expect(run.terminated()).toEqual(['b']);
    await bench.work('after');
    expect(run.alive).toBe(false);
  });

  test('also ends a scope that an event sub-process watches', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        parallel('fork'),
        user('a'),
        end('over', terminate()),
        flows('start -> fork -> a', 'fork -> over'),
        eventSubProcess('watch', [
          eventStart('due', timer('duration', 'P1D'), false),
          end('told'),
          flows('due -> told'),
        ]),
      ]),
    });
    const run = await bench.start('p');
    expect(run.alive).toBe(false);
    expect(bench.engine.state.timers.size).toBe(0);
  });
});
