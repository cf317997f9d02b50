import { expect, test } from '@jest/globals';
import { adopted } from './adopt-diagram.ts';
import { readDiagram } from './read-diagram.ts';

const diagram = (inside: string, zeebe = 'zeebe') => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:${zeebe}="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="badge" isExecutable="true">${inside}</bpmn:process>
</bpmn:definitions>`;

/** The adopted diagram, and what it declares at its start. */
async function adopt(xml: string) {
  const text = adopted(xml, await readDiagram(xml), 'badge-demande');
  return { text, start: await readDiagram(text) };
}

test.each([
  ['empty', '<bpmn:startEvent id="s" name="a &gt; b" />'],
  ['with flows', '<bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent>'],
  ['documented', '<bpmn:startEvent id="s"><bpmn:documentation>À lire</bpmn:documentation></bpmn:startEvent>'],
  [
    'with properties',
    '<bpmn:startEvent id="s"><bpmn:extensionElements><zeebe:properties /></bpmn:extensionElements></bpmn:startEvent>',
  ],
])('a start without form, %s, is linked to the form made for it', async (_how, start) => {
  const { text, start: read } = await adopt(diagram(start));
  expect(read.formId).toBe('badge-demande');
  expect(text).toContain('formId="badge-demande" bindingType="deployment"');
});

test('a form and a table that name no binding are bound to the deployment; a binding that is said stays', async () => {
  const { text } = await adopt(
    diagram(
      `<bpmn:startEvent id="s"><bpmn:extensionElements><z:formDefinition formId="own" /></bpmn:extensionElements></bpmn:startEvent>
       <bpmn:userTask id="u"><bpmn:extensionElements><z:formDefinition formId="other" bindingType="latest" /></bpmn:extensionElements></bpmn:userTask>
       <bpmn:businessRuleTask id="b"><bpmn:extensionElements><z:calledDecision decisionId="rules" resultVariable="r"/></bpmn:extensionElements></bpmn:businessRuleTask>`,
      'z',
    ),
  );
  expect(text).toContain('<z:formDefinition formId="own" bindingType="deployment" />');
  expect(text).toContain('<z:formDefinition formId="other" bindingType="latest" />');
  expect(text).toContain('<z:calledDecision decisionId="rules" resultVariable="r" bindingType="deployment"/>');
});

test('a diagram without a word of Zeebe is taken as it is', async () => {
  const xml = diagram('<bpmn:startEvent id="s" />').replace(/ xmlns:zeebe="[^"]*"/, '');
  expect((await adopt(xml)).text).toBe(xml);
});
