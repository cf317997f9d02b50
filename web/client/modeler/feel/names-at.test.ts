import { expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import type { DrawnElement } from '#domain/circuit/flows.ts';
import { elementsIn } from '#domain/circuit/flows.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import { namesAt } from './names-at.ts';

const XML = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:userTask id="avis" />
    <bpmn:exclusiveGateway id="choix" />
    <bpmn:endEvent id="fin" />
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="avis" />
    <bpmn:sequenceFlow id="b" sourceRef="avis" targetRef="choix" />
    <bpmn:sequenceFlow id="c" sourceRef="choix" targetRef="fin" />
  </bpmn:process>
</bpmn:definitions>`;
const NAMES = [{ name: 'quota' }, { name: 'avis', givenBy: ['avis'] }];

async function read(xml: string, names: readonly KnownName[]) {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const { rootElements } = rootElement as unknown as { rootElements: DrawnElement[] };
  const process = rootElements[0] as DrawnElement;
  const at = (id: string) => {
    const { element } = elementsIn(process).find((one) => one.element.id === id) ?? {};
    return namesAt(element as DrawnElement, names).map(({ name }) => name);
  };
  return { process, at };
}

test('a name is offered from the step that gives it on, one of the form everywhere', async () => {
  const { process, at } = await read(XML, NAMES);
  expect(at('start')).toEqual(['quota']);
  expect(at('a')).toEqual(['quota']);
  expect(at('c')).toEqual(['quota', 'avis']);
  expect(at('fin')).toEqual(['quota', 'avis']);
  expect(namesAt(process, NAMES)).toEqual(NAMES);
});

const WITHIN = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start" /><bpmn:task id="avant" />
    <bpmn:subProcess id="sous">
      <bpmn:startEvent id="s" /><bpmn:task id="un" /><bpmn:task id="deux" /><bpmn:endEvent id="e" />
      <bpmn:sequenceFlow id="s1" sourceRef="s" targetRef="un" />
      <bpmn:sequenceFlow id="s2" sourceRef="un" targetRef="deux" />
      <bpmn:sequenceFlow id="s3" sourceRef="deux" targetRef="e" />
      <bpmn:subProcess id="retrait" triggeredByEvent="true">
        <bpmn:startEvent id="r" /><bpmn:task id="note" />
        <bpmn:sequenceFlow id="r1" sourceRef="r" targetRef="note" />
      </bpmn:subProcess>
    </bpmn:subProcess>
    <bpmn:boundaryEvent id="tard" attachedToRef="sous" /><bpmn:task id="relance" />
    <bpmn:task id="apres" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="avant" />
    <bpmn:sequenceFlow id="f2" sourceRef="avant" targetRef="sous" />
    <bpmn:sequenceFlow id="f3" sourceRef="sous" targetRef="apres" />
    <bpmn:sequenceFlow id="f4" sourceRef="tard" targetRef="relance" />
    <bpmn:sequenceFlow id="f5" sourceRef="relance" targetRef="apres" />
  </bpmn:process>
</bpmn:definitions>`;

test.each([
  ['un', ['avant', 'sous', 'un']],
  ['deux', ['avant', 'sous', 'un', 'deux']],
  ['note', ['avant', 'sous', 'un', 'deux', 'note']],
  ['relance', ['avant', 'sous', 'un', 'deux', 'note', 'relance']],
  ['apres', ['avant', 'sous', 'un', 'deux', 'note', 'relance', 'apres']],
])(
  'around sub-processes, at « %s »: what comes later within one is not offered at its beginning',
  async (id, expected) => {
    const names = ['avant', 'sous', 'un', 'deux', 'note', 'relance', 'apres'];
    const { at } = await read(
      WITHIN,
      names.map((name) => ({ name, givenBy: [name] })),
    );
    expect(at(id)).toEqual(expected);
  },
);

test('an element that was just removed from the drawing is offered all: it stands nowhere', () => {
  const removed = { $type: 'bpmn:Task', id: 'visa', $parent: null } as unknown as DrawnElement;
  expect(namesAt(removed, NAMES)).toEqual(NAMES);
});
