import { expect, test } from '@jest/globals';
import { bpmnModdle } from './bpmn-moddle.ts';

/** A diagram of one task, of these ids. */
const diagram = (process: string, task: string): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <bpmn:process id="${process}" isExecutable="true">
      <bpmn:serviceTask id="task" name="${task}">
        <bpmn:extensionElements><zeebe:taskDefinition type="${task}" /></bpmn:extensionElements>
        <bpmn:outgoing>flow</bpmn:outgoing>
      </bpmn:serviceTask>
      <bpmn:endEvent id="end"><bpmn:incoming>flow</bpmn:incoming></bpmn:endEvent>
      <bpmn:sequenceFlow id="flow" sourceRef="task" targetRef="end" />
    </bpmn:process>
  </bpmn:definitions>`;

/** What moddle reads of them; dynamic by nature. */
interface Read {
  readonly $type: string;
  readonly id: string;
  name: string;
  readonly rootElements: readonly Read[];
  readonly flowElements: readonly Read[];
  readonly sourceRef: Read;
  readonly extensionElements: { readonly values: readonly { readonly $type: string; readonly type: string }[] };
}

/** The process, its task, and the task that its flow leaves. */
async function read(xml: string) {
  const { rootElement, warnings } = await bpmnModdle.fromXML(xml);
  const [process] = (rootElement as unknown as Read).rootElements;
  const [task, , flow] = process?.flowElements ?? [];
  if (!process || !task || !flow) throw new Error('something of the diagram was not read');
  return { process, task, flow, warnings };
}

test('diagrams read at once, whose elements have the same ids, keep each their own', async () => {
  const names = ['opinion', 'visa', 'signature', 'payment'];
  const all = await Promise.all(names.map((name) => read(diagram(`of-${name}`, name))));
  expect(
    all.map(({ process, task, flow, warnings }) => [
      process.id,
      task.name,
      task.extensionElements.values.map(({ $type, type }) => [$type, type]),
      flow.sourceRef === task,
      warnings,
    ]),
  ).toEqual(names.map((name) => [`of-${name}`, name, [['zeebe:TaskDefinition', name]], true, []]));
});

test('what is changed in a diagram that was read, or cannot be read in one, is nothing to the next', async () => {
  const text = diagram('p', 'opinion');
  const { task } = await read(text);
  task.name = 'Written over';
  await expect(bpmnModdle.fromXML('<bpmn:definitions')).rejects.toThrow();
  const unresolved = text.replace('targetRef="end"', 'targetRef="nowhere"');
  expect((await read(unresolved)).warnings).toHaveLength(1);
  expect(await read(text)).toMatchObject({ task: { name: 'opinion' }, warnings: [] });
});
