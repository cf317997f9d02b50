import { describe, expect, test } from '@jest/globals';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  call,
  draw,
  end,
  extensions,
  flows,
  inside,
  executionListeners as listeners,
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
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: LAST_OF_JANUARY });

describe('execution listeners', () => {
  test('of a task are asked one after the other, before it works and after', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('work', 'work', listeners('start s1', 'start s2', 'end e1', 'end e2')),
        end(),
        flows('start -> work -> end'),
      ]),
    });
    const run = await bench.start('p');
    for (const type of ['s1', 's2', 'work', 'e1', 'e2']) {
      const waiting = [...bench.engine.state.jobs.values()].map((job) => job.type);
      expect(waiting).toEqual([type]);
      const job = await bench.work(type);
      expect(job.kind).toBe(type === 'work' ? 'BPMN_ELEMENT' : 'EXECUTION_LISTENER');
      expect(job.listenerEvent).toBe({ s: 'START', e: 'END', w: 'UNSPECIFIED' }[type[0] as 's' | 'e' | 'w']);
    }
    expect(run.alive).toBe(false);
  });

  test('before: see the mapped inputs, and what they give is local; after: see the mapped outputs, and what they give goes up', async () => {
    const mapped = mapping({ inputs: ['=base + 1 -> input'], outputs: ['=result -> output'] });
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('work', '="do-" + kind', listeners('start s', 'end e') + mapped),
        service('after'),
        end(),
        flows('start -> work -> after -> end'),
      ]),
    });
    const run = await bench.start('p', { base: 1 });
    expect((await bench.job('s')).variables).toEqual({ base: 1, input: 2 });
    await bench.advance('PT2M');
    await bench.work('s', { kind: 'print' });
    expect((await bench.work('do-print', { result: 5 })).variables).toEqual({ base: 1, input: 2, kind: 'print' });
    expect((await bench.work('e', { checked: true })).variables).toMatchObject({ output: 5, result: 5, kind: 'print' });
    expect(run.variables()).toEqual({ base: 1, output: 5, checked: true });
  });

  test('that fail are an incident of their own kind; resolved, only that one is asked again', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('work', 'work', listeners('start s1', 'start s2')),
        end(),
        flows('start -> work -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('s1');
    const { key } = await bench.job('s2');
    await expect(bench.engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode: 'NO' })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0, errorMessage: 'no power' });
    expect(run.incidents()).toMatchObject([
      { type: 'EXECUTION_LISTENER_NO_RETRIES', elementId: 'work', message: 'no power' },
    ]);
    await bench.engine.execute('UPDATE_JOB', { jobKey: key, retries: 1 });
    await run.resolveIncidents();
    await bench.work('s2');
    await bench.work('work');
    expect(run.alive).toBe(false);
  });

  test('are asked on every kind of element: process, events, gateways, sub-processes, calls, tasks of people', async () => {
    const on = (id: string, ...events: string[]) => listeners(...events.map((event) => `${event} ${event}-${id}`));
    const both = (id: string) => on(id, 'start', 'end');
    await bench.deploy({
      'child.bpmn': draw('child', [start(), end(), flows('start -> end')]),
      'p.bpmn': draw(
        'p',
        [
          extensions(both('p')),
          start('s', extensions(on('s', 'end'))),
          node('exclusiveGateway', 'g', extensions(on('g', 'start'))),
          subProcess('sub', [
            extensions(both('sub')),
            start('s2'),
            node('task', 't', extensions(both('t'))),
            end('e2'),
            flows('s2 -> t -> e2'),
          ]),
          call('c', { processId: 'child' }, both('c')),
          user('u', both('u')),
          node('intermediateCatchEvent', 'm', extensions(both('m')) + message('go')),
          end('e', extensions(both('e'))),
          flows('s -> g -> sub -> c -> u -> m -> e'),
        ],
        [messageNamed('go', '=id')],
      ),
    });
    const run = await bench.start('p', { id: 'r' });
    const asked: string[] = [];
    for (let i = 0; i < 40 && run.alive; i++) {
      const [job] = [...bench.engine.state.jobs.values()];
      if (job !== undefined) {
        asked.push(job.type);
        await bench.work(job.type);
      } else if (run.tasks().length > 0) await run.completeTask('u');
      else await bench.publish('go', 'r');
    }
    expect(run.alive).toBe(false);
    expect(asked).toEqual(
      'start-p end-s start-g start-sub start-t end-t end-sub start-c end-c start-u end-u start-m end-m start-e end-e end-p'.split(
        ' ',
      ),
    );
  });

  test('of a repeated activity are asked for each instance', async () => {
    const drawn = inside(service('each', 'each', listeners('start s')), loop({ inputCollection: '=[1, 2]' }));
    await bench.deploy({ 'p.bpmn': draw('p', [start(), drawn, end(), flows('start -> each -> end')]) });
    await bench.start('p');
    expect(await bench.jobs('s')).toHaveLength(2);
  });

  test('are asked no more when their element is stopped', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        service('work', 'work', listeners('end e')),
        boundary('late', 'work', timer('duration', 'P1D')),
        end(),
        end('out'),
        flows('start -> work -> end', 'late -> out'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('work');
    await bench.advance('P1D');
    expect(run.path()).toEqual(['start', 'late', 'out', 'p']);
    expect(await bench.jobs('e')).toEqual([]);
  });

  test('are refused where none can be asked, and twice the same', async () => {
    const refused = (body: string[]) =>
      bench.deploy({ 'p.bpmn': draw('p', body) }).catch((error: Error) => error.message);
    expect(await refused([start('s', extensions(listeners('start x'))), end(), flows('s -> end')])).toContain(
      "Execution listeners of type 'start' are not supported here",
    );
    expect(
      await refused([
        start(),
        node('parallelGateway', 'g', extensions(listeners('end x'))),
        end(),
        flows('start -> g -> end'),
      ]),
    ).toContain("Execution listeners of type 'end' are not supported here");
    expect(await refused([start(), service('t', 't', listeners('end x', 'end x')), flows('start -> t')])).toContain(
      "duplicate execution listener of type 'x'",
    );
    expect(await refused([start(), service('t', 't', listeners('cancel x')), flows('start -> t')])).toContain(
      "The execution listener event 'cancel' does not exist",
    );
  });

  test('are asked after a restart from where they were', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({
          'p.bpmn': draw('p', [
            start(),
            service('work', 'work', listeners('start s1', 'start s2')),
            end(),
            flows('start -> work -> end'),
          ]),
        });
        const run = await first.start('p');
        await first.work('s1');
        return run.key;
      },
      async (second, key) => {
        await second.work('s2');
        await second.work('work');
        expect(new Run(second, key).alive).toBe(false);
      },
    );
  });
});
