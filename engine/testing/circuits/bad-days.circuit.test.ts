import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../processing/protocol.ts';
import type { Bench } from '../bench.ts';
import { draw, end, extensions, flows, mapping, node, service, start, user } from '../draw.ts';
import { onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

const ONE = draw('p', [start(), service('t'), end(), flows('start -> t -> end')]);

describe('bad input', () => {
  test('ten megabytes of variables are refused, and nothing of the command is kept', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    await expect(bench.start('p', { big: 'x'.repeat(10_000_000) })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(bench.engine.state.elementInstances.size).toBe(0);
  });

  test('variables nested without end are refused', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    let deep: Json = 1;
    for (let i = 0; i < 200_000; i++) deep = [deep];
    await expect(bench.start('p', { deep })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('keys that are not numbers are refused, keys past 2^53 are just not found', async () => {
    await expect(bench.engine.execute('COMPLETE_JOB', { jobKey: 'x' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(bench.engine.execute('COMPLETE_JOB', { jobKey: '9007199254740993' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining("'9007199254740993'"),
    });
    await expect(bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: '1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      bench.engine.execute('SET_VARIABLES', { elementInstanceKey: '1', variables: {} }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('an expression that runs for ever is an incident, and the engine goes on', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node(
          'task',
          't',
          extensions(mapping({ inputs: ['=count(for i in 1..100000, j in 1..100000 return i) -> n'] })),
        ),
        end(),
        flows('start -> t -> end'),
      ]),
      'q.bpmn': ONE.replace('id="p"', 'id="q"').replace('definitions_p', 'definitions_q'),
    });
    const run = await bench.start('p');
    expect(run.incidents()).toMatchObject([
      { type: 'IO_MAPPING_ERROR', message: expect.stringMatching(/turn more than|ran longer/) },
    ]);
    expect((await bench.start('q')).at()).toEqual(['t']);
  });

  test('a refused command in the middle of others leaves them alone', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    const starts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        bench.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: i % 5 === 0 ? 'nope' : 'p' }),
      ),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    expect(bench.engine.state.jobs.size).toBe(40);
  });
});

describe('people in a hurry', () => {
  test('two who decide the same task at once: one wins, the other is told', async () => {
    await bench.deploy({ 'p.bpmn': draw('p', [start(), user('t'), end(), flows('start -> t -> end')]) });
    const run = await bench.start('p');
    const outcomes = await Promise.allSettled([run.completeTask('t', { by: 'a' }), run.completeTask('t', { by: 'b' })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'NOT_FOUND' } });
    expect(run.written()).toEqual({ by: 'a' });
  });

  test('one who stops waiting for a listener is let go; the transition still ends', async () => {
    await bench.engine.execute('CREATE_GLOBAL_LISTENER', { id: 'c', type: 'c', eventTypes: ['completing'] });
    await bench.deploy({ 'p.bpmn': draw('p', [start(), user('t'), end(), flows('start -> t -> end')]) });
    const run = await bench.start('p');
    const waiting = new AbortController();
    const userTaskKey = run.task('t').key;
    const completion = bench.engine.execute('COMPLETE_USER_TASK', { userTaskKey }, { signal: waiting.signal });
    await new Promise((resolve) => setImmediate(resolve));
    waiting.abort(new Error('too long'));
    await expect(completion).rejects.toThrow('too long');
    await bench.listen('c');
    expect(run.alive).toBe(false);
  });
});
