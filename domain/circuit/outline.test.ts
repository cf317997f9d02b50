import { expect, test } from '@jest/globals';
import { outlineOf } from './outline.ts';

const OWN = `<bpmn:process id="conge">
  <bpmn:extensionElements><zeebe:properties><zeebe:property name="refusalInterview" value="true" /></zeebe:properties></bpmn:extensionElements>
  <bpmn:startEvent id="depot"><zeebe:formDefinition formId="conge-demande" /></bpmn:startEvent>
  <bpmn:callActivity id="instruction"><zeebe:calledElement processId="conge--instruction" /></bpmn:callActivity>
  <bpmn:userTask id="signature" name="Signature de l&#39;arr&#234;t&#233; &amp; du reste"><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="signataire" />
    <zeebe:header key="decision" value="signature" /></bpmn:userTask>
  <bpmn:userTask id="reponse" name="Réponse"><zeebe:assignmentDefinition candidateGroups="agent" />
    <zeebe:header key="decision" value="answer" /><zeebe:header key="outcomes" value="answered, acknowledged" /></bpmn:userTask>
  <bpmn:serviceTask id="appliquer"><zeebe:header key="what" value="position" /></bpmn:serviceTask>
  <bpmn:serviceTask id="autre"><zeebe:header key="what" value="=theme" /></bpmn:serviceTask>
</bpmn:process>`;
const BLOCK = `<bpmn:userTask id="avis" name="Avis"><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="superieur" />
  <zeebe:header key="decision" value="opinion" /></bpmn:userTask>
  <bpmn:callActivity id="encore"><zeebe:calledElement processId="conge--instruction" /></bpmn:callActivity>`;
const files = new Map([
  ['conge.bpmn', OWN],
  ['_blocks/instruction/instruction.bpmn', BLOCK],
]);

test('says what an act may cite of a circuit: its form, what it changes, who decides, through its blocks', () => {
  const outline = outlineOf('conge', (path) => files.get(path));
  expect(outline).toMatchObject({ startForm: 'conge-demande', changes: ['position'], refusalInterview: true });
  expect(outline.steps[0]).toEqual({
    ...{ elementId: 'instruction/avis', name: 'Avis', decision: 'opinion', role: 'superieur' },
  });
  expect(outline.steps.at(-1)).toMatchObject({ elementId: 'reponse', offers: ['answered', 'acknowledged'] });
  expect(outline.steps.at(-2)).toEqual({
    ...{ elementId: 'signature', name: "Signature de l'arrêté & du reste", decision: 'signature', role: 'signataire' },
  });
});

test.each([
  ['nothing', ''],
  ['no XML', '<<<< <bpmn:userTask id="a'],
  ['tags without end', '<bpmn:userTask '.repeat(50_000)],
])('of %s it says nothing, at once', (_what, text) => {
  const before = process.cpuUsage();
  expect(outlineOf('conge', () => text)).toMatchObject({ startForm: null, changes: [], steps: [] });
  expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(2);
});

test('blocks that call each other many times over are gone through in a moment', () => {
  const calls = (block: string) =>
    Array.from(
      { length: 60 },
      (_one, index) => `<bpmn:callActivity id="c${index}"><zeebe:calledElement processId="conge--${block}" />`,
    ).join('');
  const blocks = ['a', 'b', 'c', 'd', 'e', 'a'];
  const drawn = new Map(
    blocks.slice(0, 5).map((block, index) => [`_blocks/${block}/${block}.bpmn`, calls(blocks[index + 1] ?? '')]),
  );
  const before = process.cpuUsage();
  outlineOf('conge', (path) => (path === 'conge.bpmn' ? calls('a') : drawn.get(path)));
  expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(2);
});
