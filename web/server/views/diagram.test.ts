import { expect, test } from '@jest/globals';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { diagramIn } from './diagram.ts';

const XML = `<bpmn:process id="essai" name="Essai"><bpmn:sequenceFlow id="non" name="refus" sourceRef="a" targetRef="b" /></bpmn:process>
<bpmndi:BPMNEdge id="non-di" bpmnElement="non"><di:waypoint x="877" y="290" /><bpmndi:BPMNLabel><dc:Bounds x="883" y="272" width="34" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNEdge>
<bpmndi:BPMNShape id="a-di" bpmnElement="a"><dc:Bounds x="1" y="2" width="30" height="40" /></bpmndi:BPMNShape>`;
const manifest = {
  kind: 'essai',
  title: { fr: 'Essai', en: 'Trial' },
  texts: { elements: { non: { fr: 'refus', en: 'refused' }, a: { fr: 'Dépôt', en: 'Long-standing filing' } } },
} as unknown as CircuitManifest;

test('names are said in a language, with room for their longest word; shapes stay as they were drawn', () => {
  const drawn = diagramIn(XML, manifest, 'en');
  expect(drawn).toContain('id="essai" name="Trial"');
  expect(drawn).toContain('id="non" sourceRef="a" targetRef="b" name="refused"');
  expect(drawn).toContain('<dc:Bounds x="875.5" y="272" width="49" height="14" />');
  expect(drawn).toContain('<dc:Bounds x="1" y="2" width="30" height="40" />');
});
