import type { BpmnModeler } from '../bpmn/services.ts';

interface Update {
  readonly moddleElement: { readonly $type: string };
  properties: Record<string, unknown>;
}

/** Extensions whose attributes are all optional: what is emptied there is meant to be gone. */
const OPTIONAL = new Set([
  'zeebe:TaskSchedule',
  'zeebe:AssignmentDefinition',
  'zeebe:PriorityDefinition',
  'zeebe:JobPriorityDefinition',
]);

/**
 * Reads an emptied date, priority or role as absent. The panel writes « dueDate="" », which Zeebe takes for none and
 * Camunda's own rules stumble over.
 */
export function emptyIsAbsent(modeler: BpmnModeler): void {
  modeler.get('eventBus').on('commandStack.element.updateModdleProperties.preExecute', ({ context }) => {
    const update = context as Update;
    if (!OPTIONAL.has(update.moddleElement.$type)) return;
    update.properties = Object.fromEntries(
      Object.entries(update.properties).map(([name, value]) => [name, value === '' ? undefined : value]),
    );
  });
}
