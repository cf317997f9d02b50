import { expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import type { DrawnElement } from '../../../../domain/circuit/flows.ts';
import { elementsIn } from '../../../../domain/circuit/flows.ts';
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

test('a name is offered from the step that gives it on, one of the form everywhere', async () => {
  const { rootElement } = await new BpmnModdle().fromXML(XML);
  const { rootElements } = rootElement as unknown as { rootElements: DrawnElement[] };
  const process = rootElements[0] as DrawnElement;
  const at = (id: string) => {
    const { element } = elementsIn(process).find((one) => one.element.id === id) ?? {};
    return namesAt(element as DrawnElement, NAMES).map(({ name }) => name);
  };
  expect(at('start')).toEqual(['quota']);
  expect(at('a')).toEqual(['quota']);
  expect(at('c')).toEqual(['quota', 'avis']);
  expect(at('fin')).toEqual(['quota', 'avis']);
  expect(namesAt(process, NAMES)).toEqual(NAMES);
});

test('an element that was just removed from the drawing is offered all: it stands nowhere', () => {
  const removed = { $type: 'bpmn:Task', id: 'visa', $parent: null } as unknown as DrawnElement;
  expect(namesAt(removed, NAMES)).toEqual(NAMES);
});
