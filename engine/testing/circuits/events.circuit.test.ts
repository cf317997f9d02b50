import { describe, expect, test } from '@jest/globals';
import type { Bench } from '../bench.ts';
import {
  boundary,
  draw,
  end,
  error,
  errorNamed,
  extensions,
  flows,
  mapping,
  message,
  messageNamed,
  node,
  service,
  start,
  terminate,
  timer,
  user,
} from '../draw.ts';
import { LAST_OF_JANUARY, onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

const eventSubProcess = (id: string, inside: string[]) =>
  node('subProcess', id, inside.join(''), { triggeredByEvent: 'true' });
const eventStart = (id: string, definition: string, interrupting = true) =>
  node('startEvent', id, definition, { isInterrupting: String(interrupting) });
const subProcess = (id: string, inside: string[]) => node('subProcess', id, inside.join(''));

describe('boundary events', () => {
  test('a timer stops the activity and takes its own way', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('opinion'),
        boundary('silence', 'opinion', timer('duration', 'P1M')),
        end(),
        end('accepted'),
        flows('start -> opinion -> end', 'silence -> accepted'),
      ]),
    });
    const run = await bench.start('p');
    await bench.setClock('2026-02-28T07:59:59Z');
    expect(run.at()).toEqual(['opinion']);
    await bench.setClock('2026-02-28T08:00:00Z');
    expect(run.alive).toBe(false);
    expect(run.path()).toEqual(['start', 'silence', 'accepted', 'p']);
  });

  test('a non-interrupting cycle reminds as often as it says, and the activity goes on', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('opinion'),
        boundary('remind', 'opinion', timer('cycle', 'R3/P1D'), false),
        service('mail'),
        end(),
        end('sent'),
        flows('start -> opinion -> end', 'remind -> mail -> sent'),
      ]),
    });
    const run = await bench.start('p');
    for (let day = 1; day <= 5; day++) await bench.advance('P1D');
    expect(await bench.jobs('mail')).toHaveLength(3);
    expect(run.at()).toContain('opinion');
  });

  test('a date waits for the instant that a variable holds', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('opinion'),
        boundary('due', 'opinion', timer('date', '=dueAt')),
        end(),
        end('late'),
        flows('start -> opinion -> end', 'due -> late'),
      ]),
    });
    const run = await bench.start('p', { dueAt: '2026-02-01T09:00:00+01:00' });
    await bench.setClock('2026-02-01T07:59:00Z');
    expect(run.alive).toBe(true);
    await bench.setClock('2026-02-01T08:00:00Z');
    expect(run.path()).toContain('late');
  });

  test('a message interrupts, and leaves its variables', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          user('visa'),
          boundary('withdrawn', 'visa', message('withdraw')),
          service('tell'),
          end(),
          end('gone'),
          flows('start -> visa -> end', 'withdrawn -> tell -> gone'),
        ],
        [messageNamed('withdraw', '=requestId')],
      ),
    });
    const run = await bench.start('p', { requestId: 'r1' });
    await bench.publish('withdraw', 'other');
    expect(run.at()).toEqual(['visa']);
    await bench.publish('withdraw', 'r1', { reason: 'changed my mind' });
    expect(run.at()).toEqual(['tell']);
    expect(run.variables()).toEqual({ requestId: 'r1', reason: 'changed my mind' });
  });

  test('an error goes to the catch with its code, else to the one that catches all', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          service('pay'),
          boundary('refused', 'pay', error('REFUSED')),
          boundary('other', 'pay', error()),
          end(),
          end('endRefused'),
          end('endOther'),
          flows('start -> pay -> end', 'refused -> endRefused', 'other -> endOther'),
        ],
        [errorNamed('REFUSED')],
      ),
    });
    const throwing = async (errorCode: string) => {
      const run = await bench.start('p');
      const { key } = await bench.job('pay');
      await bench.engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode, variables: { why: errorCode } });
      expect(run.written()).toEqual({ why: errorCode });
      return run.path();
    };
    expect(await throwing('REFUSED')).toEqual(['start', 'refused', 'endRefused', 'p']);
    expect(await throwing('ELSE')).toEqual(['start', 'other', 'endOther', 'p']);
  });
});

describe('sub-processes', () => {
  test('an embedded one is a scope of its own: outputs go up, the rest stays', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node(
          'subProcess',
          'inner',
          extensions(mapping({ inputs: ['=days -> n'], outputs: ['=n + extra -> total'] })) +
            [start('s2'), service('work'), end('e2'), flows('s2 -> work -> e2')].join(''),
        ),
        end(),
        flows('start -> inner -> end'),
      ]),
    });
    const run = await bench.start('p', { days: 2 });
    expect((await bench.work('work', { extra: 5 })).variables).toEqual({ days: 2, n: 2 });
    expect(run.alive).toBe(false);
    expect(run.written()).toEqual({ days: 2, extra: 5, total: 7 });
    expect(run.path()).toEqual(['start', 's2', 'work', 'e2', 'inner', 'end', 'p']);
  });

  test('an error end event leaves the sub-process by its boundary', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          subProcess('inner', [
            start('s2'),
            node('parallelGateway', 'fork'),
            user('wait'),
            service('fail'),
            end('boom', error('E')),
            end('e2'),
            flows('s2 -> fork -> wait -> e2', 'fork -> fail -> boom'),
          ]),
          boundary('caught', 'inner', error('E')),
          end(),
          end('handled'),
          flows('start -> inner -> end', 'caught -> handled'),
        ],
        [errorNamed('E')],
      ),
    });
    const run = await bench.start('p');
    await bench.work('fail');
    expect(run.alive).toBe(false);
    expect(run.path().slice(-3)).toEqual(['caught', 'handled', 'p']);
    expect(run.terminated().sort()).toEqual(['boom', 'inner', 'wait']);
  });

  test('a terminate end event stops its own scope only', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        subProcess('inner', [
          start('s2'),
          node('parallelGateway', 'fork'),
          user('wait'),
          service('stop'),
          end('halt', terminate()),
          end('e2'),
          flows('s2 -> fork -> wait -> e2', 'fork -> stop -> halt'),
        ]),
        user('after'),
        end(),
        flows('start -> inner -> after -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('stop');
    expect(run.at()).toEqual(['after']);
    expect(run.terminated()).toEqual(['wait']);
  });
});

describe('event sub-processes', () => {
  const withdrawable = (interrupting: boolean) =>
    draw(
      'p',
      [
        start(),
        user('visa'),
        service('after'),
        end(),
        flows('start -> visa -> after -> end'),
        eventSubProcess('withdrawal', [
          eventStart('asked', message('withdraw'), interrupting),
          service('tellAll'),
          end('told'),
          flows('asked -> tellAll -> told'),
        ]),
      ],
      [messageNamed('withdraw', '=requestId')],
    );

  test('an interrupting message stops all the rest, plays, and ends the instance', async () => {
    await bench.deploy({ 'p.bpmn': withdrawable(true) });
    const run = await bench.start('p', { requestId: 'r1' });
    await bench.engine.execute('CORRELATE_MESSAGE', {
      name: 'withdraw',
      correlationKey: 'r1',
      variables: { reason: 'x' },
    });
    expect(run.at()).toEqual(['tellAll']);
    expect((await bench.work('tellAll')).variables).toEqual({ requestId: 'r1', reason: 'x' });
    expect(run.alive).toBe(false);
    expect(run.terminated()).toEqual(['visa']);
    expect(run.path()).toEqual(['start', 'asked', 'tellAll', 'told', 'withdrawal', 'p']);
    await expect(
      bench.engine.execute('CORRELATE_MESSAGE', { name: 'withdraw', correlationKey: 'r1' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('an interrupting one waits for the canceling listeners of the task that it stops', async () => {
    await bench.engine.execute('CREATE_GLOBAL_LISTENER', { id: 'c', type: 'canceling', eventTypes: ['canceling'] });
    await bench.deploy({ 'p.bpmn': withdrawable(true) });
    const run = await bench.start('p', { requestId: 'r1' });
    await bench.publish('withdraw', 'r1');
    expect(run.at()).toEqual(['visa']);
    await bench.listen('canceling');
    expect(run.at()).toEqual(['tellAll']);
  });

  test('a non-interrupting message plays beside, as often as it comes', async () => {
    await bench.deploy({ 'p.bpmn': withdrawable(false) });
    const run = await bench.start('p', { requestId: 'r1' });
    await bench.publish('withdraw', 'r1');
    await bench.publish('withdraw', 'r1');
    expect(run.at()).toEqual(['tellAll', 'tellAll', 'visa']);
    await run.completeTask('visa');
    await bench.work('after');
    expect(run.alive).toBe(true);
    await bench.work('tellAll');
    await bench.work('tellAll');
    expect(run.alive).toBe(false);
  });

  test('a timer starts one', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('visa'),
        end(),
        flows('start -> visa -> end'),
        eventSubProcess('clock', [
          eventStart('silence', timer('duration', 'P2M')),
          service('close'),
          end('closed'),
          flows('silence -> close -> closed'),
        ]),
      ]),
    });
    const run = await bench.start('p');
    await bench.advance('P2M');
    await bench.work('close');
    expect(run.alive).toBe(false);
    expect(run.terminated()).toEqual(['visa']);
  });

  test('an error of a job inside starts one, in its sub-process', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          subProcess('inner', [
            start('s2'),
            service('work'),
            end('e2'),
            flows('s2 -> work -> e2'),
            eventSubProcess('rescue', [
              eventStart('failed', error('E')),
              service('repair'),
              end('repaired'),
              flows('failed -> repair -> repaired'),
            ]),
          ]),
          user('after'),
          end(),
          flows('start -> inner -> after -> end'),
        ],
        [errorNamed('E')],
      ),
    });
    const run = await bench.start('p');
    const { key } = await bench.job('work');
    await bench.engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode: 'E', variables: { cause: 1 } });
    expect((await bench.work('repair')).variables).toEqual({ cause: 1 });
    expect(run.at()).toEqual(['after']);
  });
});

describe('intermediate events and starts', () => {
  test.each(['date', 'duration', 'cycle'] as const)(
    'a %s that nothing gives is an incident that names what is missing',
    async (kind) => {
      const reminder = draw('p', [
        start(),
        user('wait'),
        boundary('late', 'wait', timer(kind, '=delay'), false),
        end(),
        end('reminded'),
        flows('start -> wait -> end', 'late -> reminded'),
      ]);
      await bench.deploy({ 'p.bpmn': reminder });
      const run = await bench.start('p');
      const message = `Expected result of the expression 'delay' to be a ${kind}, but was 'NULL'. The evaluation reported: No variable found with name 'delay'`;
      expect(run.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', message }]);
      await bench.engine.execute('SET_VARIABLES', {
        elementInstanceKey: run.key,
        variables: { delay: kind === 'date' ? '2030-01-01T00:00:00Z' : kind === 'cycle' ? 'R1/PT1H' : 'PT1H' },
      });
      await run.resolveIncidents();
      expect(run.at()).toEqual(['wait']);
    },
  );

  test('a timer and a message are waited for', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          node('intermediateCatchEvent', 'pause', timer('duration', 'PT1H')),
          node('intermediateCatchEvent', 'answer', message('reply')),
          node('receiveTask', 'again', '', { messageRef: 'reply' }),
          end(),
          flows('start -> pause -> answer -> again -> end'),
        ],
        [messageNamed('reply', '=id')],
      ),
    });
    const run = await bench.start('p', { id: 7 });
    await bench.advance('PT1H');
    expect(run.at()).toEqual(['answer']);
    await bench.publish('reply', '7', { text: 'ok' });
    expect(run.at()).toEqual(['again']);
    await bench.publish('reply', '7', { text: 'ok again' });
    expect(run.alive).toBe(false);
    expect(run.written()).toEqual({ id: 7, text: 'ok again' });
  });

  test('a message starts a process, once at a time for the same key, and the next one waits its turn', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [node('startEvent', 'start', message('file')), user('t'), end(), flows('start -> t -> end')],
        [messageNamed('file')],
      ),
    });
    await bench.publish('file', 'a', { n: 1 }, 60_000);
    await bench.publish('file', 'a', { n: 2 }, 60_000);
    await bench.publish('file', '', { n: 3 });
    await bench.publish('file', '', { n: 4 });
    expect(bench.running('p').map((run) => run.variables().n)).toEqual([1, 3, 4]);
    await bench.running('p')[0]?.completeTask('t');
    expect(bench.running('p').map((run) => run.variables().n)).toEqual([3, 4, 2]);
  });

  test('a timer starts a process by cycle, and a new version takes over', async () => {
    const model = (task: string) =>
      draw('p', [
        node('startEvent', 'start', timer('cycle', 'R/P1D')),
        user(task),
        end(),
        flows(`start -> ${task} -> end`),
      ]);
    await bench.deploy({ 'p.bpmn': model('one') });
    await bench.advance('P1D');
    await bench.deploy({ 'p.bpmn': model('two') });
    await bench.advance('P1D');
    expect(bench.running('p').flatMap((run) => run.at())).toEqual(['one', 'two']);
  });

  test('a cycle that is counted from the beginning of 1970 fires at once, then by its length', async () => {
    const since1970 = node('startEvent', 'start', timer('cycle', 'R/1970-01-01T01:00:00+01:00/P1D'));
    await bench.deploy({ 'p.bpmn': draw('p', [since1970, user('t'), end(), flows('start -> t -> end')]) });
    await bench.settled();
    expect(bench.running('p')).toHaveLength(1);
    await bench.advance('P1D');
    expect(bench.running('p')).toHaveLength(2);
  });

  test('a cron fires at its hours, in UTC', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        node('startEvent', 'start', timer('cycle', '0 0 9-17 * * MON-FRI')),
        user('t'),
        end(),
        flows('start -> t -> end'),
      ]),
    });
    await bench.setClock('2026-02-01T12:00:00Z');
    expect(bench.running('p')).toHaveLength(0);
    await bench.setClock('2026-02-02T09:00:00Z');
    expect(bench.running('p')).toHaveLength(1);
  });
});
