import { describe, expect, test } from '@jest/globals';
import type { Bench, Run } from '../bench.ts';
import {
  boundary,
  draw,
  end,
  error,
  errorNamed,
  executionListeners,
  extensions,
  flows,
  inside,
  loop,
  mapping,
  node,
  start,
  timer,
  user,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

/** User tasks without `zeebe:userTask`: Camunda's documentation of user tasks, « Job worker implementation ». */

const TYPE = 'io.camunda.zeebe:userTask';

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: '2026-03-01T08:00:00Z' });

const byJob = (...parts: string[]) => node('userTask', 'decide', extensions(...parts));
const circuit = (task: string, roots: string[] = [], more = '') =>
  draw('p', [more, start(), task, end(), flows('start -> decide -> end')], roots);

async function begin(task: string, variables = {}, roots: string[] = [], more = ''): Promise<Run> {
  await bench.deploy({ 'p.bpmn': circuit(task, roots, more) });
  return bench.start('p', { boss: 'marie', ...variables });
}

describe('a job-based user task', () => {
  test('is a job that says in its headers whom it is for, by when, and with which form', async () => {
    const form = '<zeebe:userTaskForm id="opinion">{"components":[]}</zeebe:userTaskForm>';
    const run = await begin(
      byJob(
        '<zeebe:assignmentDefinition assignee="=boss" candidateGroups="sales, operations" candidateUsers="=[&quot;ada&quot;]" />',
        '<zeebe:taskSchedule dueDate="=now() + duration(&quot;P2D&quot;)" followUpDate="2026-03-02T08:00:00Z" />',
        '<zeebe:formDefinition formKey="camunda-forms:bpmn:opinion" />',
        '<zeebe:taskHeaders><zeebe:header key="stage" value="opinion" /></zeebe:taskHeaders>',
      ),
      {},
      [],
      extensions(form),
    );
    const job = await bench.work(TYPE, { favourable: true });
    expect(job).toMatchObject({ kind: 'BPMN_ELEMENT', elementId: 'decide', retries: 1 });
    expect(job.customHeaders).toEqual({
      stage: 'opinion',
      'io.camunda.zeebe:assignee': 'marie',
      'io.camunda.zeebe:candidateGroups': '["sales","operations"]',
      'io.camunda.zeebe:candidateUsers': '["ada"]',
      'io.camunda.zeebe:dueDate': '2026-03-03T08:00:00Z',
      'io.camunda.zeebe:followUpDate': '2026-03-02T08:00:00Z',
      'io.camunda.zeebe:formKey': 'camunda-forms:bpmn:opinion',
    });
    expect(run.path()).toEqual(['start', 'decide', 'end', 'p']);
    expect(run.written()).toEqual({ boss: 'marie', favourable: true });
  });

  test('says nothing of what its model leaves open, and is no task of the engine', async () => {
    const run = await begin(node('userTask', 'decide'));
    expect((await bench.job(TYPE)).customHeaders).toEqual({});
    expect(run.tasks()).toEqual([]);
    expect(run.at()).toEqual(['decide']);
  });

  test('bears the key of the form that it names', async () => {
    await bench.deploy({ 'f.form': '{"id":"f","components":[]}' });
    await begin(byJob('<zeebe:formDefinition formId="f" />'));
    const [form] = [...bench.engine.state.forms.values()];
    expect((await bench.job(TYPE)).customHeaders).toEqual({ 'io.camunda.zeebe:formKey': form?.formKey });
  });

  test('whose form or assignee cannot be found is an incident, and goes on once it can', async () => {
    const run = await begin(
      byJob('<zeebe:formDefinition formId="f" />', '<zeebe:assignmentDefinition assignee="=someone" />'),
      { someone: 3 },
    );
    expect(run.incidents()).toMatchObject([{ type: 'FORM_NOT_FOUND' }]);
    await bench.deploy({ 'f.form': '{"id":"f","components":[]}' });
    await run.resolveIncidents();
    expect(run.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { someone: 'ada' } });
    await run.resolveIncidents();
    expect((await bench.job(TYPE)).customHeaders['io.camunda.zeebe:assignee']).toBe('ada');
  });

  test('maps its variables, asks its listeners, fails and is tried again as a service task', async () => {
    const run = await begin(
      byJob(
        mapping({ inputs: ['=boss -> who'], outputs: ['=answer -> opinion'] }),
        executionListeners('start before', 'end after'),
      ),
    );
    await bench.work('before');
    const { key, variables } = await bench.job(TYPE);
    expect(variables).toMatchObject({ who: 'marie' });
    await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0, errorMessage: 'no tasklist' });
    expect(run.incidents()).toMatchObject([{ type: 'JOB_NO_RETRIES', message: 'no tasklist' }]);
    await bench.engine.execute('UPDATE_JOB', { jobKey: key, retries: 1 });
    await run.resolveIncidents();
    await bench.work(TYPE, { answer: 'yes' });
    await bench.work('after');
    expect(run.written()).toEqual({ boss: 'marie', opinion: 'yes' });
  });

  test('is withdrawn by what interrupts it; an error of its worker is caught', async () => {
    const border = [
      boundary('late', 'decide', timer('duration', 'P1D')),
      boundary('refused', 'decide', error('NO')),
      flows('late -> end', 'refused -> end'),
    ].join('');
    const late = await begin(byJob(), {}, [errorNamed('NO')], border);
    await bench.advance('P1D');
    expect(late.path()).toEqual(['start', 'late', 'end', 'p']);
    expect(await bench.jobs(TYPE)).toEqual([]);
    const refused = await bench.start('p');
    await bench.fault(TYPE, 'NO');
    expect(refused.path()).toEqual(['start', 'refused', 'end', 'p']);
  });

  test('is repeated for each item, each with its own assignee, and gathers what they answer', async () => {
    const each = {
      inputCollection: '=who',
      inputElement: 'one',
      outputCollection: 'answers',
      outputElement: '=answer',
    };
    const task = inside(byJob('<zeebe:assignmentDefinition assignee="=one" />'), loop(each));
    const run = await begin(task, { who: ['ada', 'bo'] });
    for (const job of (await bench.jobs(TYPE)).reverse())
      await bench.engine.execute('COMPLETE_JOB', {
        jobKey: job.key,
        variables: { answer: `${job.customHeaders['io.camunda.zeebe:assignee']} agrees` },
      });
    expect(run.written().answers).toEqual(['ada agrees', 'bo agrees']);
  });

  test('can be entered by hand, and outlives a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': circuit(byJob()) });
        const { key } = await first.start('p');
        await first.engine.execute('MODIFY_PROCESS_INSTANCE', {
          processInstanceKey: key,
          activate: [{ elementId: 'decide' }],
          terminate: [{ elementId: 'decide' }],
        });
        return key;
      },
      async (second) => {
        await second.work(TYPE);
        expect(second.running('p')).toEqual([]);
      },
    );
  });

  test.each([
    ['formId="f" formKey="k"', 'has two forms'],
    ['externalReference="f"', 'has a form of the other kind'],
  ])('with %s is refused: it %s', async (attributes) => {
    const deployed = bench.deploy({ 'p.bpmn': circuit(byJob(`<zeebe:formDefinition ${attributes} />`)) });
    await expect(deployed).rejects.toMatchObject({ message: expect.stringContaining("either 'formId' or 'formKey'") });
  });
});

describe('migrated', () => {
  const moveTo = async (run: Run, task: string) => {
    const targetProcessDefinitionKey = await bench.deploy({ 'p.bpmn': circuit(task) });
    const mappings = [{ sourceElementId: 'decide', targetElementId: 'decide' }];
    await bench.engine.execute('MIGRATE_PROCESS_INSTANCE', {
      processInstanceKey: run.key,
      targetProcessDefinitionKey,
      mappings,
    });
  };
  const ASSIGNED = '<zeebe:assignmentDefinition assignee="=boss" candidateGroups="sales" />';

  test('it keeps its job', async () => {
    const run = await begin(byJob(ASSIGNED));
    await moveTo(run, byJob());
    const job = await bench.work(TYPE);
    expect(job).toMatchObject({ processDefinitionVersion: 2, customHeaders: { 'io.camunda.zeebe:assignee': 'marie' } });
    expect(run.alive).toBe(false);
  });

  test('to a task of the engine, it is one, still assigned to whom it was', async () => {
    const run = await begin(byJob(ASSIGNED, '<zeebe:formDefinition formKey="my-form" />'));
    await moveTo(run, user('decide'));
    expect(await bench.jobs(TYPE)).toEqual([]);
    expect(run.task('decide')).toMatchObject({
      state: 'CREATED',
      assignee: 'marie',
      candidateGroups: ['sales'],
      priority: 50,
      externalFormReference: 'my-form',
    });
    await run.completeTask('decide', { ok: true });
    expect(run.written()).toEqual({ boss: 'marie', ok: true });
  });

  test('a task of the engine does not become a job', async () => {
    const run = await begin(user('decide'));
    await expect(moveTo(run, byJob())).rejects.toMatchObject({ code: 'INVALID_STATE' });
    expect(run.tasks()).toHaveLength(1);
  });
});
