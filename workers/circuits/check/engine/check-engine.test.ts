import { expect, test } from '@jest/globals';
import { makeBundle } from '../../read/bundle.ts';
import { checkEngine } from './check-engine.ts';

const KIND = 'essai';

/** A circuit of this one step, by itself. */
const circuit = (step: string, kind = KIND) => {
  const text = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0" id="d" targetNamespace="t">
    <bpmn:process id="${kind}" isExecutable="true">
      <bpmn:startEvent id="start" />${step}<bpmn:endEvent id="end" />
      <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="step" />
      <bpmn:sequenceFlow id="b" sourceRef="step" targetRef="end" />
    </bpmn:process></bpmn:definitions>`;
  return makeBundle(kind, new Map([[`${kind}.bpmn`, new TextEncoder().encode(text)]]));
};

const MANUAL = '<bpmn:manualTask id="step" name="Classer" />';
/** No cluster has it. */
const unsupported = (name: string) => `<bpmn:complexGateway id="step" name="${name}" />`;

const faultsOf = (step: string, kind?: string) => checkEngine(circuit(step, kind), true);

test('a diagram that is read again, after another of the same file, is told its own faults', async () => {
  const fault = (name: string) =>
    expect.objectContaining({
      file: `${KIND}.bpmn`,
      elementId: 'step',
      code: 'element-unsupported',
      params: expect.objectContaining({ name }),
    });
  for (const _time of ['first', 'second']) {
    expect(await faultsOf(MANUAL)).toEqual([]);
    expect(await faultsOf(unsupported('Trier'))).toContainEqual(fault('Trier'));
    expect(await faultsOf(unsupported('Choisir'))).toContainEqual(fault('Choisir'));
  }
});

test('a way without a condition is one fault, at the way, and what Camunda’s rules say of it is not said besides', async () => {
  const choice = `<bpmn:exclusiveGateway id="step" name="Suite ?" /><bpmn:endEvent id="other" />
    <bpmn:sequenceFlow id="way" sourceRef="step" targetRef="other" />`;
  const faults = await faultsOf(choice);
  expect(faults.map(({ elementId, code }) => [elementId, code])).toEqual([
    ['way', 'way-without-condition'],
    ['b', 'way-without-condition'],
  ]);
});

test('a step that lacks what the engine needs is told so once, in French', async () => {
  const faults = await faultsOf('<bpmn:serviceTask id="step" name="Notifier" />');
  expect(faults.map(({ elementId, code, params }) => [elementId, code, params.motif])).toEqual([
    ['step', 'engine-refuses', 'Le type de travail n’est pas indiqué (zeebe:taskDefinition).'],
  ]);
});

test('those that are read at once are not told each other’s faults', async () => {
  const [manual, gateway, other] = await Promise.all([
    faultsOf(MANUAL, 'un'),
    faultsOf(unsupported('Trier'), 'deux'),
    faultsOf(unsupported('Trier'), 'trois'),
  ]);
  expect(manual).toEqual([]);
  expect(new Set(gateway.map(({ file }) => file))).toEqual(new Set(['deux.bpmn']));
  expect(new Set(other.map(({ file }) => file))).toEqual(new Set(['trois.bpmn']));
});

test('what was found is kept while few others are read, and forgotten after many', async () => {
  const read = async () => (await faultsOf(unsupported('Trier'), 'garde'))[0];
  const first = await read();
  expect(first).toBeDefined();
  await faultsOf(MANUAL, 'autre');
  expect(await read()).toBe(first);
  for (let turn = 0; turn < 40; turn++) await faultsOf(MANUAL, `autre-${turn}`);
  const again = await read();
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});
