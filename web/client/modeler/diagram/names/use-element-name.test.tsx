import { expect, test } from '@jest/globals';
import { renderHook } from '@testing-library/react';
import { useElementName } from './use-element-name.ts';

const DRAWN = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p">
  <bpmn:exclusiveGateway id="choix" name="Demande
    maintenue ?" />
  <bpmn:task id="refus" name="Clôture : refus" />
  <bpmn:sequenceFlow id="non" sourceRef="choix" targetRef="refus" />
  <bpmn:sequenceFlow id="oui" name="oui" sourceRef="choix" targetRef="fin" />
  <bpmn:endEvent id="fin" />
  <bpmn:sequenceFlow id="suite" sourceRef="refus" targetRef="fin" />
</bpmn:process></bpmn:definitions>`;

test('a branch without a name is called by what it links, other elements by their names alone', () => {
  const { result } = renderHook(() => useElementName(DRAWN));
  expect(['non', 'oui', 'suite', 'fin'].map(result.current)).toEqual([
    'de « Demande maintenue ? » vers « Clôture : refus »',
    'oui',
    'de « Clôture : refus » vers « sans nom »',
    undefined,
  ]);
});
