import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Bench } from '../bench.ts';
import {
  boundary,
  draw,
  end,
  error,
  errorNamed,
  escalation,
  escalationNamed,
  eventStart,
  eventSubProcess,
  executionListeners,
  extensions,
  flows,
  mapping,
  message,
  messageNamed,
  node,
  service,
  signal,
  signalNamed,
  start,
  subProcess,
  timer,
  user,
} from '../draw.ts';
import { decision, dmn, literal } from '../draw-decision.ts';
import { onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

const ONE = draw('p', [start(), service('t'), end(), flows('start -> t -> end')]);
const OTHER = draw('p', [start(), service('u'), end(), flows('start -> u -> end')]);
const form = (id: string, more: object = {}) => JSON.stringify({ id, type: 'default', components: [], ...more });
const deploy = (files: Record<string, string>) =>
  bench.engine.execute('DEPLOY_RESOURCES', {
    resources: Object.entries(files).map(([name, content]) => ({ name, content })),
  });
const refused = (files: Record<string, string>) => expect(deploy(files)).rejects;

describe('a deployment', () => {
  test('of the same files gives the same versions; if one changed, all are new', async () => {
    const first = await deploy({ 'p.bpmn': ONE, 'f.form': form('f') });
    const again = await deploy({ 'p.bpmn': ONE, 'f.form': form('f') });
    expect(again).toEqual(first);
    const changed = await deploy({ 'p.bpmn': ONE, 'f.form': form('f', { x: 1 }) });
    expect(
      changed.deployments.map((one) =>
        one.kind === 'process' ? one.process.version : one.kind === 'form' ? one.form.version : 0,
      ),
    ).toEqual([2, 2]);
    expect(changed.deploymentKey).not.toBe(first.deploymentKey);
  });

  test('keeps running instances on their version, and starts new ones on the latest', async () => {
    const key = await bench.deploy({ 'p.bpmn': ONE });
    const old = await bench.start('p');
    await bench.deploy({ 'p.bpmn': OTHER });
    expect(old.at()).toEqual(['t']);
    expect((await bench.start('p')).at()).toEqual(['u']);
    const byKey = await bench.engine.execute('CREATE_PROCESS_INSTANCE', { processDefinitionKey: key });
    expect(byKey.version).toBe(1);
    const byVersion = await bench.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'p', version: 1 });
    expect(byVersion.processDefinitionKey).toBe(key);
    expect((await bench.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: 'p', version: -1 })).version).toBe(
      2,
    );
  });

  test('keeps the version tag and the properties of the process', async () => {
    const inside = extensions(
      '<zeebe:versionTag value="v7" />',
      '<zeebe:properties><zeebe:property name="category" value="temps" /></zeebe:properties>',
    );
    const { deployments } = await deploy({ 'p.bpmn': draw('p', [inside, start(), end(), flows('start -> end')]) });
    expect(deployments).toMatchObject([
      { process: { versionTag: 'v7', properties: [{ name: 'category', value: 'temps' }], bpmnProcessId: 'p' } },
    ]);
  });

  test('of many files holds nobody else while they are read', async () => {
    await deploy({ 'p.bpmn': ONE });
    const long = deploy({ 'a.form': form('a'), 'b.form': form('b'), 'c.form': form('c') });
    await setImmediate();
    const { key } = await bench.start('p');
    // keys are given in the order in which commands are played
    expect(Number((await long).deploymentKey)).toBeGreaterThan(Number(key));
  });

  test('is all or nothing', async () => {
    await refused({ 'p.bpmn': ONE, 'bad.form': '{' }).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(bench.engine.state.processes.size).toBe(0);
    await refused({ 'a.bpmn': ONE, 'b.bpmn': OTHER }).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Duplicated'),
    });
    await refused({}).toMatchObject({ code: 'INVALID_ARGUMENT' });
    await refused({ 'notes.txt': 'x', 'bad.rpa': '{}' }).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(bench.engine.state.processes.size).toBe(0);
    expect(bench.engine.state.resources.size).toBe(0);
  });

  test.each<[string, string, string[]]>([
    ['broken XML', ONE.slice(0, -30), ['p.bpmn']],
    ['not XML at all', 'hello', ['p.bpmn']],
    ['nothing executable', ONE.replace('isExecutable="true"', 'isExecutable="false"'), ['executable process']],
    [
      'an entity bomb',
      ONE.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
      ['Document types'],
    ],
    [
      'a transaction',
      draw('p', [start(), node('transaction', 'tx'), end(), flows('start -> tx -> end')]),
      ['tx', 'Transaction', 'not supported'],
    ],
    [
      'a complex gateway',
      draw('p', [start(), node('complexGateway', 'cg'), flows('start -> cg')]),
      ['cg', 'ComplexGateway'],
    ],
    [
      'a loop marker',
      draw('p', [start(), node('serviceTask', 't', '<bpmn:standardLoopCharacteristics />'), flows('start -> t')]),
      ['Element: t > ServiceTask', 'StandardLoopCharacteristics'],
    ],
    [
      'a cancel catch',
      draw('p', [
        start(),
        node('intermediateCatchEvent', 'sig', '<bpmn:cancelEventDefinition />'),
        flows('start -> sig'),
      ]),
      ['sig', 'CancelEventDefinition'],
    ],
    [
      'a service task without type',
      draw('p', [start(), node('serviceTask', 'st'), flows('start -> st')]),
      ['st', 'taskDefinition'],
    ],
    [
      'broken FEEL',
      draw('p', [start(), service('t', '=a +'), flows('start -> t')]),
      ['t', "Cannot parse the expression 'a +'"],
    ],
    [
      'a listener event that does not exist',
      draw('p', [
        start(),
        user('ut', '<zeebe:taskListeners><zeebe:taskListener eventType="opened" type="x" /></zeebe:taskListeners>'),
        flows('start -> ut'),
      ]),
      ['ut', "'opened'"],
    ],
    [
      'a listener of the process itself that nobody can be',
      draw('p', [extensions(executionListeners('start ')), start(), end(), flows('start -> end')]),
      ['p', 'zeebe:executionListener'],
    ],
    ['a flow to nowhere', ONE.replace('targetRef="end"', 'targetRef="gone"'), ['gone']],
    [
      'a message without a key',
      draw('p', [start(), user('u'), boundary('b', 'u', message('m')), flows('start -> u')], [messageNamed('m')]),
      ['b', 'correlation key'],
    ],
    [
      'an exclusive gateway with an open flow',
      draw('p', [
        start(),
        node('exclusiveGateway', 'g'),
        service('a'),
        service('b'),
        flows('start -> g -> a', 'g -> b : =x'),
      ]),
      ['g', 'g_a'],
    ],
    [
      'a start by a timer that is calculated, and none',
      draw('p', [start('tick', timer('cycle', '="R3/" + "P"')), service('t'), flows('tick -> t')]),
      ['Element: tick > START_EVENT', "Invalid cycle 'R3/P'"],
    ],
    [
      'a start by a message whose name nobody can know yet',
      draw('p', [start('asked', message('m')), service('t'), flows('asked -> t')], [messageNamed('m')]).replace(
        'name="m"',
        'name="=topic"',
      ),
      ['Element: asked > START_EVENT', 'topic'],
    ],
    ['no start', draw('p', [service('t')]), ['p', 'start event']],
    ...(
      [
        ['date', 'tomorrow'],
        ['date', '2026-12-01T00:00:00'],
        ['date', '2026-02-30T00:00:00Z'],
        ['duration', '1 day'],
        ['duration', ''],
        ['cycle', 'often'],
      ] as const
    ).map(([kind, text]): [string, string, string[]] => [
      `a ${kind} that reads '${text}'`,
      draw('p', [
        start(),
        user('u'),
        boundary('b', 'u', timer(kind, text), false),
        end(),
        flows('start -> u -> end', 'b -> end'),
      ]),
      ['b', `The ${kind} '${text}'`],
    ]),
    [
      'a process that starts after a duration',
      draw('p', [node('startEvent', 's', timer('duration', 'PT1H')), end(), flows('s -> end')]),
      ['s', 'a date or a cycle'],
    ],
    [
      'a wait for a cycle',
      draw('p', [start(), node('intermediateCatchEvent', 'c', timer('cycle', 'R3/PT1H')), flows('start -> c')]),
      ['c', 'a date or a duration'],
    ],
    [
      'an interrupting event sub-process with a cycle',
      draw('p', [
        start(),
        user('u'),
        flows('start -> u'),
        eventSubProcess('es', [eventStart('ess', timer('cycle', 'R3/PT1H')), end('ee'), flows('ess -> ee')]),
      ]),
      ['ess', 'non-interrupting'],
    ],
    [
      'a condition where no gateway looks at it',
      draw('p', [start(), user('u'), end(), flows('start -> u', 'u -> end : =days > 3')]),
      ['u_end', 'inclusive gateway'],
    ],
    [
      'two none starts',
      draw('p', [start(), start('other'), end(), flows('start -> end', 'other -> end')]),
      ['p', 'more than one none start'],
    ],
    [
      'two none starts of a sub-process',
      draw('p', [
        start(),
        subProcess('sub', [start('a'), start('b'), end('e'), flows('a -> e', 'b -> e')]),
        flows('start -> sub'),
      ]),
      ['sub', 'exactly one none start'],
    ],
    [
      'an escalation on the border of a task',
      draw(
        'p',
        [start(), user('u'), boundary('b', 'u', escalation('late')), end(), flows('start -> u -> end', 'b -> end')],
        [escalationNamed('late')],
      ),
      ['b', 'sub-process or a call activity'],
    ],
    ...(
      [
        ['errors that all are caught', error(), error(), 'error event that catches all'],
        ['errors of one code', error('gone'), error('gone'), "error event for 'gone'"],
        ['messages of one name', message('m'), message('m'), "message event for 'm'"],
        ['signals of one name', signal('s'), signal('s'), "signal event for 's'"],
      ] as const
    ).flatMap(([what, first, second, reason]): [string, string, string[]][] => {
      const roots = [errorNamed('gone'), messageNamed('m', '=key'), signalNamed('s')];
      const watching = (id: string, definition: string) =>
        eventSubProcess(id, [
          eventStart(`${id}_start`, definition),
          end(`${id}_end`),
          flows(`${id}_start -> ${id}_end`),
        ]);
      const onBorder = [boundary('b1', 't', first), boundary('b2', 't', second), flows('b1 -> end', 'b2 -> end')];
      const plain = [start(), service('t'), end(), flows('start -> t -> end')];
      return [
        [`two ${what} on one border`, draw('p', [...plain, ...onBorder], roots), ['t', reason]],
        [
          `two ${what} in event sub-processes of one scope`,
          draw('p', [...plain, watching('e1', first), watching('e2', second)], roots),
          ['p', reason],
        ],
      ];
    }),
    [
      'a compensation that does not wait',
      draw('p', [
        start(),
        end('e', '<bpmn:compensateEventDefinition waitForCompletion="false" />'),
        flows('start -> e'),
      ]),
      ['e', 'wait for completion'],
    ],
    ...['days-left', 'élève', '1st', 'a..b'].map((name): [string, string, string[]] => [
      `the variable name '${name}'`,
      draw('p', [start(), service('t', 't', mapping({ outputs: [`=1 -> ${name}`] })), flows('start -> t')]),
      ['t', `'${name}'`, 'not a variable name'],
    ]),
    ...['101', '-1', 'high', '1.5'].map((priority): [string, string, string[]] => [
      `the priority ${priority}`,
      draw('p', [start(), user('u', `<zeebe:priorityDefinition priority="${priority}" />`), flows('start -> u')]),
      ['u', `The priority '${priority}'`],
    ]),
    [
      'a due date without zone',
      draw('p', [start(), user('u', '<zeebe:taskSchedule dueDate="2026-12-01" />'), flows('start -> u')]),
      ['u', "The date '2026-12-01'"],
    ],
    [
      'a form named twice',
      draw('p', [start(), user('u', '<zeebe:formDefinition formId="a" externalReference="b" />'), flows('start -> u')]),
      ['u', 'zeebe:formDefinition'],
    ],
  ])('refuses %s, and names what is wrong', async (_what, xml, parts) => {
    await refused({ 'p.bpmn': xml }).toMatchObject({ code: 'INVALID_ARGUMENT' });
    const text = await deploy({ 'p.bpmn': xml }).then(
      () => '',
      (error: Error) => error.message,
    );
    for (const part of ["Command 'CREATE' rejected with code 'INVALID_ARGUMENT'", 'p.bpmn', ...parts])
      expect(text).toContain(part);
  });

  test('takes an input without source, for a local variable that is null', async () => {
    const input = '<zeebe:ioMapping><zeebe:input target="days" /></zeebe:ioMapping>';
    await bench.deploy({ 'p.bpmn': draw('p', [start(), service('t', 't', input), end(), flows('start -> t -> end')]) });
    await bench.start('p', { days: 3 });
    expect((await bench.job('t')).variables).toEqual({ days: null });
  });

  test('takes an error of one code beside one that catches all', async () => {
    const border = [boundary('b1', 't', error('gone')), boundary('b2', 't', error()), flows('b1 -> end', 'b2 -> end')];
    const drawn = draw(
      'p',
      [start(), service('t'), end(), flows('start -> t -> end'), ...border],
      [errorNamed('gone')],
    );
    await expect(bench.deploy({ 'p.bpmn': drawn })).resolves.toBeDefined();
  });

  test('refuses decisions that bear the same id twice: one would be left out', async () => {
    const decisions = dmn('drg', decision('d', literal('1')), decision('d', literal('2')));
    await refused({ 'd.dmn': decisions }).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('duplicate ID <d>'),
    });
  });

  test('a definition that is used can be deleted: nothing starts it any more, and it goes with its last instance', async () => {
    const resourceKey = await bench.deploy({ 'p.bpmn': ONE });
    const runs = [await bench.start('p'), await bench.start('p')];
    await bench.engine.execute('DELETE_RESOURCE', { resourceKey });
    const byKey = bench.engine.execute('CREATE_PROCESS_INSTANCE', { processDefinitionKey: resourceKey });
    await expect(byKey).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.start('p')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const again = await bench.deploy({ 'p.bpmn': ONE });
    expect(bench.engine.state.processes.get(again)?.version).toBe(2);
    const migrated = bench.engine.execute('MIGRATE_PROCESS_INSTANCE', {
      processInstanceKey: (await bench.start('p')).key,
      targetProcessDefinitionKey: resourceKey,
      mappings: [{ sourceElementId: 't', targetElementId: 't' }],
    });
    await expect(migrated).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await runs[0]?.cancel();
    expect(bench.engine.state.processes.get(resourceKey)?.isDraining).toBe(true);
    await bench.engine.execute('MIGRATE_PROCESS_INSTANCE', {
      processInstanceKey: runs[1]?.key as string,
      targetProcessDefinitionKey: again,
      mappings: [{ sourceElementId: 't', targetElementId: 't' }],
    });
    expect(bench.engine.state.processes.get(resourceKey)).toBeUndefined();
    await expect(bench.engine.execute('DELETE_RESOURCE', { resourceKey })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a file that is not executed', () => {
  const script = (text: string) => JSON.stringify({ id: 'check', versionTag: 'v1', script: text });

  test('is kept with a version: of an RPA script by its id, of any other by its name', async () => {
    const { deployments } = await deploy({ 'p.bpmn': ONE, 'check.rpa': script('a'), 'prompt.md': 'Be kind' });
    expect(deployments.slice(1)).toMatchObject([
      { kind: 'resource', resource: { name: 'check.rpa', generic: { id: 'check', version: 1, versionTag: 'v1' } } },
      { kind: 'resource', resource: { name: 'prompt.md', generic: { id: 'prompt.md', version: 1, versionTag: '' } } },
    ]);
    const again = await deploy({ 'check.rpa': script('b') });
    expect(again.deployments).toMatchObject([{ resource: { generic: { id: 'check', version: 2 } } }]);
    expect(await deploy({ 'check.rpa': script('b') })).toEqual(again);
  });

  test.each([
    ['not JSON', 'x', 'Not JSON'],
    ['without an id', '{"script":""}', "Must have an 'id'"],
  ])('is refused as an RPA script when it is %s', async (_what, text, reason) =>
    refused({ 'check.rpa': text }).toMatchObject({ message: expect.stringContaining(reason) }),
  );

  test('cannot be there twice, and can be deleted', async () => {
    await refused({ 'a.rpa': script('a'), 'b.rpa': script('b') }).toMatchObject({
      message: expect.stringContaining("Duplicated resource id 'check'"),
    });
    await deploy({ 'check.rpa': script('a') });
    const [resource] = [...bench.engine.state.resources.values()];
    const deleting = () => bench.engine.execute('DELETE_RESOURCE', { resourceKey: resource?.key ?? '' });
    await deleting();
    expect(bench.engine.state.resources.size).toBe(0);
    await expect(deleting()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is there after a restart, and its next version counts on', async () => {
    await acrossRestart(
      async (first) => first.deploy({ 'prompt.md': 'Be kind' }),
      async (second) => {
        const resources = [{ name: 'prompt.md', content: 'Be brief' }];
        const { deployments } = await second.engine.execute('DEPLOY_RESOURCES', { resources });
        expect(deployments).toMatchObject([{ resource: { generic: { version: 2 } } }]);
      },
    );
  });
});

describe('the form of a user task', () => {
  const withForm = (attributes: string) =>
    draw('p', [
      start(),
      user('t', `<zeebe:formDefinition formId="f" ${attributes} />`),
      end(),
      flows('start -> t -> end'),
    ]);
  const versionOf = (formKey: string | null) => bench.engine.state.forms.get(formKey ?? '')?.version;

  test('is the latest, that of the same deployment, or the one with the tag, as bound', async () => {
    await deploy({ 'f.form': form('f', { versionTag: 'a' }) });
    await deploy({ 'p.bpmn': withForm('bindingType="deployment"'), 'f.form': form('f', { n: 2 }) });
    await deploy({ 'f.form': form('f', { n: 3 }) });
    expect(versionOf((await bench.start('p')).task('t').formKey)).toBe(2);
    await deploy({ 'p.bpmn': withForm('') });
    expect(versionOf((await bench.start('p')).task('t').formKey)).toBe(3);
    await deploy({ 'p.bpmn': withForm('bindingType="versionTag" versionTag="a"') });
    expect(versionOf((await bench.start('p')).task('t').formKey)).toBe(1);
  });

  test('that is missing is an incident; once deployed, resolving it opens the task', async () => {
    await deploy({ 'p.bpmn': withForm('') });
    const run = await bench.start('p');
    expect(run.incidents()).toMatchObject([{ type: 'FORM_NOT_FOUND', elementId: 't' }]);
    await deploy({ 'f.form': form('f') });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    expect(run.task('t').state).toBe('CREATED');
  });
});
