import { expect, test } from '@jest/globals';
import { withoutStep } from './without-step.ts';

const DIAGRAM = `<bpmn:process id="p">
  <bpmn:exclusiveGateway id="issue">
    <bpmn:outgoing>accord</bpmn:outgoing>
  </bpmn:exclusiveGateway>
  <bpmn:serviceTask id="appliquer">
    <bpmn:incoming>accord</bpmn:incoming>
    <bpmn:outgoing>vers-fin</bpmn:outgoing>
  </bpmn:serviceTask>
  <bpmn:endEvent id="fin">
    <bpmn:incoming>vers-fin</bpmn:incoming>
  </bpmn:endEvent>
  <bpmn:sequenceFlow id="accord" sourceRef="issue" targetRef="appliquer">
    <bpmn:conditionExpression>=oui</bpmn:conditionExpression>
  </bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="vers-fin" sourceRef="appliquer" targetRef="fin" />
</bpmn:process>
<bpmndi:BPMNShape id="appliquer-di" bpmnElement="appliquer">
  <dc:Bounds x="100" y="0" width="100" height="80" />
</bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="accord-di" bpmnElement="accord">
  <di:waypoint x="25" y="100" />
  <di:waypoint x="25" y="40" />
  <di:waypoint x="100" y="40" />
</bpmndi:BPMNEdge>
<bpmndi:BPMNEdge id="vers-fin-di" bpmnElement="vers-fin">
  <di:waypoint x="200" y="40" />
  <di:waypoint x="300" y="40" />
</bpmndi:BPMNEdge>`;

test('what came to a step that goes leads on to what followed it, in one line', () => {
  expect(withoutStep(DIAGRAM, 'appliquer')).toBe(`<bpmn:process id="p">
  <bpmn:exclusiveGateway id="issue">
    <bpmn:outgoing>accord</bpmn:outgoing>
  </bpmn:exclusiveGateway>
  <bpmn:endEvent id="fin">
    <bpmn:incoming>accord</bpmn:incoming>
  </bpmn:endEvent>
  <bpmn:sequenceFlow id="accord" sourceRef="issue" targetRef="fin">
    <bpmn:conditionExpression>=oui</bpmn:conditionExpression>
  </bpmn:sequenceFlow>
</bpmn:process>
<bpmndi:BPMNEdge id="accord-di" bpmnElement="accord">
  <di:waypoint x="25" y="100" />
  <di:waypoint x="25" y="40" />
  <di:waypoint x="300" y="40" />
</bpmndi:BPMNEdge>`);
});

test('a step that no flow comes to cannot go', () => {
  expect(() => withoutStep(DIAGRAM, 'issue')).toThrow('no step on a way');
});
