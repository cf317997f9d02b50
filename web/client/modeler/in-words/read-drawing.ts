import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BusinessObject } from '../bpmn/services.ts';

/** The process of a diagram; null when it cannot be read, or has none. */
export async function readDrawing(xml: string): Promise<BusinessObject | null> {
  try {
    const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(xml);
    const { rootElements = [] } = rootElement as unknown as { rootElements?: readonly BusinessObject[] };
    return rootElements.find(({ $type }) => $type === 'bpmn:Process') ?? null;
  } catch {
    return null;
  }
}
