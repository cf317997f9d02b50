import { expect, test } from '@jest/globals';
import { renamed } from './renamed.ts';

const DIAGRAM = `<bpmn:definitions id="definitions">
  <bpmn:process id="prime" name="Prime" isExecutable="true">
    <zeebe:property name="campaign" value="bareme" /><zeebe:property name="category" value="bareme" />
    <bpmn:startEvent id="prime-debut"><zeebe:formDefinition formId="prime-demande" /></bpmn:startEvent>
    <bpmn:businessRuleTask id="regle"><zeebe:calledDecision decisionId="bareme" resultVariable="x" /></bpmn:businessRuleTask>
    <bpmn:serviceTask id="table"><zeebe:header key="table" value="prime-table" /></bpmn:serviceTask>
    <bpmn:serviceTask id="effet"><zeebe:header key="what" value="bareme" /></bpmn:serviceTask>
    <bpmn:callActivity id="appel"><zeebe:calledElement processId="prime--visas" />
      <zeebe:input source="prime-rappel" target="form" /><zeebe:input source="=&#34;prime-rappel&#34;" target="other" />
      <zeebe:input source="prime" target="theme" /></bpmn:callActivity>
  </bpmn:process>
  <bpmndi:BPMNPlane id="plane" bpmnElement="prime" />
</bpmn:definitions>`;
const TABLE = (id: string) =>
  `<definitions id="drd"><decision id="${id}"><requiredDecision href="#montant" /><text>montant + 1</text></decision><decision id="montant" /><DMNShape dmnElementRef="${id}" /></definitions>`;

const files = new Map([
  ['prime.bpmn', DIAGRAM],
  ['demande.form', '{"id":"prime-demande","components":[]}'],
  ['rappel.form', '{"id":"prime-rappel","components":[]}'],
  ['prime-table.dmn', TABLE('prime-table')],
  ['bareme.dmn', TABLE('bareme')],
  ['act.typ', 'prime'],
  ['broken.form', '{'],
]);

test('all that an engine knows a circuit by is renamed, and what refers to it follows', () => {
  const other = renamed(files, 'prime', 'bonus');
  expect([...other.keys()]).toEqual([
    ...['bonus.bpmn', 'demande.form', 'rappel.form', 'bonus-table.dmn', 'bareme.dmn', 'act.typ', 'broken.form'],
  ]);
  const diagram = other.get('bonus.bpmn') ?? '';
  for (const said of [
    ...['<bpmn:process id="bonus"', 'bpmnElement="bonus"', 'processId="bonus--visas"', 'formId="bonus-demande"'],
    ...['decisionId="bonus-bareme"', 'key="table" value="bonus-table"', 'source="bonus-rappel"'],
    ...['source="=&#34;bonus-rappel&#34;"', 'name="campaign" value="bonus-bareme"'],
  ])
    expect(diagram).toContain(said);
  expect(JSON.parse(other.get('rappel.form') ?? '').id).toBe('bonus-rappel');
  expect(other.get('bareme.dmn')).toBe(TABLE('bonus-bareme').replace('"drd"', '"bonus-drd"'));
});

test('what people read, ids of elements, what another decision reads, a theme of the same name and what cannot be read stay', () => {
  const other = renamed(files, 'prime', 'bonus');
  const diagram = other.get('bonus.bpmn') ?? '';
  for (const said of ['name="category" value="bareme"', 'key="what" value="bareme"']) expect(diagram).toContain(said);
  for (const kept of ['name="Prime"', 'id="prime-debut"', 'source="prime" target="theme"', 'id="regle"'])
    expect(diagram).toContain(kept);
  expect(other.get('act.typ')).toBe('prime');
  expect(other.get('broken.form')).toBe('{');
});

test('what a check asks in words of its own is asked by the new kind too, translated as it was', () => {
  const words = { 'prime-rappel.question': 'Is it right?', 'quota.label': 'Quota', 'bareme.confirmed': 'no form' };
  const texts = { title: 'Bonus', form: words, madeFrom: { 'form.prime-rappel.question': 'abc', title: 'def' } };
  const other = renamed(new Map([...files, ['texts.en.json', JSON.stringify(texts)]]), 'prime', 'bonus');
  const said = JSON.parse(other.get('texts.en.json') ?? '');
  expect(Object.entries(said.form)).toEqual([
    ['bonus-rappel.question', 'Is it right?'],
    ['quota.label', 'Quota'],
    ['bonus-bareme.confirmed', 'no form'],
  ]);
  expect(said.madeFrom).toEqual({ 'form.bonus-rappel.question': 'abc', title: 'def' });
});

test('texts that name no form, or cannot be read, stay to the letter', () => {
  const texts = [
    ['texts.fr.json', '{ "form": { "quota.label": "Quotité" } }'],
    ['texts.en.json', '{'],
  ] as const;
  const other = renamed(new Map([...files, ...texts]), 'prime', 'bonus');
  for (const [path, text] of texts) expect(other.get(path)).toBe(text);
});
