import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { parseResource } from '../model/parsed-resource.ts';
import { KeyGenerator } from '../processing/keys.ts';
import { Models } from '../processing/models.ts';
import { State } from '../state/state.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { bareProcessor } from '../testing/bare-processor.ts';
import {
  boundary,
  call,
  condition,
  draw,
  end,
  flows,
  node,
  service,
  signal,
  signalNamed,
  start,
  timer,
  user,
} from '../testing/draw.ts';
import { decision, dmn, literal } from '../testing/draw-decision.ts';
import { acrossRestart } from '../testing/restart.ts';

const WORK = draw('work', [start(), service('job'), end(), flows('start -> job -> end')]);
const OTHER = draw('other', [start(), service('job'), end(), flows('start -> job -> end')]);

/** What was deployed before, and an engine that starts on it. */
async function started(files: Record<string, string>) {
  const state = new State();
  const keys = new KeyGenerator();
  const before = bareProcessor(state, new MemoryStore(), { keys });
  for (const [name, content] of Object.entries(files))
    await before.submit('DEPLOY_RESOURCES', { resources: [await parseResource({ name, content })] });
  const models = new Models();
  const faults: unknown[] = [];
  const onInternalError = (error: unknown) => faults.push(error);
  const now = (more: Parameters<typeof bareProcessor>[2] = {}) =>
    bareProcessor(state, new MemoryStore(), { keys, models, onInternalError, ...more });
  return { state, before, models, faults, now };
}

test('of all that was ever deployed, a start reads nothing, and what is used is read once', async () => {
  const { models, state, now } = await started({ 'work.bpmn': WORK, 'other.bpmn': OTHER });
  const engine = now();
  expect(models.processes.size).toBe(0);
  await Promise.all([1, 2].map(() => engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'work' })));
  expect(state.jobs.size).toBe(2);
  expect([...models.processes.values()].map((process) => process.bpmnProcessId)).toEqual(['work']);
  await engine.close();
});

test('versions of one text are read together', async () => {
  const { models, before, now } = await started({ 'work.bpmn': WORK, 'other.bpmn': OTHER });
  const again = [
    { name: 'work.bpmn', content: WORK },
    { name: 'f.form', content: JSON.stringify({ id: 'f', type: 'default', components: [] }) },
  ];
  await before.submit('DEPLOY_RESOURCES', { resources: await Promise.all(again.map((file) => parseResource(file))) });
  const engine = now();
  await engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'work', version: 1 });
  expect([...models.processes.values()].map((process) => process.bpmnProcessId)).toEqual(['work', 'work']);
  expect(new Set(models.processes.values()).size).toBe(1);
  await engine.close();
});

test.each([
  ['is no diagram any more', 'torn'],
  ['is the diagram of another process', OTHER],
])('a definition whose file %s is refused to whoever needs it, and holds nobody else', async (_what, content) => {
  const { state, faults, now } = await started({ 'work.bpmn': WORK, 'other.bpmn': OTHER });
  const { resourceKey } = state.latestProcess('work') ?? { resourceKey: '' };
  state.resources.change(resourceKey, (file) => ({ ...file, content }));
  state.journal.clear();
  const engine = now();
  const asked = ['work', 'other', 'work'].map((bpmnProcessId) =>
    engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId }),
  );
  const told = await Promise.allSettled(asked);
  expect(told.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  expect(told[0]).toMatchObject({ reason: { code: 'INTERNAL' } });
  expect(faults).toHaveLength(2);
  await engine.close();
});

const SIGNALLED = draw(
  'signalled',
  [
    start(),
    node('intermediateCatchEvent', 'wait', signal('S')),
    call('called', { processId: 'work' }),
    end(),
    flows('start -> wait -> called -> end'),
  ],
  [signalNamed('S')],
);

test('those who wait for a signal go on in the order in which they came, whatever has to be read meanwhile', async () => {
  const { state, before, now } = await started({ 'signalled.bpmn': SIGNALLED, 'work.bpmn': WORK });
  for (const _ of [1, 2, 3]) await before.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'signalled' });
  const engine = now();
  await engine.submit('BROADCAST_SIGNAL', { signalName: 'S' });
  const roots = [...state.elementInstances.values()].filter((one) => one.scopeKey === '');
  const callers = roots.flatMap((one) => one.parentProcessInstanceKey ?? []);
  expect(callers).toHaveLength(3);
  expect(callers).toEqual(roots.slice(0, 3).map((one) => one.key));
  await engine.close();
});

const STARTED = ['a', 'b', 'c'].map((id) =>
  draw(id, [start('start', signal('S')), service('job'), end(), flows('start -> job -> end')], [signalNamed('S')]),
);

test('while the models of one command are read, the commands of others are played', async () => {
  const files = { 'work.bpmn': WORK, 'a.bpmn': STARTED[0], 'b.bpmn': STARTED[1], 'c.bpmn': STARTED[2] };
  const { state, now } = await started(files as Record<string, string>);
  const engine = now();
  await engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'work' });
  const answered: string[] = [];
  const broadcast = engine.submit('BROADCAST_SIGNAL', { signalName: 'S' }).then(() => answered.push('signal'));
  await setImmediate();
  await engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'work' }).then(() => answered.push('work'));
  await broadcast;
  expect(answered).toEqual(['work', 'signal']);
  expect([...state.jobs.values()].map((job) => job.bpmnProcessId)).toEqual(['work', 'work', 'a', 'b', 'c']);
  await engine.close();
});

const CONDITIONED = draw('conditioned', [
  start('start', condition('=amount > 3')),
  service('job'),
  end(),
  flows('start -> job -> end'),
]);

test('of all that is deployed, only what a condition starts is read when conditions are looked at', async () => {
  const { models, now } = await started({ 'work.bpmn': WORK, 'conditioned.bpmn': CONDITIONED });
  const engine = now();
  const evaluated = engine.submit('EVALUATE_CONDITIONALS', { variables: { amount: 5 } });
  expect(await evaluated).toMatchObject({ processInstances: [{}] });
  expect([...models.processes.values()].map((process) => process.bpmnProcessId)).toEqual(['conditioned']);
  await engine.close();
});

const pausing = (id: string, pause: string) =>
  draw(id, [
    start(),
    node('intermediateCatchEvent', 'pause', timer('duration', pause)),
    service('job'),
    end(),
    flows('start -> pause -> job -> end'),
  ]);

test('a timer whose definition cannot be read delays no other timer', async () => {
  const files = { 'torn.bpmn': pausing('torn', 'PT1M'), 'work.bpmn': pausing('work', 'PT1H') };
  const { state, faults, before, now } = await started(files);
  for (const bpmnProcessId of ['torn', 'work']) await before.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId });
  await before.close();
  const { resourceKey } = state.latestProcess('torn') ?? { resourceKey: '' };
  state.resources.change(resourceKey, (file) => ({ ...file, content: 'torn' }));
  state.journal.clear();
  const almostAnHour = 3_600_000 - 200;
  const engine = now({ systemClock: () => Date.now() + almostAnHour });
  await new Promise<void>((resolve) => engine.jobs.subscribe('job', resolve));
  expect(faults).toHaveLength(1);
  await engine.close();
});

test('an engine that is closed at once answers what it was asked before', async () => {
  const { now } = await started({ 'work.bpmn': WORK });
  const engine = now();
  const asked = engine.submit('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'work' });
  await engine.close();
  expect(await asked).toMatchObject({ bpmnProcessId: 'work' });
});

const CALLER = draw('caller', [
  start(),
  user('opinion'),
  boundary('late', 'opinion', timer('duration', 'PT1H')),
  call('called', { processId: 'called', propagateAllChildVariables: 'true' }),
  end(),
  end('in-time'),
  flows('start -> opinion -> in-time', 'late -> called -> end'),
]);
const decide =
  '<bpmn:extensionElements><zeebe:calledDecision decisionId="answer" resultVariable="answer" /></bpmn:extensionElements>';
const CALLED = draw('called', [
  start(),
  node('businessRuleTask', 'decide', decide),
  end(),
  flows('start -> decide -> end'),
]);

test('what falls due after a start goes its way through calls and decisions that nobody has used since', async () => {
  await acrossRestart(
    async (bench) => {
      await bench.deploy({
        'caller.bpmn': CALLER,
        'called.bpmn': CALLED,
        'answer.dmn': dmn('drd', decision('answer', literal('6 * 7'))),
      });
      await bench.setClock('2026-11-30T08:00:00Z');
      await bench.start('caller');
    },
    async (bench) => {
      const run = bench.only('caller');
      await bench.advance('PT2H');
      expect(run.alive).toBe(false);
      expect(run.written()).toEqual({ answer: 42 });
    },
  );
});
