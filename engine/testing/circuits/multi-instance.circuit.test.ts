import { describe, expect, test } from '@jest/globals';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  call,
  draw,
  end,
  error,
  errorNamed,
  extensions,
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
import { decision, dmn, literal } from '../draw-decision.ts';
import { LAST_OF_JANUARY, onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

const EACH = { inputCollection: '=agents', inputElement: 'agent' };
const GATHER = { outputCollection: 'answers', outputElement: '=answer' };
const circuit = (activity: string, ...more: string[]) =>
  draw('p', [start(), activity, service('after'), end(), ...more, flows('start -> each -> after -> end')]);
const run = async (activity: string, variables: Record<string, never> | object, ...more: string[]) => {
  await bench.deploy({ 'p.bpmn': circuit(activity, ...more) });
  return bench.start('p', variables as never);
};

describe('a parallel multi-instance activity', () => {
  test('does one for each item at once, each with its own item and place', async () => {
    const p = await run(inside(service('each'), loop(EACH)), { agents: ['a', 'b', 'c'] });
    const jobs = await bench.jobs('each');
    expect(jobs.map((job) => [job.variables.agent, job.variables.loopCounter])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    for (const job of jobs) {
      expect(p.at()).toContain('each');
      await bench.engine.execute('COMPLETE_JOB', { jobKey: job.key });
    }
    expect(p.at()).toEqual(['after']);
    expect(p.path()).toEqual(['start', 'each', 'each', 'each', 'each']);
    expect(p.variables()).toEqual({ agents: ['a', 'b', 'c'] });
  });

  test('gathers the results in the order of the items, whatever the order in which they come', async () => {
    const p = await run(inside(service('each'), loop({ ...EACH, ...GATHER })), { agents: ['a', 'b', 'c'] });
    for (const job of (await bench.jobs('each')).reverse())
      await bench.engine.execute('COMPLETE_JOB', { jobKey: job.key, variables: { answer: `${job.variables.agent}!` } });
    expect(p.variables()).toEqual({ agents: ['a', 'b', 'c'], answers: ['a!', 'b!', 'c!'] });
  });

  const RESULT = '<zeebe:script expression="=agent * 10" resultVariable="result" />';
  const script = (id: string) => node('scriptTask', id, extensions(RESULT));
  test.each([
    ['script task', script('each')],
    ['call activity', call('each', { processId: 'tenfold' })],
    ['sub-process', subProcess('each', [start('s'), script('t'), end('e'), flows('s -> t -> e')])],
    [
      'sub-process that repeats a call',
      subProcess('each', [
        start('s'),
        inside(
          call('c', { processId: 'tenfold' }),
          loop({ inputCollection: '=[agent, agent]', inputElement: 'agent' }),
        ),
        end('e'),
        flows('s -> c -> e'),
      ]),
    ],
    [
      'undefined task',
      node('task', 'each', extensions(mapping({ inputs: ['=agent * 10 -> given'], outputs: ['=given -> result'] }))),
    ],
    [
      'business rule task',
      node(
        'businessRuleTask',
        'each',
        extensions('<zeebe:calledDecision decisionId="tenfold" resultVariable="result" />'),
      ),
    ],
  ])('gathers what each %s gave that ends at once, not what the last one did', async (_what, activity) => {
    await bench.deploy({
      'tenfold.bpmn': draw('tenfold', [start(), script('t'), end(), flows('start -> t -> end')]),
      'tenfold.dmn': dmn('drg', decision('tenfold', literal('agent * 10'))),
    });
    const gathered = { outputCollection: 'answers', outputElement: '={agent: agent, gets: result}' };
    const p = await run(inside(activity, loop({ ...EACH, ...gathered })), { agents: [1, 2, 3] });
    expect(p.at()).toEqual(['after']);
    expect(p.variables().answers).toEqual([
      { agent: 1, gets: 10 },
      { agent: 2, gets: 20 },
      { agent: 3, gets: 30 },
    ]);
  });

  test('is over when its condition holds, and what is left is stopped', async () => {
    const p = await run(inside(user('each'), loop(EACH, { until: '=numberOfCompletedInstances >= 2' })), {
      agents: ['a', 'b', 'c', 'd'],
    });
    expect(p.tasks()).toHaveLength(4);
    await p.completeTask('each');
    expect(p.tasks()).toHaveLength(3);
    await p.completeTask('each');
    expect(p.at()).toEqual(['after']);
    expect(p.terminated()).toEqual(['each', 'each']);
  });

  test('can end on the first answer, seen where it was given', async () => {
    const condition = { until: '=answer = "no"' };
    const p = await run(inside(user('each'), loop({ ...EACH, ...GATHER }, condition)), { agents: ['a', 'b', 'c'] });
    await p.completeTask('each', { answer: 'yes' });
    expect(p.tasks()).toHaveLength(2);
    await p.completeTask('each', { answer: 'no' });
    expect(p.at()).toEqual(['after']);
    expect(p.variables().answers).toEqual(['yes', 'no', null]);
  });

  test('counts its instances for its condition', async () => {
    const until =
      '=numberOfInstances = 3 and numberOfActiveInstances = 1 and numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0';
    const p = await run(inside(user('each'), loop(EACH, { until })), { agents: [1, 2, 3] });
    await p.completeTask('each');
    expect(p.tasks()).toHaveLength(2);
    await p.completeTask('each');
    expect(p.at()).toEqual(['after']);
  });
});

describe('a sequential multi-instance activity', () => {
  test('does one after the other', async () => {
    const p = await run(inside(service('each'), loop({ ...EACH, ...GATHER }, { sequential: true })), {
      agents: ['a', 'b'],
    });
    const seen = [];
    while (p.at()[0] === 'each') {
      const jobs = await bench.jobs('each');
      expect(jobs).toHaveLength(1);
      seen.push(jobs[0]?.variables.agent);
      await bench.engine.execute('COMPLETE_JOB', { jobKey: jobs[0]?.key ?? '', variables: { answer: seen.length } });
    }
    expect(seen).toEqual(['a', 'b']);
    expect(p.variables().answers).toEqual([1, 2]);
  });

  test('stops when its condition holds', async () => {
    const drawn = inside(user('each'), loop(EACH, { sequential: true, until: '=loopCounter = 2' }));
    const p = await run(drawn, { agents: ['a', 'b', 'c'] });
    await p.completeTask('each');
    await p.completeTask('each');
    expect(p.at()).toEqual(['after']);
    expect(p.terminated()).toEqual([]);
  });

  test('goes through a thousand items that need no wait', async () => {
    const each = inside(
      node('task', 'each'),
      loop({ inputCollection: '=for i in 1..1000 return i' }, { sequential: true }),
    );
    const p = await run(each, {});
    expect(p.at()).toEqual(['after']);
    expect(p.path()).toHaveLength(1002);
  });
});

describe('the list of a multi-instance activity', () => {
  test.each([false, true])('that is empty leaves nothing to do (sequential: %s)', async (sequential) => {
    const p = await run(inside(service('each'), loop({ ...EACH, ...GATHER }, { sequential })), { agents: [] });
    expect(p.at()).toEqual(['after']);
    expect(p.variables()).toEqual({ agents: [], answers: [] });
  });

  test('that is no list is an incident; once it is one, resolving goes on', async () => {
    const p = await run(inside(service('each'), loop(EACH)), { agents: 'everyone' });
    expect(p.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', elementId: 'each' }]);
    expect(p.incidents()[0]?.message).toContain("'agents' to be a list, but was 'STRING'");
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: p.key, variables: { agents: [1] } });
    await p.resolveIncidents();
    expect(await bench.jobs('each')).toHaveLength(1);
  });

  test('must be drawn', async () => {
    const drawn = circuit(inside(service('each'), loop({ inputElement: 'x' })));
    await expect(bench.deploy({ 'p.bpmn': drawn })).rejects.toMatchObject({
      message: expect.stringContaining("Attribute 'inputCollection' must be present"),
    });
  });

  test('a condition that is neither true nor false is an incident on the instance that was done', async () => {
    const p = await run(inside(user('each'), loop(EACH, { until: '=limit' })), { agents: [1, 2] });
    await p.completeTask('each');
    expect(p.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', elementId: 'each' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: p.key, variables: { limit: true } });
    await p.resolveIncidents();
    expect(p.at()).toEqual(['after']);
  });
});

describe('around and inside a multi-instance activity', () => {
  test('input mappings see the item; output mappings of each go up', async () => {
    const mapped = mapping({ inputs: ['=agent.name -> name'], outputs: ['=append(all, name) -> all'] });
    const drawn = inside(service('each', 'each', mapped), loop(EACH, { sequential: true }));
    const p = await run(drawn, { agents: [{ name: 'Ada' }, { name: 'Bo' }], all: [] });
    await bench.work('each');
    await bench.work('each');
    expect(p.variables().all).toEqual(['Ada', 'Bo']);
  });

  test.each([true, false])(
    'an output mapping can fill what is gathered, and only that (sequential: %s)',
    async (sequential) => {
      const mapped = mapping({ outputs: ['=found.days -> result', '=found.by -> by'] });
      const drawn = inside(
        call('each', { processId: 'child' }, mapped),
        loop({ ...EACH, outputCollection: 'results', outputElement: '=result' }, { sequential }),
      );
      await bench.deploy({
        'child.bpmn': draw('child', [start(), service('find'), end(), flows('start -> find -> end')]),
      });
      const p = await run(drawn, { agents: [{ name: 'Ada' }, { name: 'Bo' }] });
      await bench.work('find', { found: { days: 3, by: 'Ada' } });
      await bench.work('find', { found: { days: 5, by: 'Bo' } });
      expect(p.variables()).toEqual({ agents: [{ name: 'Ada' }, { name: 'Bo' }], results: [3, 5], by: 'Bo' });
    },
  );

  test('a boundary timer stops the whole', async () => {
    const p = await run(
      inside(user('each'), loop(EACH)),
      { agents: [1, 2] },
      boundary('late', 'each', timer('duration', 'P1D')),
      end('over'),
      flows('late -> over'),
    );
    await bench.advance('P1D');
    expect(p.alive).toBe(false);
    expect(p.path()).toEqual(['start', 'late', 'over', 'p']);
    expect(p.terminated()).toEqual(['each', 'each', 'each']);
  });

  test('a reminder leaves it as it is', async () => {
    const p = await run(
      inside(user('each'), loop(EACH)),
      { agents: [1, 2] },
      boundary('remind', 'each', timer('duration', 'P1D'), false),
      service('mail'),
      flows('remind -> mail'),
    );
    await bench.advance('P1D');
    expect(p.tasks()).toHaveLength(2);
    expect(await bench.jobs('mail')).toHaveLength(1);
  });

  test('an error of one, caught on its border, stops the others', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          inside(service('each'), loop(EACH)),
          boundary('no', 'each', error('NO')),
          end(),
          end('refused'),
          flows('start -> each -> end', 'no -> refused'),
        ],
        [errorNamed('NO')],
      ),
    });
    const p = await bench.start('p', { agents: [1, 2, 3] });
    await bench.fault('each', 'NO');
    expect(p.path()).toEqual(['start', 'no', 'refused', 'p']);
    expect(await bench.jobs('each')).toEqual([]);
  });

  test('a sub-process is played once for each item, with variables of its own', async () => {
    const body = [
      start('s'),
      service('visa', 'visa', mapping({ outputs: ['=agent + "-ok" -> answer'] })),
      end('e'),
      flows('s -> visa -> e'),
    ];
    const p = await run(inside(subProcess('each', body), loop({ ...EACH, ...GATHER })), { agents: ['a', 'b'] });
    expect(p.at()).toEqual(['visa', 'visa']);
    await bench.work('visa');
    await bench.work('visa');
    expect(p.variables().answers).toEqual(['a-ok', 'b-ok']);
    expect(p.at()).toEqual(['after']);
  });

  test('a call activity calls once for each item, and a cancelled caller takes all along', async () => {
    await bench.deploy({
      'child.bpmn': draw('child', [start(), service('work'), end(), flows('start -> work -> end')]),
      'p.bpmn': circuit(inside(call('each', { processId: 'child' }), loop({ ...EACH, ...GATHER }))),
    });
    const p = await bench.start('p', { agents: ['a', 'b'] });
    expect(bench.running('child').map((child) => child.variables().agent)).toEqual(['a', 'b']);
    await bench.work('work', { answer: 1 });
    const left = await bench.start('p', { agents: ['c'] });
    await left.cancel();
    expect(bench.running('child')).toHaveLength(1);
    await bench.work('work', { answer: 2 });
    expect(p.variables().answers).toEqual([1, 2]);
  });

  test('a receive task waits for one message for each item', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          inside(node('receiveTask', 'each', '', { messageRef: 'reply' }), loop({ ...EACH, ...GATHER })),
          end(),
          flows('start -> each -> end'),
        ],
        [messageNamed('reply', '=agent')],
      ),
    });
    const p = await bench.start('p', { agents: ['a', 'b'] });
    await bench.publish('reply', 'b', { answer: 'B' });
    expect(p.alive).toBe(true);
    await bench.publish('reply', 'a', { answer: 'A' });
    expect(p.alive).toBe(false);
    expect(p.written().answers).toEqual(['A', 'B']);
  });

  test('a message on the border of a multi-instance sub-process interrupts it', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          inside(subProcess('each', [start('s'), user('visa'), end('e'), flows('s -> visa -> e')]), loop(EACH)),
          boundary('withdrawn', 'each', message('withdraw')),
          end(),
          end('gone'),
          flows('start -> each -> end', 'withdrawn -> gone'),
        ],
        [messageNamed('withdraw', '=id')],
      ),
    });
    const p = await bench.start('p', { id: 'r', agents: [1, 2] });
    await bench.publish('withdraw', 'r');
    expect(p.path()).toEqual(['start', 's', 's', 'withdrawn', 'gone', 'p']);
  });

  test('goes on after a restart where it was', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({
          'p.bpmn': circuit(inside(service('each'), loop({ ...EACH, ...GATHER }, { sequential: true }))),
        });
        const p = await first.start('p', { agents: ['a', 'b', 'c'] });
        await first.work('each', { answer: 1 });
        return p.key;
      },
      async (second, key) => {
        const p = new Run(second, key);
        expect((await second.work('each', { answer: 2 })).variables.agent).toBe('b');
        await second.work('each', { answer: 3 });
        expect(p.variables().answers).toEqual([1, 2, 3]);
      },
    );
  });
});
