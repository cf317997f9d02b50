import { DECLARATION } from './part.ts';

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

/** Builds the smallest block that can be drawn on: a start and an end. */
export function newBlock(name: string, title: string): Map<string, string> {
  const said = { fr: title, en: title };
  return new Map([
    [`${name}.bpmn`, newDiagram(name, title)],
    [DECLARATION, written({ title: said, summary: said, inputs: [], outputs: [] })],
    ['texts.fr.json', written({ elements: { debut: 'Début', fin: 'Fin' } })],
    ['texts.en.json', written({ elements: { debut: 'Start', fin: 'End' } })],
  ]);
}

const newDiagram = (name: string, title: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <bpmn:process id="${name}" name="${escaped(title)}" isExecutable="true">
    <bpmn:startEvent id="debut" name="Début">
      <bpmn:outgoing>vers-fin</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="fin" name="Fin">
      <bpmn:incoming>vers-fin</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="vers-fin" sourceRef="debut" targetRef="fin" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${name}">
      <bpmndi:BPMNShape id="debut-di" bpmnElement="debut">
        <dc:Bounds x="180" y="142" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="183" y="185" width="30" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="fin-di" bpmnElement="fin">
        <dc:Bounds x="432" y="142" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="441" y="185" width="18" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="vers-fin-di" bpmnElement="vers-fin">
        <di:waypoint x="216" y="160" />
        <di:waypoint x="432" y="160" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
