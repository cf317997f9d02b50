import { describe, expect, test } from '@jest/globals';
import type { ListenerEvent, Variables } from '../../processing/protocol.ts';
import type { Bench, Run } from '../bench.ts';
import { boundary, draw, end, flows, mapping, start, timer, user } from '../draw.ts';
import { onBench } from '../on-bench.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

/** One global listener per event, its job type named after it. */
async function listenTo(...events: ListenerEvent[]) {
  for (const event of events) {
    await bench.engine.execute('CREATE_GLOBAL_LISTENER', { id: event, type: `portal.${event}`, eventTypes: [event] });
  }
}

async function begin(...extensions: string[]): Promise<Run> {
  await bench.deploy({
    'p.bpmn': draw('p', [start(), user('decide', ...extensions), end(), flows('start -> decide -> end')]),
  });
  return bench.start('p', { boss: 'marie', days: 3 });
}

const ASSIGNED =
  '<zeebe:assignmentDefinition assignee="=boss" candidateGroups="=[&quot;n1&quot;, &quot;gestionnaire&quot;]" candidateUsers="a, b" />';

describe('a user task', () => {
  test('has the assignee, candidates, dates, priority and headers that its model says', async () => {
    await bench.setClock('2026-03-01T08:00:00Z');
    const run = await begin(
      ASSIGNED,
      '<zeebe:taskSchedule dueDate="=now() + duration(&quot;P2D&quot;)" followUpDate="2026-03-02T08:00:00Z" />',
      '<zeebe:priorityDefinition priority="80" />',
      '<zeebe:taskHeaders><zeebe:header key="stage" value="avis" /></zeebe:taskHeaders>',
      '<zeebe:formDefinition externalReference="my-form" />',
    );
    expect(run.task('decide')).toMatchObject({
      state: 'CREATED',
      assignee: 'marie',
      candidateGroups: ['n1', 'gestionnaire'],
      candidateUsers: ['a', 'b'],
      dueDate: '2026-03-03T08:00:00Z',
      followUpDate: '2026-03-02T08:00:00Z',
      priority: 80,
      customHeaders: { stage: 'avis' },
      externalFormReference: 'my-form',
    });
  });

  test.each(['=missing', '="80"', '=101', '=50.5'])(
    'with the priority %s is an incident, not a task',
    async (priority) => {
      const run = await begin(`<zeebe:priorityDefinition priority="${priority.replaceAll('"', '&quot;')}" />`);
      expect(run.tasks()).toEqual([]);
      expect(run.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR' }]);
    },
  );

  test('can be assigned, updated, unassigned and completed', async () => {
    const run = await begin();
    const userTaskKey = run.task('decide').key;
    await bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey, assignee: 'paul' });
    expect(run.task('decide').assignee).toBe('paul');
    await expect(
      bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey, assignee: 'zoe', allowOverride: false }),
    ).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await bench.engine.execute('UPDATE_USER_TASK', { userTaskKey, changes: { priority: 9, candidateGroups: ['x'] } });
    expect(run.task('decide')).toMatchObject({ priority: 9, candidateGroups: ['x'] });
    await bench.engine.execute('UNASSIGN_USER_TASK', { userTaskKey });
    expect(run.task('decide').assignee).toBeNull();
    await run.completeTask('decide', { outcome: 'yes' });
    expect(run.written()).toMatchObject({ outcome: 'yes' });
    await expect(bench.engine.execute('COMPLETE_USER_TASK', { userTaskKey })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('keeps its variables to itself when outputs are mapped', async () => {
    const run = await begin(mapping({ inputs: ['=days * 2 -> double'], outputs: ['=outcome -> decision'] }));
    await run.completeTask('decide', { outcome: 'yes', noise: 1 });
    expect(run.written()).toEqual({ boss: 'marie', days: 3, decision: 'yes' });
  });
});

describe('global listeners of user tasks', () => {
  test('are asked in turn before the task is open, and see it in their headers', async () => {
    await listenTo('creating', 'assigning');
    const run = await begin(ASSIGNED);
    expect(run.task('decide')).toMatchObject({ state: 'CREATING', assignee: null });
    const creating = await bench.listen('portal.creating');
    expect(creating).toMatchObject({ kind: 'TASK_LISTENER', listenerEvent: 'CREATING', variables: { days: 3 } });
    expect(creating.customHeaders).toMatchObject({
      'io.camunda.zeebe:userTaskKey': run.task('decide').key,
      'io.camunda.zeebe:assignee': 'marie',
      'io.camunda.zeebe:candidateGroups': '["n1","gestionnaire"]',
      'io.camunda.zeebe:priority': '50',
      'io.camunda.zeebe:action': 'create',
    });
    expect(run.task('decide').state).toBe('ASSIGNING');
    await bench.listen('portal.assigning');
    expect(run.task('decide')).toMatchObject({ state: 'CREATED', assignee: 'marie' });
  });

  test('may deny a completion: the caller is told why and the task stays open', async () => {
    await listenTo('completing');
    const run = await begin();
    const completion = run.completeTask('decide', { decisionId: 'd1' });
    const denied = expect(completion).rejects.toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('no such intent'),
    });
    const job = await waitForJob('portal.completing');
    expect(job.variables).toEqual({ boss: 'marie', days: 3, decisionId: 'd1' });
    await bench.engine.execute('COMPLETE_JOB', {
      jobKey: job.key,
      result: { denied: true, deniedReason: 'no such intent' },
    });
    await denied;
    expect(run.task('decide').state).toBe('CREATED');
    const again = run.completeTask('decide', { decisionId: 'd2' });
    await waitForJob('portal.completing').then(({ key }) => bench.engine.execute('COMPLETE_JOB', { jobKey: key }));
    await again;
    expect(run.alive).toBe(false);
  });

  test('may correct what the task says', async () => {
    await listenTo('creating');
    const run = await begin();
    await bench.listen('portal.creating', { corrections: { assignee: 'luc', candidateGroups: ['v'], priority: 7 } });
    expect(run.task('decide')).toMatchObject({
      state: 'CREATED',
      assignee: 'luc',
      candidateGroups: ['v'],
      priority: 7,
    });
  });

  test('may not correct the assignee that the model sets, nor deny a creation', async () => {
    await listenTo('creating');
    await begin(ASSIGNED);
    const job = await bench.job('portal.creating');
    const complete = (result: object) => bench.engine.execute('COMPLETE_JOB', { jobKey: job.key, result });
    await expect(complete({ corrections: { assignee: 'luc' } })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(complete({ denied: true })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('are asked before and after those drawn on the task, by priority', async () => {
    const create = (id: string, priority: number, afterNonGlobal: boolean) =>
      bench.engine.execute('CREATE_GLOBAL_LISTENER', { id, type: id, eventTypes: ['all'], priority, afterNonGlobal });
    await create('low', 1, false);
    await create('high', 9, false);
    await create('late', 5, true);
    const run = await begin(
      '<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="drawn" /></zeebe:taskListeners>',
    );
    for (const type of ['high', 'low', 'drawn', 'late']) await bench.listen(type);
    expect(run.task('decide').state).toBe('CREATED');
  });

  test('that fail hold the transition, then raise an incident that can be resolved', async () => {
    await listenTo('creating');
    const run = await begin();
    const job = await bench.job('portal.creating');
    await bench.engine.execute('FAIL_JOB', { jobKey: job.key, retries: 0, errorMessage: 'database away' });
    expect(run.incidents()).toMatchObject([{ type: 'TASK_LISTENER_NO_RETRIES', message: 'database away' }]);
    expect(run.task('decide').state).toBe('CREATING');
    await bench.engine.execute('UPDATE_JOB', { jobKey: job.key, retries: 1 });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    await bench.listen('portal.creating');
    expect(run.task('decide').state).toBe('CREATED');
  });

  test('whose type cannot be found out are an incident; the caller is told, and resolving it goes on', async () => {
    await listenTo('creating');
    const run = await begin(
      ASSIGNED,
      '<zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="=kind" /><zeebe:taskListener eventType="updating" type="=other" /></zeebe:taskListeners>',
    );
    await bench.listen('portal.creating');
    expect(run.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { kind: 'mine' } });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    await bench.listen('mine');
    expect(run.task('decide')).toMatchObject({ state: 'CREATED', assignee: 'marie' });
    const update = bench.engine.execute('UPDATE_USER_TASK', {
      userTaskKey: run.task('decide').key,
      changes: { priority: 3 },
    });
    await expect(update).rejects.toMatchObject({ code: 'INVALID_STATE' });
    expect(run.task('decide').state).toBe('CREATED');
  });

  test('are notified of a cancelation, which overtakes a completion under way', async () => {
    await listenTo('completing', 'canceling');
    await bench.deploy({
      'p.bpmn': draw('p', [
        start(),
        user('decide'),
        boundary('late', 'decide', timer('duration', 'P1D')),
        end(),
        end('tooLate'),
        flows('start -> decide -> end', 'late -> tooLate'),
      ]),
    });
    const run = await bench.start('p');
    const completion = expect(run.completeTask('decide')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await waitForJob('portal.completing');
    await bench.advance('P1D');
    await completion;
    expect(run.task('decide').state).toBe('CANCELING');
    await bench.listen('portal.canceling');
    expect(run.alive).toBe(false);
    expect(run.path()).toEqual(['start', 'late', 'tooLate', 'p']);
    expect(run.terminated()).toEqual(['decide']);
  });

  test('see a change of assignee, and may deny it', async () => {
    await listenTo('assigning', 'updating');
    const run = await begin();
    const userTaskKey = run.task('decide').key;
    const assign = expect(
      bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey, assignee: 'paul', action: 'claim' }),
    ).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    const job = await waitForJob('portal.assigning');
    expect(job.userTask).toMatchObject({ action: 'claim', assignee: 'paul', changedAttributes: ['assignee'] });
    await expect(bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey, assignee: 'x' })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await bench.engine.execute('COMPLETE_JOB', {
      jobKey: job.key,
      result: { denied: true, deniedReason: 'not yours' },
    });
    await assign;
    expect(run.task('decide').assignee).toBeNull();
  });

  test('are asked before variables of a task are set, and may deny it', async () => {
    await listenTo('updating');
    const run = await begin();
    const { key, elementInstanceKey } = run.task('decide');
    const set = (variables: Variables, local: boolean) =>
      bench.engine.execute('SET_VARIABLES', { elementInstanceKey, variables, local });
    const denied = expect(set({ days: 30 }, false)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const job = await waitForJob('portal.updating');
    expect(job.variables).toMatchObject({ boss: 'marie', days: 30 });
    expect(job.userTask).toMatchObject({ userTaskKey: key, action: 'update', changedAttributes: ['variables'] });
    expect(run.task('decide').state).toBe('UPDATING');
    await expect(set({ days: 31 }, false)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await bench.engine.execute('COMPLETE_JOB', { jobKey: job.key, result: { denied: true, deniedReason: 'too long' } });
    await denied;
    expect(run.variables()).toEqual({ boss: 'marie', days: 3 });
    for (const isLocal of [true, false]) {
      const done = set(isLocal ? { note: 'x' } : { days: 5 }, isLocal);
      const { key: jobKey } = await waitForJob('portal.updating');
      await bench.engine.execute('COMPLETE_JOB', { jobKey });
      expect((await done).key).toMatch(/^\d+$/);
    }
    expect(run.task('decide').state).toBe('CREATED');
    expect(run.variables()).toEqual({ boss: 'marie', days: 5 });
    expect(bench.engine.state.localVariables(elementInstanceKey)).toEqual({ note: 'x' });
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { days: 6 } });
    expect(run.variables()).toEqual({ boss: 'marie', days: 6 });
  });

  test('are notified of what changes, and no longer what was corrected back', async () => {
    for (const id of ['a', 'b', 'c'])
      await bench.engine.execute('CREATE_GLOBAL_LISTENER', { id, type: id, eventTypes: ['assigning'] });
    const run = await begin();
    const userTaskKey = run.task('decide').key;
    const assigned = bench.engine.execute('ASSIGN_USER_TASK', { userTaskKey, assignee: 'paul' });
    for (const [type, changed, priority] of [
      ['a', ['assignee'], 70],
      ['b', ['assignee', 'priority'], 50],
      ['c', ['assignee'], 50],
    ] as const) {
      const job = await waitForJob(type);
      expect(job.userTask?.changedAttributes).toEqual(changed);
      const result = { denied: false, corrections: { priority } };
      await bench.engine.execute('COMPLETE_JOB', { jobKey: job.key, result });
    }
    await assigned;
    expect(run.task('decide')).toMatchObject({ assignee: 'paul', priority: 50 });
  });

  test('can be listed, changed and removed', async () => {
    await listenTo('creating');
    await expect(listenTo('creating')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await bench.engine.execute('UPDATE_GLOBAL_LISTENER', { id: 'creating', type: 'other' });
    expect(bench.engine.state.globalListeners.get('creating')).toMatchObject({
      type: 'other',
      eventTypes: ['creating'],
      retries: 3,
    });
    await bench.engine.execute('DELETE_GLOBAL_LISTENER', { id: 'creating' });
    await expect(bench.engine.execute('DELETE_GLOBAL_LISTENER', { id: 'creating' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

async function waitForJob(type: string) {
  for (;;) {
    const [job] = await bench.jobs(type, 1);
    if (job !== undefined) return job;
  }
}
