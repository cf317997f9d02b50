import type { BpmnModeler, BusinessObject, DrawnElement } from '../bpmn/services.ts';

/** When a way that leaves a gateway is taken: under a condition (FEEL with its « = »), or where no other one is. */
export type Taken = { readonly when: string } | 'otherwise' | 'unsaid';

/** Gateways whose ways have conditions. */
const CHOOSING = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'];

/** Whether an element is a way that is chosen among others. */
export const isChosenWay = ({ type, source }: DrawnElement): boolean =>
  type === 'bpmn:SequenceFlow' && CHOOSING.includes(source?.type ?? '');

/** A way, and what it leaves. */
interface Way {
  readonly businessObject: BusinessObject;
  readonly source?: { readonly businessObject: BusinessObject };
}

/** What the drawing says of a way. */
export function takenOf({ businessObject, source }: Way): Taken {
  if (source?.businessObject.default === businessObject) return 'otherwise';
  const body = businessObject.conditionExpression?.body?.trim();
  return body ? { when: body } : 'unsaid';
}

/** Draws when a way is taken; one gesture for « undo ». The way that was taken otherwise till then has a condition to be given. */
export function changeTaken(modeler: BpmnModeler, flow: DrawnElement, taken: Taken): void {
  const { source, businessObject } = flow;
  if (!source) return;
  const isDefault = source.businessObject.default === businessObject;
  const expression =
    typeof taken === 'object'
      ? modeler.get('bpmnFactory').create('bpmn:FormalExpression', { body: taken.when })
      : undefined;
  const update = (element: DrawnElement, properties: object) => ({
    cmd: 'element.updateProperties',
    context: { element, properties },
  });
  modeler
    .get('commandStack')
    .execute('properties-panel.multi-command-executor', [
      ...(taken === 'otherwise' ? [update(source, { default: businessObject })] : []),
      ...(taken !== 'otherwise' && isDefault ? [update(source, { default: undefined })] : []),
      update(flow, { conditionExpression: expression }),
    ]);
}
