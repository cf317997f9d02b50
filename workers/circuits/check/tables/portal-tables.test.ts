import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Bundle, makeBundle, readBundles } from '../../read/bundle.ts';
import { inspectFiles } from '../inspect.ts';

const KIND = 'changement-adresse';
const DIAGRAM = `${KIND}.bpmn`;
const TABLE = `${KIND}-verification.dmn`;

let shipped: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', '..', 'processes'));
  const found = bundles.find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error('the circuit is not shipped');
  shipped = found;
});

/** The faults of the shipped circuit once a text of one of its files is another. */
async function faultsWith(file: string, from: string, to: string) {
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  if (!before.includes(from)) throw new Error('the change changes nothing');
  contents.set(file, new TextEncoder().encode(before.replace(from, to)));
  const { faults } = await inspectFiles(makeBundle(KIND, contents));
  return faults.map(({ file: at, elementId, code, params }) => ({ file: at, elementId, code, params }));
}

const READS = 'if situation.adresse.pays = null then "France" else situation.adresse.pays';

describe('a table that the portal evaluates is not published', () => {
  test.each([
    [
      'with an answer of the form that there is not',
      'answers.pays<',
      'answers.pais<',
      'verification-pays',
      'answers.pais',
    ],
    [
      'with a theme that the circuit has not',
      READS,
      'situation.contact.phone',
      'verification-pays-connu',
      'situation.contact',
    ],
    [
      'with a field that the theme has not',
      READS,
      'situation.adresse.etage',
      'verification-pays-connu',
      'situation.adresse.etage',
    ],
  ])('%s', async (_what, from, to, elementId, name) => {
    expect(await faultsWith(TABLE, from, to)).toEqual([
      { file: TABLE, elementId, code: 'table-reads-unknown', params: { path: name } },
    ]);
  });

  test('with a name that the portal does not give', async () => {
    expect(await faultsWith(TABLE, 'answers.pays<', 'requestId<')).toMatchObject([
      { file: TABLE, elementId: 'verification-pays', code: 'variable-unknown', params: { name: 'requestId' } },
    ]);
  });

  test('with an answer that the step does not declare, or that a rule computes', async () => {
    expect(await faultsWith(TABLE, '<text>"auto"</text>', '<text>"maybe"</text>')).toMatchObject([
      { elementId: 'verification-autrement', code: 'table-answer-undeclared', params: { rule: 4, value: 'maybe' } },
    ]);
    expect(await faultsWith(TABLE, '<text>"auto"</text>', '<text>answers.ville</text>')).toMatchObject([
      { elementId: 'verification-autrement', code: 'table-answer-computed', params: { rule: 4 } },
    ]);
  });

  test('with several answers at once', async () => {
    expect(await faultsWith(TABLE, 'hitPolicy="FIRST"', 'hitPolicy="COLLECT"')).toMatchObject([
      { elementId: `${KIND}-verification`, code: 'table-answer-several', params: { step: 'appliquer-table' } },
    ]);
  });
});

describe('a step that has a table evaluated is not published', () => {
  test.each([
    ['with a table that is not there', `value="${KIND}-verification"`, 'value="autre"', 'table-missing'],
    ['without its answers', 'value="auto, check"', 'value=""', 'header-missing'],
    ['with answers that are no words', 'value="auto, check"', 'value="auto, =check"', 'header-malformed'],
  ])('%s', async (_what, from, to, code) => {
    expect(await faultsWith(DIAGRAM, from, to)).toContainEqual(
      expect.objectContaining({ file: DIAGRAM, elementId: 'appliquer-table', code }),
    );
  });
});

test('a branch that compares the answer with another text is never taken, and refused', async () => {
  expect(
    await faultsWith(DIAGRAM, '=verification = &quot;auto&quot;', '=verification = &quot;now&quot;'),
  ).toMatchObject([
    { elementId: 'verification-non', code: 'condition-never', params: { text: 'now', texts: 'auto, check' } },
  ]);
});

test('a table that the engine evaluates is given nothing of what is personal', async () => {
  const task = /<bpmn:serviceTask id="appliquer-table"[\s\S]*?<\/zeebe:ioMapping>/;
  const diagram = new TextDecoder().decode(shipped.files.find((file) => file.path === DIAGRAM)?.content);
  const [drawn = ''] = task.exec(diagram) ?? [];
  const called = `<bpmn:businessRuleTask id="appliquer-table" name="Vérification nécessaire ?"><bpmn:extensionElements>
    <zeebe:calledDecision decisionId="${KIND}-verification" resultVariable="verification" bindingType="deployment" />`;
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const changed = diagram
    .replace(drawn, called)
    .replace('</bpmn:serviceTask>\n    <bpmn:exclusiveGateway', '</bpmn:businessRuleTask>\n    <bpmn:exclusiveGateway');
  contents.set(DIAGRAM, new TextEncoder().encode(changed));
  const { faults } = await inspectFiles(makeBundle(KIND, contents));
  expect(new Set(faults.map(({ code, params }) => `${code} ${params.name}`))).toEqual(
    new Set(['variable-unknown answers', 'variable-unknown situation']),
  );
});
