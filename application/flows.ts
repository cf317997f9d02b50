import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { type DrawnElement, flowsOf } from '../domain/circuit/flows.ts';
import type { Flows } from '../domain/request/progress.ts';

/** What progress needs of a published diagram: it was checked, and is executed as it stands. */
export async function readFlows(xml: string): Promise<Flows> {
  const { rootElement } = await new BpmnModdle({ zeebe: zeebeDescriptor }).fromXML(xml);
  const roots = (rootElement as unknown as { rootElements: readonly DrawnElement[] }).rootElements;
  const process = roots.find(({ $type, isExecutable }) => $type === 'bpmn:Process' && isExecutable === true);
  if (process === undefined) throw new Error('a published diagram has no executable process');
  return flowsOf(process);
}
