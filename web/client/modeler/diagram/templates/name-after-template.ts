import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';

/**
 * A step drawn from a template bears its name until an analyst gives another one, however it was drawn: dragged, put after
 * another, inserted, or given the template afterwards.
 * @param nameOf the French name of a template, in which the diagram is drawn
 */
export function nameAfterTemplate(modeler: BpmnModeler, nameOf: (templateId: string) => string | undefined): void {
  const name = (element: DrawnElement) => {
    const templateId = element.businessObject.modelerTemplate;
    const given = templateId === undefined || element.businessObject.name ? undefined : nameOf(templateId);
    if (given !== undefined) modeler.get('modeling').updateProperties(element, { name: given });
  };
  modeler
    .get('eventBus')
    .on(
      ['commandStack.shape.create.postExecuted', 'commandStack.propertiesPanel.zeebe.changeTemplate.postExecuted'],
      ({ context }) => {
        const { shape, element } = context as { shape?: DrawnElement; element?: DrawnElement };
        const drawn = shape ?? element;
        if (drawn && drawn.labelTarget === undefined) name(drawn);
      },
    );
}
