import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CircuitFault, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { type Bundle, makeBundle, readBundles } from '../../read/bundle.ts';
import { inspectFiles } from '../inspect.ts';

const KIND = 'temps-partiel-sur-autorisation';
const DIAGRAM = `${KIND}.bpmn`;
const TABLE = 'temps-partiel-regles.dmn';
const FORM = 'demande.form';
const THEME = '_situation/temps-de-travail.json';
/** Under which condition a refusal is led to its closing, as it is written. */
const REFUSED = '=withdrawalId = null and signature = &quot;refused&quot;';

let shipped: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', '..', 'processes'));
  shipped = bundles.find(({ kind }) => kind === KIND) as Bundle;
});

const xml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The errors of the shipped circuit with something else written in one of its files. */
async function errorsWith(file: string, from: string | RegExp, to: string): Promise<CircuitFault[]> {
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  const after = before.replace(from, () => to);
  if (after === before) throw new Error('the change changes nothing');
  const { faults } = await inspectFiles(makeBundle(KIND, contents.set(file, new TextEncoder().encode(after))));
  return faults.filter(({ severity }) => severity === 'error');
}

const inCondition = (text: string) => errorsWith(DIAGRAM, REFUSED, xml(text));
const onFraction = (text: string) => errorsWith(DIAGRAM, 'source="=rules.fraction"', `source="${xml(text)}"`);
const step = (tag: string, inside: string) =>
  errorsWith(DIAGRAM, '</bpmn:process>', `<bpmn:${tag} id="ajout" name="Ajout">${inside}</bpmn:${tag}></bpmn:process>`);
const extended = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;

type Row = [what: string, text: string, code: CircuitFault['code'], params: CircuitFault['params']];

/** What an analyst writes, and what is said of it. */
const WRONG: readonly Row[] = [
  ['that a « = » is too many', '==signature = "refused"', 'equals-doubled', {}],
  ['that « == » is one too many', '=signature == "refused"', 'equals-doubled', {}],
  ['that nothing is compared', '=withdrawalId = null and = "refused"', 'equals-first', {}],
  ['that two comparisons follow each other', '=signature = "refused" = true', 'comparison-chained', {}],
  ['that a name is none', '=signature = refus motivé', 'name-of-words', { name: 'refus motivé' }],
  ['that quotes are missing', '=signature = refused', 'variable-unknown', { name: 'refused' }],
  ['that a variable is unknown', '=issue = "refused"', 'variable-unknown', { name: 'issue' }],
  ['also after a dot', '=issue.finale = "refused"', 'variable-unknown', { name: 'issue' }],
  ['also in a loop', '=some x in issues satisfies x = "refused"', 'variable-unknown', { name: 'issues' }],
  [
    'also under the name of a parameter',
    '=get or else(value: value, default: 1) = 1',
    'variable-unknown',
    { name: 'value' },
  ],
  ['also out of the loop that gives it', '=count(for x in [1] return x) = x', 'variable-unknown', { name: 'x' }],
  ['that a step has no such outcome', '=signature = "refus"', 'condition-never', { text: 'refus' }],
  ['to the letter', '=signature = "Refused"', 'condition-never', { text: 'Refused' }],
  ['whichever stands first', '="refus" = signature', 'condition-never', { text: 'refus' }],
  ['in a list of values', '=signature in ("refused", "refus")', 'condition-never', { text: 'refus' }],
  ['in a list to contain it', '=list contains(["refus"], signature)', 'condition-never', { text: 'refus' }],
  ['that the form offers no such choice', '=quota = "85"', 'condition-never', { text: '85' }],
  ['that a text is compared with a number', '=quota = 80', 'compared-text', { name: 'quota', value: '80' }],
  ['that a text has no parts', '=quota.value = "80"', 'part-of-nothing', { name: 'quota', part: 'value' }],
  ['that a function is none', '=has(quota, "8")', 'function-unknown', { name: 'has' }],
  ['that a function takes more', '=contains(quota)', 'function-arguments', { name: 'contains', count: 1 }],
  ['that half a comparison is none', '=quota = "80" or "90"', 'operand-never-true', { text: '"90"' }],
  ['that it cannot be read', "=signature = 'refused'", 'expression-unreadable', {}],
  ['that it is too deep', `=${'('.repeat(150)}true${')'.repeat(150)}`, 'expression-too-long', {}],
  ['that it goes on without end', `=${'-'.repeat(4_900)}1 = 1`, 'expression-unreadable', {}],
];

const RIGHT: readonly [what: string, text: string][] = [
  ['with a name in backquotes and a comment', '=`signature` = "refused" // le refus'],
  ['with loops, filters and functions', '=some x in [1, 2, 3][item > 1] satisfies x > count(["a"])'],
  ['with an outcome that another form of the step has', '=signature in ["signed", "refused"]'],
  ['with a part of what a table gives', '=rules.fraction = "6/7" and quota in ("80", "90")'],
  ['that asks whether something is there', '=is defined(signature) and signature != null'],
];

describe('of an expression, it is said at its element', () => {
  let said: readonly CircuitFault[] = [];
  // All of them in one circuit, each in a step of its own: the portal reads it once.
  beforeAll(async () => {
    const steps = [...WRONG, ...RIGHT].map(
      ([, text], index) =>
        `<bpmn:scriptTask id="etape-${index}">${extended(`<zeebe:script expression="${xml(text)}" resultVariable="r" />`)}</bpmn:scriptTask>`,
    );
    said = await errorsWith(DIAGRAM, '</bpmn:process>', `${steps.join('')}</bpmn:process>`);
  });
  const saidOf = (index: number) =>
    // No way leads to these steps: what others give is not there yet.
    said.filter(({ elementId, code }) => elementId === `etape-${index}` && code !== 'variable-later');

  test.each(WRONG.map((row, index) => [...row, index] as const))('%s: %s', (_what, _text, code, params, index) => {
    expect(saidOf(index)).toContainEqual(
      expect.objectContaining({ file: DIAGRAM, code, params: expect.objectContaining(params) }),
    );
  });

  test.each(RIGHT.map(([what], index) => [what, WRONG.length + index] as const))(
    'nothing of one %s',
    (_what, index) => {
      expect(saidOf(index)).toEqual([]);
    },
  );
});

describe('of a condition, it is said at its flow', () => {
  test.each<Row>([
    ['that a text alone is never true', '="refused"', 'operand-never-true', { text: '"refused"' }],
    ['that it is no expression', 'signature = "refused"', 'engine-refuses', {}],
    ['that it is too long', `=${'quota = "80" or '.repeat(700)}true`, 'expression-too-long', {}],
    ['that a « = » is too many', '\n  ==signature = "refused"\n', 'equals-doubled', {}],
  ])('%s', async (_what, text, code, params) => {
    expect(await inCondition(text)).toContainEqual(
      expect.objectContaining({
        file: DIAGRAM,
        elementId: 'issue-refus',
        code,
        params: expect.objectContaining(params),
      }),
    );
  });

  test('what is lacking is written in words, in both languages, with what to write instead', async () => {
    const fault = (await inCondition('==signature = "refused"')).find(({ code }) => code === 'equals-doubled');
    const { fr, en } = wordsOfFault(fault as CircuitFault);
    expect(fr).toContain('un « = » de trop, ici : « ⟂=signature');
    expect(en).toContain('one “=” too many');
  });
});

describe('the same is said wherever an expression stands', () => {
  test.each<[string, () => Promise<CircuitFault[]>, string]>([
    ['in an output', () => onFraction('==quota'), 'determiner-fraction'],
    [
      'in an input of a call',
      () => errorsWith(DIAGRAM, 'source="=noticeShort"', 'source="==noticeShort"'),
      'instruction',
    ],
    [
      'in a timer',
      () =>
        step(
          'intermediateCatchEvent',
          '<bpmn:timerEventDefinition><bpmn:timeDuration>==quota</bpmn:timeDuration></bpmn:timerEventDefinition>',
        ),
      'ajout',
    ],
    [
      'in a script',
      () => step('scriptTask', extended('<zeebe:script expression="==quota" resultVariable="r" />')),
      'ajout',
    ],
    [
      'in a list to repeat over',
      () =>
        step(
          'manualTask',
          `<bpmn:multiInstanceLoopCharacteristics>${extended('<zeebe:loopCharacteristics inputCollection="==quota" />')}</bpmn:multiInstanceLoopCharacteristics>`,
        ),
      'ajout',
    ],
    [
      'in a due date',
      () => step('userTask', extended('<zeebe:userTask /><zeebe:taskSchedule dueDate="==startDate" />')),
      'ajout',
    ],
    [
      'in an assignee',
      () => step('userTask', extended('<zeebe:userTask /><zeebe:assignmentDefinition assignee="==quota" />')),
      'ajout',
    ],
  ])('%s', async (_where, errors, elementId) => {
    expect(await errors()).toContainEqual(
      expect.objectContaining({ file: DIAGRAM, elementId, code: 'equals-doubled' }),
    );
  });

  test('in the name of a message', async () => {
    const message = '<bpmn:message id="appel" name="==quota" />';
    expect(await errorsWith(DIAGRAM, '<bpmn:process ', `${message}<bpmn:process `)).toContainEqual(
      expect.objectContaining({ elementId: 'appel', path: 'name', code: 'equals-doubled' }),
    );
  });

  test('of an outcome in a computation too', async () => {
    expect(await onFraction('=if quota = "85" then "a" else "b"')).toContainEqual(
      expect.objectContaining({ elementId: 'determiner-fraction', code: 'condition-never' }),
    );
  });
});

test('a name that only a later step gives is said where it is read', async () => {
  expect(await onFraction('=signature')).toEqual([
    expect.objectContaining({
      elementId: 'determiner-fraction',
      code: 'variable-later',
      params: { name: 'signature', steps: 'Signature' },
    }),
  ]);
});

test('also within a sub-process, of what a later step of it gives', async () => {
  const flow = '<bpmn:sequenceFlow id="vers-instruction-depuis-determiner-fraction" ';
  const scripted = (id: string, expression: string, result: string) =>
    `<bpmn:scriptTask id="${id}">${extended(`<zeebe:script expression="${expression}" resultVariable="${result}" />`)}</bpmn:scriptTask>`;
  const within = `<bpmn:subProcess id="sous"><bpmn:startEvent id="s" />${scripted('un', '=second', 'first')}
    ${scripted('deux', '=first', 'second')}<bpmn:endEvent id="e" /><bpmn:sequenceFlow id="s1" sourceRef="s" targetRef="un" />
    <bpmn:sequenceFlow id="s2" sourceRef="un" targetRef="deux" /><bpmn:sequenceFlow id="s3" sourceRef="deux" targetRef="e" />
    </bpmn:subProcess>`;
  const to = (source: string, target: string) => `sourceRef="${source}" targetRef="${target}" />`;
  const said = await errorsWith(
    DIAGRAM,
    `${flow}${to('determiner-fraction', 'instruction')}`,
    `${within}${flow}${to('determiner-fraction', 'sous')}<bpmn:sequenceFlow id="depuis-sous" ${to('sous', 'instruction')}`,
  );
  expect(
    said.filter(({ code }) => code === 'variable-later').map(({ elementId, params }) => [elementId, params.name]),
  ).toEqual([['un', 'second']]);
});

test('a date that nothing has given yet is no date, and no fault', async () => {
  const dated = (date: string) =>
    step('userTask', extended(`<zeebe:userTask /><zeebe:taskSchedule dueDate="=${date}" />`));
  expect((await dated('dueAt')).map(({ code }) => code)).not.toContain('variable-later');
});

test('a person’s step hands on what is given as it is decided, also before any other decision', async () => {
  const flow =
    '<bpmn:sequenceFlow id="vers-instruction-depuis-determiner-fraction" sourceRef="determiner-fraction" targetRef="instruction" />';
  const step = `<bpmn:userTask id="avis"><bpmn:extensionElements><zeebe:userTask /><zeebe:ioMapping>
    <zeebe:output source="=outcome" target="avis" /><zeebe:output source="=decisionId" target="decisionId" />
    </zeebe:ioMapping></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="vers-instruction-depuis-determiner-fraction" sourceRef="determiner-fraction" targetRef="avis" />
    <bpmn:sequenceFlow id="depuis-avis" sourceRef="avis" targetRef="instruction" />`;
  const said = await errorsWith(DIAGRAM, flow, step);
  // It was read: its role, its decision and its name lack.
  expect(said.map(({ elementId }) => elementId)).toContain('avis');
  expect(said.filter(({ code }) => code === 'variable-later')).toEqual([]);
});

describe('of a table, it is said at its rule', () => {
  test.each<[string, string, CircuitFault['code'], CircuitFault['params']]>([
    ['that a cell begins with « = »', '= "80"', 'cell-equals', { rule: 4 }],
    ['that quotes are missing', 'quatre', 'variable-unknown', { name: 'quatre' }],
    ['that the form has no such choice', '"85"', 'cell-never', { rule: 4, text: '85' }],
    ['that the column reads texts', '80', 'cell-text', { rule: 4, text: '80' }],
    ['that half a comparison is none', '"80" or "85"', 'operand-never-true', {}],
    ['that a function is none', 'has(?, "8")', 'function-unknown', { name: 'has' }],
  ])('%s: %s', async (_what, cell, code, params) => {
    expect(await errorsWith(TABLE, '<text>"80"</text>', `<text>${xml(cell)}</text>`)).toContainEqual(
      expect.objectContaining({ elementId: 'quotite-80', code, params: expect.objectContaining(params) }),
    );
  });

  test('and at the head of its column', async () => {
    expect(await errorsWith(TABLE, '<text>quota</text>', '<text>=quota</text>')).toContainEqual(
      expect.objectContaining({ elementId: 'fraction-quotite', code: 'equals-doubled' }),
    );
  });
});

describe('of a form, it is said at its field', () => {
  test.each<[string, string, CircuitFault['code'], CircuitFault['params']]>([
    ['that a « = » is too many', '==quota = \\"80\\"', 'equals-doubled', {}],
    ['that the field offers no such choice', '=quota = \\"85\\"', 'condition-never', { text: '85' }],
    ['that a choice is a text', '=quota = 80', 'compared-text', { name: 'quota' }],
    ['that a field has no parts', '=quota.label = \\"80\\"', 'field-unknown', { name: 'quota.label' }],
    ['that a function is none', '=aujourdhui() > date(endDate)', 'function-unknown', { name: 'aujourdhui' }],
    ['that half a comparison is none', '=quota = \\"80\\" or \\"90\\"', 'operand-never-true', {}],
  ])('%s: %s', async (_what, rule, code, params) => {
    expect(await errorsWith(FORM, /"validate": "=date\(endDate\)[^\n]*",/, `"validate": "${rule}",`)).toContainEqual(
      expect.objectContaining({
        file: FORM,
        elementId: 'endDate',
        path: 'properties.validate',
        code,
        params: expect.objectContaining(params),
      }),
    );
  });

  test('also where it hides a field', async () => {
    const hidden = '"type": "select", "conditional": { "hide": "=quota = \\"85\\"" },';
    expect(await errorsWith(FORM, '"type": "select",', hidden)).toContainEqual(
      expect.objectContaining({ elementId: 'quota', path: 'conditional.hide', code: 'condition-never' }),
    );
  });
});

describe('of a rule of a theme, it is said at the rule', () => {
  test.each<[string, string, CircuitFault['code']]>([
    ['that a « = » is too many', '=asked.quota = 1', 'equals-doubled'],
    ['that the theme has no such field', 'asked.quotas = 1', 'theme-key-unknown'],
    ['that a function is none', 'has(asked, 1)', 'function-unknown'],
  ])('%s: %s', async (_what, broken, code) => {
    expect(await errorsWith(THEME, /"broken": "[^\n]*"(?=,\n)/, `"broken": ${JSON.stringify(broken)}`)).toContainEqual(
      expect.objectContaining({ file: THEME, elementId: expect.stringMatching(/^rules\./), code }),
    );
  });
});
