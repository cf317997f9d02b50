import { describe, expect, test } from '@jest/globals';
import type { Variables } from '../../processing/protocol.ts';
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
  node,
  service,
  start,
  user,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

describe('gateways', () => {
  const choice = (defaultFlow?: string) =>
    draw('p', [
      start(),
      node('exclusiveGateway', 'choose', '', defaultFlow === undefined ? {} : { default: defaultFlow }),
      service('low'),
      service('high'),
      service('none'),
      end(),
      flows(
        'start -> choose',
        'choose -> low : =n < 10',
        'choose -> high : =n > 100',
        ...(defaultFlow ? ['choose -> none'] : []),
        'low -> end',
        'high -> end',
        'none -> end',
      ),
    ]);

  test('an exclusive gateway takes the first flow that holds, else the default', async () => {
    await bench.deploy({ 'p.bpmn': choice('choose_none') });
    expect((await bench.start('p', { n: 1 })).at()).toEqual(['low']);
    expect((await bench.start('p', { n: 500 })).at()).toEqual(['high']);
    expect((await bench.start('p', { n: 50 })).at()).toEqual(['none']);
  });

  test('without a way out there is an incident; correcting the variable and resolving it goes on', async () => {
    await bench.deploy({ 'p.bpmn': choice() });
    const run = await bench.start('p', { n: 50 });
    expect(run.incidents()).toMatchObject([{ type: 'CONDITION_ERROR', elementId: 'choose' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { n: 5 } });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    expect(run.at()).toEqual(['low']);
    expect(run.incidents()).toEqual([]);
  });

  test('a variable that is null is null, also where a function of FEEL has its name', async () => {
    const asked = draw('p', [
      start(),
      node('exclusiveGateway', 'choose', '', { default: 'choose_known' }),
      service('unknown'),
      service('known'),
      end(),
      flows('start -> choose -> known -> end', 'choose -> unknown : =date = null', 'unknown -> end'),
    ]);
    await bench.deploy({ 'p.bpmn': asked });
    expect((await bench.start('p', { date: null })).at()).toEqual(['unknown']);
    expect((await bench.start('p')).at()).toEqual(['unknown']);
    expect((await bench.start('p', { date: '2026-11-30' })).at()).toEqual(['known']);
  });

  test('an incident tells of a variable that is null what is wrong, not that it is missing', async () => {
    await bench.deploy({ 'p.bpmn': choice() });
    const told = async (variables: Variables) => (await bench.start('p', variables)).incidents()[0]?.message;
    expect(await told({})).toContain("No variable found with name 'n'");
    expect(await told({ n: null })).not.toContain('No variable found');
  });

  test('a condition on a missing variable is an incident, and a new one if nothing was corrected', async () => {
    await bench.deploy({ 'p.bpmn': choice() });
    const run = await bench.start('p');
    const [first] = run.incidents();
    expect(first?.message).toContain("Expected result of the expression 'n < 10' to be a boolean, but was 'NULL'");
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: first?.key ?? '' });
    expect(run.incidents()).toHaveLength(1);
    expect(run.incidents()[0]?.key).not.toBe(first?.key);
  });

  test('a parallel gateway waits for all its branches', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node('parallelGateway', 'fork'),
        service('a'),
        service('b'),
        node('task', 'quick'),
        node('parallelGateway', 'join'),
        service('c'),
        end(),
        flows('start -> fork -> a -> join -> c -> end', 'fork -> b -> join', 'fork -> quick -> join'),
      ]),
    });
    const run = await bench.start('p');
    expect(run.at()).toEqual(['a', 'b']);
    await bench.work('b', { fromB: 1 });
    await bench.work('a', { fromA: 2 });
    expect((await bench.work('c')).variables).toEqual({ fromA: 2, fromB: 1 });
    expect(run.alive).toBe(false);
  });

  test('two ends of a fork end the instance only once both are reached', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node('parallelGateway', 'fork'),
        end('e1'),
        service('b'),
        end('e2'),
        flows('start -> fork -> e1', 'fork -> b -> e2'),
      ]),
    });
    const run = await bench.start('p');
    expect(run.alive).toBe(true);
    await bench.work('b');
    expect(run.alive).toBe(false);
  });
});

describe('tasks', () => {
  test('script, manual and undefined tasks are done by the engine, in one go', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node('manualTask', 'm'),
        node('task', 't'),
        node('scriptTask', 's', extensions('<zeebe:script expression="=quota * 6 / 7" resultVariable="pay" />')),
        end(),
        flows('start -> m -> t -> s -> end'),
      ]),
    });
    const run = await bench.start('p', { quota: 70 });
    expect(run.alive).toBe(false);
    expect(run.written()).toEqual({ quota: 70, pay: 60 });
  });

  test('business rule, script, send and message end tasks can be jobs', async () => {
    const job = (type: string) => extensions(`<zeebe:taskDefinition type="${type}" retries="5" />`);
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node('businessRuleTask', 'r', job('rule')),
        node('scriptTask', 's', job('script')),
        node('sendTask', 'd', job('send')),
        node('endEvent', 'end', `${job('sendEnd')}<bpmn:messageEventDefinition />`),
        flows('start -> r -> s -> d -> end'),
      ]),
    });
    const run = await bench.start('p');
    for (const type of ['rule', 'script', 'send', 'sendEnd']) expect((await bench.work(type)).retries).toBe(5);
    expect(run.alive).toBe(false);
  });

  test('a job knows its process, its headers and only the variables asked for', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node(
          'serviceTask',
          't',
          extensions(
            '<zeebe:taskDefinition type="=kind + &quot;.run&quot;" retries="=2 + 2" />',
            '<zeebe:taskHeaders><zeebe:header key="to" value="agent" /></zeebe:taskHeaders>',
          ),
        ),
        end(),
        flows('start -> t -> end'),
      ]),
    });
    const run = await bench.start('p', { kind: 'mail', secret: 1 });
    const { jobs } = await bench.engine.execute('ACTIVATE_JOBS', {
      type: 'mail.run',
      worker: 'w',
      timeout: 1000,
      maxJobsToActivate: 5,
      fetchVariables: ['kind'],
    });
    expect(jobs).toMatchObject([
      {
        type: 'mail.run',
        retries: 4,
        customHeaders: { to: 'agent' },
        variables: { kind: 'mail' },
        processInstanceKey: run.key,
        elementId: 't',
        bpmnProcessId: 'p',
        processDefinitionVersion: 1,
        worker: 'w',
      },
    ]);
    expect(jobs[0]?.variables).toEqual({ kind: 'mail' });
  });
});

describe('variables', () => {
  test('inputs are local, in order; a missing source is null; results without outputs go where the name lives', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node(
          'serviceTask',
          't',
          extensions(
            '<zeebe:taskDefinition type="t" />',
            mapping({ inputs: ['=a + 1 -> b', '=b * 2 -> c.d', '=nowhere -> e', 'text -> f'] }),
          ),
        ),
        end(),
        flows('start -> t -> end'),
      ]),
    });
    const run = await bench.start('p', { a: 1 });
    const job = await bench.work('t', { a: 9, b: 5, fresh: true });
    expect(job.variables).toEqual({ a: 1, b: 2, c: { d: 4 }, e: null, f: 'text' });
    expect(run.written()).toEqual({ a: 9, fresh: true });
  });

  test('inputs and outputs see what the whole cluster shares', async () => {
    const shared = mapping({
      inputs: ['=camunda.vars.env.limit -> limit', '=limit + 1 -> next'],
      outputs: ['=camunda.vars.cluster.limit + done -> total'],
    });
    await bench.deploy({
      'p.bpmn': draw('p', [start(), service('job', 'job', shared), end(), flows('start -> job -> end')]),
    });
    await bench.engine.execute('CREATE_CLUSTER_VARIABLE', { scope: 'GLOBAL', name: 'limit', value: 7 });
    const run = await bench.start('p');
    expect((await bench.work('job', { done: 3 })).variables).toEqual({ limit: 7, next: 8 });
    expect(run.written()).toEqual({ total: 10 });
  });

  test('a fault in an output mapping is an incident on the task, resolved without doing the job again', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node(
          'serviceTask',
          't',
          extensions('<zeebe:taskDefinition type="t" />', mapping({ outputs: ['=assert(x, x != null) -> y'] })),
        ),
        end(),
        flows('start -> t -> end'),
      ]),
    });
    const run = await bench.start('p');
    await bench.work('t');
    expect(run.incidents()).toMatchObject([{ type: 'IO_MAPPING_ERROR', elementId: 't' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { x: 3 } });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    expect(run.alive).toBe(false);
    expect(run.written()).toEqual({ x: 3, y: 3 });
  });

  test('set locally, a variable hides the one above and dies with its scope', async () => {
    await bench.deploy({ 'p.bpmn': draw('p', [start(), user('t'), end(), flows('start -> t -> end')]) });
    const run = await bench.start('p', { x: 1 });
    const elementInstanceKey = run.task('t').elementInstanceKey;
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey, variables: { x: 2 }, local: true });
    expect(bench.engine.state.visibleVariables(elementInstanceKey)).toEqual({ x: 2 });
    expect(run.variables()).toEqual({ x: 1 });
  });
});

describe('jobs', () => {
  const ONE = draw('p', [start(), service('t'), end(), flows('start -> t -> end')]);
  const jobState = (key: string) => bench.engine.state.jobs.get(key)?.state;

  test('a lease that runs out gives the job to another; the late worker may still complete it', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    await bench.setClock('2026-01-01T00:00:00Z');
    await bench.start('p');
    const first = await bench.job('t');
    expect(await bench.jobs('t')).toEqual([]);
    await bench.advance('PT61S');
    const second = await bench.job('t');
    expect(second).toMatchObject({ key: first.key, retries: 3 });
    await bench.engine.execute('COMPLETE_JOB', { jobKey: first.key });
    await expect(bench.engine.execute('COMPLETE_JOB', { jobKey: second.key })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key '${first.key}', but no such job was found`,
    });
  });

  test('a failure waits for its back-off; without retries it is an incident', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    await bench.setClock('2026-01-01T00:00:00Z');
    const run = await bench.start('p');
    const { key } = await bench.job('t');
    await bench.engine.execute('FAIL_JOB', {
      jobKey: key,
      retries: 2,
      retryBackOff: 5_000,
      errorMessage: 'busy',
      variables: { tried: 1 },
    });
    expect(await bench.jobs('t')).toEqual([]);
    await expect(bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 1 })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await bench.advance('PT5S');
    expect((await bench.job('t')).variables).toEqual({ tried: 1 });
    expect(run.variables()).toEqual({});
    await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0, errorMessage: 'dead' });
    expect(run.incidents()).toMatchObject([{ type: 'JOB_NO_RETRIES', message: 'dead', jobKey: key }]);
    await expect(bench.engine.execute('COMPLETE_JOB', { jobKey: key })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await expect(run.resolveIncidents()).rejects.toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('has no retries left'),
    });
    expect(run.incidents()).toMatchObject([{ message: 'dead' }]);
    await expect(bench.engine.execute('UPDATE_JOB', { jobKey: key, retries: 0 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await bench.engine.execute('UPDATE_JOB', { jobKey: key, retries: 1 });
    await run.resolveIncidents();
    await bench.work('t');
    expect(run.alive).toBe(false);
  });

  test('an error that nobody catches is an incident; resolved, the job can be tried again', async () => {
    await bench.deploy({
      'p.bpmn': draw(
        'p',
        [
          start(),
          service('t'),
          boundary('b', 't', error('X')),
          end(),
          end('e2'),
          flows('start -> t -> end', 'b -> e2'),
        ],
        [errorNamed('X')],
      ),
    });
    const run = await bench.start('p');
    const { key } = await bench.job('t');
    await bench.engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode: 'Y', errorMessage: 'odd' });
    expect(run.incidents()).toMatchObject([{ type: 'UNHANDLED_ERROR_EVENT' }]);
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    await bench.work('t');
    expect(run.path()).toContain('end');
  });

  test('a new timeout counts from now, and jobs given back are there at once', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    await bench.setClock('2026-01-01T00:00:00Z');
    await bench.start('p');
    const { key } = await bench.job('t');
    await bench.engine.execute('UPDATE_JOB', { jobKey: key, timeout: 120_000 });
    await bench.advance('PT90S');
    expect(jobState(key)).toBe('ACTIVATED');
    const giveBack = (deadline: number) => bench.engine.execute('RETURN_JOBS', { leases: [{ jobKey: key, deadline }] });
    const { deadline = 0 } = bench.engine.state.jobs.get(key) ?? {};
    await giveBack(deadline);
    expect(await bench.jobs('t')).toHaveLength(1);
    // someone else has it now
    await giveBack(deadline);
    expect(await bench.jobs('t')).toEqual([]);
  });

  test('whoever waits for jobs is notified when some are there', async () => {
    await bench.deploy({ 'p.bpmn': ONE });
    const told = new Promise<void>((resolve) => bench.engine.onJobsAvailable('t', resolve));
    await bench.start('p');
    await told;
    expect(await bench.jobs('t')).toHaveLength(1);
  });
});

describe('instances', () => {
  test('one created with its result answers when it ends, with the variables asked for', async () => {
    await bench.deploy({ 'p.bpmn': draw('p', [start(), service('t'), end(), flows('start -> t -> end')]) });
    const result = bench.engine.execute('CREATE_PROCESS_INSTANCE_WITH_RESULT', {
      bpmnProcessId: 'p',
      variables: { a: 1, b: 2 },
      fetchVariables: ['a', 'c'],
    });
    await new Promise((resolve) => setImmediate(resolve));
    await bench.work('t', { c: 3 });
    expect(await result).toMatchObject({ bpmnProcessId: 'p', version: 1, variables: { a: 1, c: 3 } });
  });

  test('one canceled stops everything, its jobs and incidents too', async () => {
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        node('parallelGateway', 'f'),
        service('a'),
        user('b'),
        end(),
        end('e2'),
        flows('start -> f -> a -> end', 'f -> b -> e2'),
      ]),
    });
    const run = await bench.start('p');
    const { key } = await bench.job('a');
    await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0 });
    await run.cancel();
    expect(run.alive).toBe(false);
    const { state } = bench.engine;
    expect([state.jobs.size, state.userTasks.size, state.incidents.size, state.elementInstances.size]).toEqual([
      0, 0, 0, 0,
    ]);
    await expect(run.cancel()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('unknown processes, keys and other tenants are refused with the code clients expect', async () => {
    const refusal = (value: object) => expect(bench.engine.execute('CREATE_PROCESS_INSTANCE', value)).rejects;
    await refusal({ bpmnProcessId: 'nope' }).toMatchObject({ code: 'NOT_FOUND' });
    await refusal({ processDefinitionKey: '9223372036854775807' }).toMatchObject({ code: 'NOT_FOUND' });
    await refusal({}).toMatchObject({ code: 'INVALID_ARGUMENT' });
    await refusal({ bpmnProcessId: 'p', tenantId: 'other' }).toMatchObject({ code: 'INVALID_ARGUMENT' });
    await bench.deploy({ 'p.bpmn': draw('p', [start(), end(), flows('start -> end')]) });
    await refusal({ bpmnProcessId: 'p', variables: [1] }).toMatchObject({ code: 'INVALID_ARGUMENT' });
    await refusal({ bpmnProcessId: 'p', version: 4 }).toMatchObject({ code: 'NOT_FOUND' });
    expect((await bench.start('p')).alive).toBe(false);
  });

  test('a loop without a wait is an incident, and everyone else goes on', async () => {
    await bench.deploy({
      'loop.bpmn': draw('loop', [
        start(),
        node('task', 'a'),
        node('exclusiveGateway', 'g'),
        flows('start -> a -> g -> a'),
      ]),
      'p.bpmn': draw('p', [start(), end(), flows('start -> end')]),
    });
    const run = await bench.start('loop');
    expect(run.incidents()).toMatchObject([{ type: 'UNKNOWN' }]);
    expect((await bench.start('p')).alive).toBe(false);
  });
});
