import type { BpmnModeler, DrawnElement } from '../bpmn/services.ts';

interface Update {
  readonly element: DrawnElement;
  readonly moddleElement: { readonly $type: string; readonly bindingType?: string };
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What names a file of the circuit, by the property that does. */
const NAMES: Readonly<Record<string, string>> = {
  'zeebe:FormDefinition': 'formId',
  'zeebe:CalledDecision': 'decisionId',
};

/**
 * Binds to the deployment whatever form or table an element comes to name: a request under way keeps its own, so that the
 * portal takes no other binding, and the panel of a start offers none.
 */
export function bindToDeployment(modeler: BpmnModeler): void {
  modeler.get('eventBus').on('commandStack.element.updateModdleProperties.postExecuted', ({ context }) => {
    const { element, moddleElement, properties } = context as Update;
    const name = NAMES[moddleElement.$type];
    if (name === undefined || !properties[name] || moddleElement.bindingType) return;
    modeler.get('modeling').updateModdleProperties(element, moddleElement, { bindingType: 'deployment' });
  });
}
