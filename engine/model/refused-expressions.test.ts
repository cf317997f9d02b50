import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { modelDefects } from '../models.ts';
import { State } from '../state/state.ts';
import { SqliteStore } from '../store/sqlite-store.ts';
import { bareProcessor } from '../testing/bare-processor.ts';
import { Bench } from '../testing/bench.ts';
import {
  call,
  condition,
  draw,
  end,
  extensions,
  flows,
  loop,
  mapping,
  message,
  messageNamed,
  node,
  service,
  signal,
  signalNamed,
  start,
  timer,
  user,
} from '../testing/draw.ts';
import { decision, dmn, literal, table } from '../testing/draw-decision.ts';
import { parseResource } from './parsed-resource.ts';

const DOUBLED = '==outcome = "x"';
const UNREADABLE = { code: 'expression-unreadable-at', params: { text: '=outcome = "x"', position: 1 } };
const wait = (definition: string) => node('intermediateCatchEvent', 'w', definition);
const chosen = (text: string) =>
  draw('p', [
    start(),
    node('exclusiveGateway', 'g', '', { default: 'g_b' }),
    service('a'),
    service('b'),
    flows('start -> g -> b', `g -> a : ${text}`),
  ]);
const played = (drawn: string, ...roots: string[]) =>
  draw('p', [start(), drawn, end(), flows('start -> t -> end')], roots);
const waited = (definition: string, ...roots: string[]) =>
  draw('p', [start(), wait(definition), end(), flows('start -> w -> end')], roots);
const keyed = (name: string, key: string) => messageNamed('m', key).replace('name="m"', `name="${name}"`);
const QUOTED = DOUBLED.replace(/"/g, '&quot;');

describe('a doubled « = » refuses a deployment, as a cluster does', () => {
  test.each<[string, string, string, string?]>([
    ['a condition', 'g_a', chosen(DOUBLED)],
    ['an input', 't', played(service('t', 't', mapping({ inputs: [`${DOUBLED} -> x`] })))],
    ['an output', 't', played(service('t', 't', mapping({ outputs: [`${DOUBLED} -> x`] })))],
    ['a job type', 't', played(service('t', DOUBLED))],
    ['a timer', 'w', waited(timer('duration', DOUBLED))],
    ['the name of a message', 'm', waited(message('m'), keyed(QUOTED, '=key'))],
    ['the key of a message', 'm', waited(message('m'), keyed('m', DOUBLED))],
    ['a signal', 's', waited(signal('s'), signalNamed('s', DOUBLED))],
    ['a conditional event', 'w', waited(condition(DOUBLED))],
    ['a call', 't', played(call('t', { processId: DOUBLED }))],
    [
      'a script',
      't',
      played(node('scriptTask', 't', extensions(`<zeebe:script expression="${QUOTED}" resultVariable="r" />`))),
    ],
    ['an assignee', 't', played(user('t', `<zeebe:assignmentDefinition assignee="${QUOTED}" />`))],
    ['a due date', 't', played(user('t', `<zeebe:taskSchedule dueDate="${QUOTED}" />`))],
    ['a priority', 't', played(user('t', `<zeebe:priorityDefinition priority="${QUOTED}" />`))],
    ['a list to repeat over', 't', played(node('manualTask', 't', loop({ inputCollection: DOUBLED })))],
    [
      'when repeating ends',
      't',
      played(node('manualTask', 't', loop({ inputCollection: '=list' }, { until: DOUBLED }))),
    ],
  ])('%s', async (_what, elementId, xml) => {
    expect(await modelDefects('p.bpmn', xml)).toContainEqual(expect.objectContaining({ elementId, ...UNREADABLE }));
  });

  test('in the words of the deployment', async () => {
    const [defect] = await modelDefects('p.bpmn', chosen(DOUBLED));
    expect(defect?.sentence).toBe(`Cannot parse the expression '=outcome = "x"' at position 1`);
  });
});

test.each([
  ['g_a', chosen('outcome = "x"'), 'outcome = "x"'],
  ['t', played(service('t', 't', mapping({ outputs: ['outcome -> x'] }))), 'outcome'],
  ['m', waited(message('m'), keyed('m', 'key')), 'key'],
  ['w', waited(condition('days > 3')), 'days > 3'],
  ['t', played(node('manualTask', 't', loop({ inputCollection: 'list' }))), 'list'],
  ['t', played(node('scriptTask', 't', extensions('<zeebe:script expression="1" resultVariable="r" />'))), '1'],
])('plain text at %s where only an expression makes sense', async (elementId, xml, text) => {
  expect(await modelDefects('p.bpmn', xml)).toContainEqual(
    expect.objectContaining({
      elementId,
      sentence: `Expected expression but found static value '${text}'. An expression must start with '=' (e.g. '=${text}').`,
    }),
  );
});

test.each([
  ['a comparison of a comparison', chosen('=a = b = c'), 'a = b = c', 7],
  ['a name of two words', chosen('=my name = "x"'), 'my name = "x"', 1],
])('%s', async (_what, xml, text, position) => {
  const params = { text, position };
  expect(await modelDefects('p.bpmn', xml)).toContainEqual(
    expect.objectContaining({ code: 'expression-unreadable-at', params }),
  );
});

test('what a cluster takes is taken: texts as inputs, names in backquotes, a condition on several lines', async () => {
  const inputs = mapping({ inputs: ['text -> x', '=`my name` -> y'] });
  expect(await modelDefects('p.bpmn', played(service('t', 't', inputs)))).toEqual([]);
  expect(await modelDefects('p.bpmn', chosen('\n  =a = "x"\n  and b\n'))).toEqual([]);
});

test.each<[string, string, string]>([
  ['an expression', literal('= a + 1'), 'expression-unreadable-at'],
  [
    'a cell',
    table({ hitPolicy: 'FIRST', inputs: ['a'], outputs: ['o'], rules: [['= "x"', '1']] }),
    'unary-test-unreadable-at',
  ],
  [
    'a result',
    table({ hitPolicy: 'FIRST', inputs: ['a'], outputs: ['o'], rules: [['"x"', '= 1']] }),
    'expression-unreadable-at',
  ],
])('in a decision, « = » before %s', async (_what, logic, code) => {
  expect(await modelDefects('d.dmn', dmn('file', decision('d', logic)))).toContainEqual(
    expect.objectContaining({ elementId: 'd', code }),
  );
});

test('what was deployed before is read as it was: its instances go on, to an incident where it is wrong', async () => {
  const xml = draw('p', [
    start(),
    user('u'),
    node('exclusiveGateway', 'g', '', { default: 'g_b' }),
    end('a'),
    end('b'),
    flows('start -> u -> g -> b', `g -> a : ${DOUBLED}`),
  ]);
  const dataFolder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    await deployedBefore(dataFolder, xml);
    const bench = await Bench.open({ dataFolder });
    await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const p = await bench.start('p', { outcome: 'x' });
    await p.completeTask('u');
    expect(p.incidents()).toHaveLength(1);
    await bench.close();
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

/** A folder as an engine left it that took everything which it could read. */
async function deployedBefore(dataFolder: string, content: string): Promise<void> {
  const state = new State();
  const store = new SqliteStore(
    dataFolder,
    state.tables.map(({ name }) => name),
  );
  await store.load();
  const processor = bareProcessor(state, store, { keepEvents: true });
  await processor.submit('DEPLOY_RESOURCES', { resources: [await parseResource({ name: 'p.bpmn', content })] });
  await processor.close();
}
