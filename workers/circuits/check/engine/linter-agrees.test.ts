import { describe, expect, test } from '@jest/globals';
import { modelDefects } from 'harmonie-engine/models';
import {
  association,
  boundary,
  call,
  compensation,
  draw,
  end,
  error,
  escalation,
  executionListeners,
  extensions,
  flows,
  inside,
  link,
  loop,
  mapping,
  message,
  messageNamed,
  node,
  service,
  signal,
  start,
  subProcess,
  timer,
  user,
} from 'harmonie-engine/testing';
import { failingAtElements, lintDiagram } from './lint.ts';

/** A process around one element, whose id is `x`. */
const one = (element: string, roots: string[] = [], more: string[] = []) =>
  draw('p', [start(), element, end(), flows('start -> x -> end'), ...more], roots);
const beside = (event: string, roots: string[] = []) =>
  one(user('x'), roots, [event, end('other'), flows('b -> other')]);
const io = (kind: 'input' | 'output', attributes: string) =>
  service('x', 'x', `<zeebe:ioMapping><zeebe:${kind} ${attributes} /></zeebe:ioMapping>`);
const twoPages = (inner: string) =>
  one(
    subProcess('x', [start('s'), end('e'), flows('s -> e'), inner]),
    [],
    [node('intermediateCatchEvent', 'y', link('page')), end('last'), flows('y -> last')],
  );

const WRONG: readonly (readonly [what: string, xml: string])[] = [
  ['a date without zone', one(node('intermediateCatchEvent', 'x', timer('date', '2026-12-01T00:00:00')))],
  ['a duration in words', one(node('intermediateCatchEvent', 'x', timer('duration', '1 day')))],
  ['a cycle to wait for', one(node('intermediateCatchEvent', 'x', timer('cycle', 'R3/PT1H')))],
  ['a start after a duration', draw('p', [start('start', timer('duration', 'PT1H')), end(), flows('start -> end')])],
  ['cron of five fields', draw('p', [start('start', timer('cycle', '*/5 * * * *')), end(), flows('start -> end')])],
  ['a timer without anything', one(node('intermediateCatchEvent', 'x', '<bpmn:timerEventDefinition />'))],
  ['an output without source', one(io('output', 'target="a"'))],
  ['an input without target', one(io('input', 'source="=1"'))],
  ['a target that is no name', one(service('x', 'x', mapping({ inputs: ['=1 -> a-b'] })))],
  ['a result that has no name', one(node('scriptTask', 'x', extensions('<zeebe:script expression="=1" />')))],
  ['a job without a type', one(node('serviceTask', 'x'))],
  ['a list repeated over nothing', one(inside(service('x'), loop({})))],
  [
    'what is gathered without a name',
    one(inside(service('x'), loop({ inputCollection: '=[1]', outputElement: '=1' }))),
  ],
  ['a marker to loop', one(inside(service('x'), '<bpmn:standardLoopCharacteristics />'))],
  [
    'an error thrown without a code',
    draw('p', [start(), end('x', error('E')), flows('start -> x')], ['<bpmn:error id="E" />']),
  ],
  ['an error thrown without a name', draw('p', [start(), end('x', error()), flows('start -> x')])],
  ['an escalation beside a task', beside(boundary('b', 'x', escalation()))],
  ['a signal without a name', beside(boundary('b', 'x', signal('S')), ['<bpmn:signal id="S" />'])],
  ['a message without a name', one(node('intermediateCatchEvent', 'x', message('M')), ['<bpmn:message id="M" />'])],
  ['a message without a key', one(node('intermediateCatchEvent', 'x', message('M')), [messageNamed('M')])],
  ['a message that nobody sends', one(node('intermediateThrowEvent', 'x', message('M')), [messageNamed('M')])],
  ['a receive task without a message', one(node('receiveTask', 'x'))],
  [
    'two link targets of one name',
    twoPages(node('intermediateCatchEvent', 'z', link('page')) + end('l') + flows('z -> l')),
  ],
  ['a priority beyond 100', one(user('x', '<zeebe:priorityDefinition priority="101" />'))],
  ['a due date in words', one(user('x', '<zeebe:taskSchedule dueDate="tomorrow" />'))],
  ['a form without an id', one(user('x', '<zeebe:formDefinition />'))],
  [
    'a start form without an id',
    draw('p', [start('start', extensions('<zeebe:formDefinition />')), end(), flows('start -> end')]),
  ],
  ['a call of nothing', one(node('callActivity', 'x'))],
  ['a call by a tag that is missing', one(call('x', { processId: 'a', bindingType: 'versionTag' }))],
  ['a call that names its business', one(call('x', { processId: 'a', businessId: '=b' }))],
  [
    'a decision by a tag that is worked out',
    one(
      node(
        'businessRuleTask',
        'x',
        extensions(
          '<zeebe:calledDecision decisionId="d" resultVariable="r" bindingType="versionTag" versionTag="=a" />',
        ),
      ),
    ),
  ],
  [
    'an empty version tag',
    draw('p', [extensions('<zeebe:versionTag value="" />'), start(), end(), flows('start -> end')]),
  ],
  [
    'a listener without a type',
    one(user('x', '<zeebe:taskListeners><zeebe:taskListener eventType="creating" /></zeebe:taskListeners>')),
  ],
  ['a listener twice', one(service('x', 'x', executionListeners('start a', 'start a')))],
  [
    'a header twice',
    one(
      service(
        'x',
        'x',
        '<zeebe:taskHeaders><zeebe:header key="a" value="1" /><zeebe:header key="a" value="2" /></zeebe:taskHeaders>',
      ),
    ),
  ],
  [
    'a listener with headers',
    one(
      service(
        'x',
        'x',
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="a"><zeebe:taskHeaders><zeebe:header key="a" value="1" /></zeebe:taskHeaders></zeebe:executionListener></zeebe:executionListeners>',
      ),
    ),
  ],
  ['a job with a priority', one(service('x', 'x', '<zeebe:jobPriorityDefinition priority="5" />'))],
  ['two plain starts', draw('p', [start(), start('again'), end(), flows('start -> end', 'again -> end')])],
  [
    'compensation that does not wait',
    one(
      node('intermediateThrowEvent', 'x', compensation()).replace(
        '<bpmn:compensateEventDefinition',
        '<bpmn:compensateEventDefinition waitForCompletion="false"',
      ),
      [],
      [
        service('y'),
        boundary('b', 'y', compensation()),
        node('task', 'u', '', { isForCompensation: 'true' }),
        association('b', 'u'),
      ],
    ),
  ],
  ['an ad-hoc sub-process with nothing in it', one(node('adHocSubProcess', 'x'))],
  ['a transaction', one(node('transaction', 'x', start('s')))],
  ['a complex gateway', one(node('complexGateway', 'x'))],
  ['a script that is none', one(node('scriptTask', 'x'))],
  ['a decision that is none', one(node('businessRuleTask', 'x'))],
];

describe('what Camunda’s linter calls an error for 8.9 is refused at deployment', () => {
  test.each(WRONG)('%s', async (_what, xml) => {
    const found = (await lintDiagram('p.bpmn', forCamunda(xml))).filter(({ severity }) => severity === 'error');
    expect(found).not.toEqual([]);
    const defects = await modelDefects('p.bpmn', xml);
    expect(defects.map(({ elementId, sentence }) => elementId !== '' && sentence !== '')).toContain(true);
  });
});

describe('what an analyst emptied', () => {
  test.each(['dueDate', 'followUpDate'])('is absent to the linter as to the engine: %s', async (name) => {
    const xml = forCamunda(one(user('x', `<zeebe:taskSchedule ${name}="" /><zeebe:priorityDefinition priority="" />`)));
    expect(await lintDiagram('p.bpmn', xml)).toEqual([]);
    expect(await modelDefects('p.bpmn', xml)).toEqual([]);
  });

  test('hides nothing that is wrong elsewhere', async () => {
    const xml = draw('p', [
      start(),
      user('x', '<zeebe:taskSchedule dueDate="" />'),
      user('y', '<zeebe:taskSchedule dueDate="tomorrow" />'),
      end(),
      flows('start -> x -> y -> end'),
    ]);
    const found = await lintDiagram('p.bpmn', forCamunda(xml));
    expect(found.map(({ elementId, code }) => [elementId, code])).toEqual([['y', 'linter-finds']]);
  });
});

test('a rule that fails says at which element, and goes on with the others', () => {
  const rule = failingAtElements({
    check: ({ id }, reporter) => {
      if (id === undefined) throw new Error('no date');
      reporter.report(id, 'seen', {});
    },
  });
  const said: unknown[] = [];
  const reporter = { report: (...report: unknown[]) => said.push(report) };
  const task = { $type: 'bpmn:UserTask', id: 'visa' };
  rule.check({ $type: 'zeebe:TaskSchedule', $parent: { $type: 'bpmn:ExtensionElements', $parent: task } }, reporter);
  rule.check({ $type: 'bpmn:EndEvent', id: 'fin' }, reporter);
  expect(said).toEqual([
    ['visa', 'no date', { failed: true }],
    ['fin', 'seen', {}],
  ]);
});

/** Its rules look only at what says for which Camunda it was drawn. */
function forCamunda(xml: string): string {
  return xml.replace(
    '<bpmn:definitions ',
    '<bpmn:definitions xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0" ',
  );
}
