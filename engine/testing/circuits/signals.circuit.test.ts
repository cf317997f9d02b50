import { describe, expect, test } from '@jest/globals';
import { type Bench, Run } from '../bench.ts';
import {
  association,
  boundary,
  call,
  compensation,
  condition,
  draw,
  end,
  error,
  errorNamed,
  escalation,
  escalationNamed,
  eventStart,
  eventSubProcess,
  extensions,
  flows,
  inside,
  loop,
  mapping,
  node,
  service,
  signal,
  signalNamed,
  start,
  subProcess,
  user,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

const catching = (id: string, definition: string) => node('intermediateCatchEvent', id, definition);
const throwing = (id: string, definition: string, ...more: string[]) =>
  node('intermediateThrowEvent', id, extensions(...more) + definition);

describe('a signal', () => {
  test('reaches everyone who waits for it, and starts what it starts', async () => {
    await bench.deploy({
      'waits.bpmn': draw(
        'waits',
        [start(), catching('wait', signal('s')), end(), flows('start -> wait -> end')],
        [signalNamed('s', 'news')],
      ),
      'starts.bpmn': draw(
        'starts',
        [start('heard', signal('s')), service('react'), end(), flows('heard -> react -> end')],
        [signalNamed('s', 'news')],
      ),
    });
    const one = await bench.start('waits');
    const two = await bench.start('waits');
    await bench.signal('other');
    expect([one.alive, two.alive]).toEqual([true, true]);
    await bench.signal('news', { what: 'rain' });
    expect([one.alive, two.alive]).toEqual([false, false]);
    expect(one.written()).toEqual({ what: 'rain' });
    expect(bench.only('starts').variables()).toEqual({ what: 'rain' });
    const late = await bench.start('waits');
    expect(late.alive).toBe(true);
  });

  test('is named by an expression; is thrown with its own variables only; a new version replaces the start of the old', async () => {
    const starts = (type: string) =>
      draw(
        'starts',
        [start('heard', signal('s')), service('react', type), end(), flows('heard -> react -> end')],
        [signalNamed('s', 'unit-12')],
      );
    await bench.deploy({ 'starts.bpmn': starts('old') });
    await bench.deploy({ 'starts.bpmn': starts('new') });
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          throwing('tell', signal('s'), mapping({ inputs: ['=secret + 1 -> told'] })),
          end('done', signal('s')),
          flows('start -> tell -> done'),
        ],
        [signalNamed('s', '="unit-" + string(unit)')],
      ),
    });
    const run = await bench.start('p', { unit: 12, secret: 1 });
    expect(run.alive).toBe(false);
    expect(bench.running('starts').map((one) => one.variables())).toEqual([{ told: 2 }, {}]);
    expect(await bench.jobs('old')).toEqual([]);
    expect(await bench.jobs('new')).toHaveLength(2);
  });

  test('on a border interrupts, or goes on beside; an event sub-process too', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          user('visa'),
          boundary('news', 'visa', signal('s'), false),
          boundary('stop', 'visa', signal('t')),
          end(),
          end('noted'),
          service('close'),
          end('stopped'),
          flows('start -> visa -> end', 'news -> noted', 'stop -> close -> stopped'),
          eventSubProcess('watch', [
            eventStart('alarm', signal('u')),
            service('clean'),
            end('cleaned'),
            flows('alarm -> clean -> cleaned'),
          ]),
        ],
        [signalNamed('s'), signalNamed('t'), signalNamed('u')],
      ),
    });
    const run = await bench.start('p');
    await bench.signal('s');
    await bench.signal('s');
    expect(run.at()).toEqual(['visa']);
    expect(run.path()).toEqual(['start', 'news', 'noted', 'news', 'noted']);
    await bench.signal('t');
    expect(run.at()).toEqual(['close']);
    await bench.signal('u');
    expect(run.at()).toEqual(['clean']);
    await bench.work('clean');
    expect(run.alive).toBe(false);
  });

  test('is still waited for after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({
          'p.bpmn': draw(
            'p',
            [start(), catching('wait', signal('s')), end(), flows('start -> wait -> end')],
            [signalNamed('s')],
          ),
        });
        return (await first.start('p')).key;
      },
      async (second, key) => {
        await second.signal('s');
        expect(new Run(second, key).path()).toEqual(['wait', 'end', 'p']);
      },
    );
  });
});

describe('an escalation', () => {
  const roots = [escalationNamed('late')];
  const part = (...catches: string[]) =>
    draw(
      'p',
      [
        start(),
        subProcess('part', [
          start('s'),
          throwing('tell', escalation('late'), mapping({ inputs: ['=3 -> days'] })),
          service('go'),
          end('e'),
          flows('s -> tell -> go -> e'),
        ]),
        end(),
        service('chief'),
        end('told'),
        flows('start -> part -> end', 'chief -> told'),
        ...catches,
      ],
      roots,
    );

  test('that nobody catches changes nothing', async () => {
    await bench.deploy({ 'p.bpmn': part() });
    const run = await bench.start('p');
    expect(run.at()).toEqual(['go']);
    expect(run.incidents()).toEqual([]);
  });

  test('caught beside goes on both ways, with its variables', async () => {
    await bench.deploy({ 'p.bpmn': part(boundary('b', 'part', escalation('late'), false), flows('b -> chief')) });
    const run = await bench.start('p');
    expect(run.at()).toEqual(['chief', 'go']);
    expect(run.variables()).toEqual({ days: 3 });
  });

  test('caught by an interrupting event, without code, stops what threw it', async () => {
    await bench.deploy({ 'p.bpmn': part(boundary('b', 'part', escalation()), flows('b -> chief')) });
    const run = await bench.start('p');
    expect(run.at()).toEqual(['chief']);
    expect(run.terminated()).toEqual(['tell', 'part']);
  });

  test('is not caught under another code, and reaches an event sub-process further out', async () => {
    const xml = draw(
      'p',
      [
        start(),
        call('ask', { processId: 'child' }),
        boundary('b', 'ask', escalation('other'), false),
        end(),
        end('no'),
        flows('start -> ask -> end', 'b -> no'),
        eventSubProcess('watch', [
          eventStart('heard', escalation('late'), false),
          service('chief'),
          end('told'),
          flows('heard -> chief -> told'),
        ]),
      ],
      [...roots, escalationNamed('other')],
    );
    const child = draw('child', [start(), end('out', escalation('late')), flows('start -> out')], roots);
    await bench.deploy({ 'p.bpmn': xml, 'child.bpmn': child });
    const run = await bench.start('p');
    expect(run.at()).toEqual(['chief']);
    expect(run.path()).toEqual(['start', 'heard', 'ask', 'end']);
    await bench.work('chief');
    expect(run.alive).toBe(false);
  });
});

describe('a conditional event', () => {
  const set = (run: Run, variables: Record<string, number>, local?: boolean) =>
    bench.engine.execute('SET_VARIABLES', {
      elementInstanceKey: run.key,
      variables,
      ...(local === undefined ? {} : { local }),
    });

  test('waits until variables make its condition true', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [start(), catching('wait', condition('=days > 10')), end(), flows('start -> wait -> end')]),
    });
    const run = await bench.start('p', { days: 3 });
    await set(run, { days: 9 });
    expect(run.at()).toEqual(['wait']);
    await set(run, { days: 11 });
    expect(run.alive).toBe(false);
    expect((await bench.start('p', { days: 12 })).alive).toBe(false);
  });

  test('on a border: happens at once when it holds already, and stops the task', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('work'),
        boundary('many', 'work', condition('=x > 10')),
        end(),
        end('out'),
        flows('start -> work -> end', 'many -> out'),
      ]),
    });
    expect((await bench.start('p', { x: 11 })).path()).toEqual(['start', 'many', 'out', 'p']);
    expect(await bench.jobs('work')).toEqual([]);
  });

  test('beside the task happens each time a variable it reads is written while it holds, and for no other', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('work'),
        boundary('many', 'work', condition('=x > 10'), false),
        end(),
        end('noted'),
        flows('start -> work -> end', 'many -> noted'),
      ]),
    });
    const run = await bench.start('p', { x: 1 });
    const noted = () => run.path().filter((id) => id === 'noted').length;
    await set(run, { y: 1 });
    expect(noted()).toBe(0);
    await set(run, { x: 11 });
    await set(run, { y: 2 });
    expect(noted()).toBe(1);
    await set(run, { x: 12 });
    expect(noted()).toBe(2);
    await set(run, { x: 2 });
    expect(noted()).toBe(2);
  });

  test('can look at creations only', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        catching('wait', condition('=x > 10', { variableEvents: 'create' })),
        end(),
        flows('start -> wait -> end'),
      ]),
    });
    const known = await bench.start('p', { x: 1 });
    await set(known, { x: 11 });
    expect(known.alive).toBe(true);
    const fresh = await bench.start('p');
    await set(fresh, { x: 11 });
    expect(fresh.alive).toBe(false);
  });

  test('starts an event sub-process; the outermost is looked at first', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('work'),
        boundary('inner', 'work', condition('=x > 10')),
        end(),
        end('in'),
        flows('start -> work -> end', 'inner -> in'),
        eventSubProcess('watch', [
          eventStart('outer', condition('=x > 10')),
          service('stop'),
          end('out'),
          flows('outer -> stop -> out'),
        ]),
      ]),
    });
    const run = await bench.start('p', { x: 1 });
    await set(run, { x: 11 });
    expect(run.at()).toEqual(['stop']);
    expect(run.path()).toEqual(['start', 'outer']);
  });

  test('is still waited for after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({
          'p.bpmn': draw('p', [start(), catching('wait', condition('=x > 1')), end(), flows('start -> wait -> end')]),
        });
        return (await first.start('p', { x: 0 })).key;
      },
      async (second, key) => {
        await second.engine.execute('SET_VARIABLES', { elementInstanceKey: key, variables: { x: 2 } });
        expect(new Run(second, key).alive).toBe(false);
      },
    );
  });
});

describe('compensation', () => {
  const undo = (id: string, of: string) => [
    boundary(`c_${of}`, of, compensation()),
    inside(service(id), '').replace(`id="${id}"`, `id="${id}" isForCompensation="true"`),
    association(`c_${of}`, id),
  ];

  test('undoes what was done in the scope and nothing else; the throw event waits for it', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('book'),
        ...undo('unbook', 'book'),
        service('pay'),
        ...undo('refund', 'pay'),
        service('never'),
        ...undo('neverUndone', 'never'),
        throwing('undo', compensation()),
        end(),
        flows('start -> book -> pay -> undo -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('book');
    await bench.work('pay');
    expect(run.at()).toEqual(['refund', 'unbook', 'undo'].sort());
    await bench.work('refund');
    expect(run.at()).toEqual(['unbook', 'undo'].sort());
    await bench.work('unbook');
    expect(run.path()).toEqual(['start', 'book', 'pay', 'refund', 'unbook', 'undo', 'end', 'p']);
  });

  test('undoes once what was done once, twice what was done twice', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('book'),
        ...undo('unbook', 'book'),
        node('exclusiveGateway', 'again', '', { default: 'again_undo' }),
        throwing('undo', compensation()),
        end('undoAll', compensation()),
        flows('start -> book -> again -> undo -> undoAll', 'again -> book : =more'),
      ]),
    });
    const run = await bench.start('p', { more: true });
    await bench.work('book');
    await bench.work('book', { more: false });
    expect(await bench.jobs('unbook')).toHaveLength(2);
    await bench.advance('PT2M');
    await bench.work('unbook');
    await bench.work('unbook');
    expect(run.alive).toBe(false);
  });

  test('can name one activity', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('book'),
        ...undo('unbook', 'book'),
        service('pay'),
        ...undo('refund', 'pay'),
        end('undo', compensation('book')),
        flows('start -> book -> pay -> undo'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('book');
    await bench.work('pay');
    expect(run.at()).toEqual(['unbook', 'undo'].sort());
    await bench.work('unbook');
    expect(run.alive).toBe(false);
  });

  test('undoes what was done in a sub-process that is over, not in one that was stopped', async () => {
    const circuit = draw(
      'p',
      [
        start(),
        subProcess('trip', [
          start('s'),
          service('book'),
          ...undo('unbook', 'book'),
          service('more'),
          end('e'),
          flows('s -> book -> more -> e'),
        ]),
        boundary('failed', 'trip', error('NO')),
        throwing('undo', compensation()),
        throwing('undoNothing', compensation()),
        end(),
        end('out'),
        flows('start -> trip -> undo -> end', 'failed -> undoNothing -> out'),
      ],
      [errorNamed('NO')],
    );
    await bench.deploy({ 'p.bpmn': circuit });
    const whole = await bench.start('p');
    await bench.work('book');
    await bench.work('more');
    expect(whole.at()).toEqual(['unbook', 'undo'].sort());
    const stopped = await bench.start('p');
    await bench.work('book');
    await bench.fault('more', 'NO');
    expect(stopped.path()).toContain('undoNothing');
    expect(stopped.alive).toBe(false);
  });

  test('thrown in an event sub-process undoes the scope that it watches', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          service('book'),
          ...undo('unbook', 'book'),
          service('pay'),
          end(),
          flows('start -> book -> pay -> end'),
          eventSubProcess('failed', [eventStart('no', error('NO')), end('undo', compensation()), flows('no -> undo')]),
        ],
        [errorNamed('NO')],
      ),
    });
    const run = await bench.start('p');
    await bench.work('book');
    await bench.fault('pay', 'NO');
    await bench.work('unbook');
    expect(run.alive).toBe(false);
  });

  test('thrown in an event sub-process can name one activity of that scope', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          service('book'),
          ...undo('unbook', 'book'),
          service('pay'),
          ...undo('unpay', 'pay'),
          service('send'),
          end(),
          flows('start -> book -> pay -> send -> end'),
          eventSubProcess('failed', [
            eventStart('no', error('NO')),
            end('undo', compensation('pay')),
            flows('no -> undo'),
          ]),
        ],
        [errorNamed('NO')],
      ),
    });
    const run = await bench.start('p');
    await bench.work('book');
    await bench.work('pay');
    await bench.fault('send', 'NO');
    expect(run.at()).toEqual(['undo', 'unpay']);
    await bench.work('unpay');
    expect(run.alive).toBe(false);
  });

  test('of a multi-instance activity is done once', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        inside(service('book'), loop({ inputCollection: '=[1, 2]' })),
        ...undo('unbook', 'book'),
        end('undo', compensation()),
        flows('start -> book -> undo'),
      ]),
    });
    await bench.start('p');
    await bench.work('book');
    await bench.work('book');
    expect(await bench.jobs('unbook')).toHaveLength(1);
  });

  test('is refused without a handler, and a handler with flows', async () => {
    const refused = (body: string[]) =>
      bench.deploy({ 'p.bpmn': draw('p', body) }).catch((refusal: Error) => refusal.message);
    expect(await refused([start(), service('a'), boundary('c', 'a', compensation()), flows('start -> a')])).toContain(
      'must be associated with a compensation handler',
    );
    expect(await refused([start(), service('a'), ...undo('h', 'a'), end(), flows('start -> a', 'h -> end')])).toContain(
      'should have no outgoing sequence flows',
    );
  });

  test('goes on after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({
          'p.bpmn': draw('p', [
            start(),
            service('book'),
            ...undo('unbook', 'book'),
            end('undo', compensation()),
            service('x'),
            flows('start -> book -> x -> undo'),
          ]),
        });
        const run = await first.start('p');
        await first.work('book');
        return run.key;
      },
      async (second, key) => {
        await second.work('x');
        await second.work('unbook');
        expect(new Run(second, key).alive).toBe(false);
      },
    );
  });
});
