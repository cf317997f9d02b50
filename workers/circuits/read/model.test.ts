import { expect, test } from '@jest/globals';
import { readModel } from './model.ts';

/** A circuit of these flows, « a>b », drawn in this order. */
const circuit = (...flows: string[]): string => {
  const pairs = flows.map((flow) => flow.split('>') as [string, string]);
  const kind = (id: string) => ({ s: 'startEvent', e: 'endEvent', g: 'exclusiveGateway' })[id[0] ?? ''] ?? 'userTask';
  const nodes = [...new Set(pairs.flat())].map((id) => {
    const links = pairs.flatMap(([from, to]) => [
      ...(to === id ? [`<bpmn:incoming>${from}-${to}</bpmn:incoming>`] : []),
      ...(from === id ? [`<bpmn:outgoing>${from}-${to}</bpmn:outgoing>`] : []),
    ]);
    return `<bpmn:${kind(id)} id="${id}">${links.sort().join('')}</bpmn:${kind(id)}>`;
  });
  const drawn = pairs.map(
    ([from, to]) => `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`,
  );
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
    <bpmn:process id="p" isExecutable="true">${[...nodes, ...drawn].join('')}</bpmn:process></bpmn:definitions>`;
};

const orderOf = async (...flows: string[]) => (await readModel(circuit(...flows))).elements.map(({ id }) => id);

test('a step put in after a shortcut comes before what the shortcut leads to', async () => {
  const flows = ['start>g1', 'g1>opinion', 'g1>g2', 'opinion>second', 'second>g2', 'g2>visa', 'visa>end'];
  expect(await orderOf(...flows)).toEqual(['start', 'g1', 'opinion', 'second', 'g2', 'visa', 'end']);
});

test('a way back does not put a step after what it leads to', async () => {
  const flows = ['start>g1', 'g1>visa', 'visa>g2', 'g2>complement', 'complement>g1', 'g2>end'];
  const order = await orderOf(...flows);
  expect(order.slice(0, 4)).toEqual(['start', 'g1', 'visa', 'g2']);
});
