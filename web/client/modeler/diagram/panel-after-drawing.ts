import type { BpmnModeler } from '../bpmn/services.ts';

/** Before any of those that fill the panel. */
const FIRST = 10_000;

/**
 * The panel of properties is filled once the drawing has been shown: it is made anew several times while a diagram is read,
 * and each time takes as long as a hundred shapes.
 */
export function panelAfterDrawing(modeler: BpmnModeler): void {
  const events = modeler.get('eventBus');
  let isShown = false;
  events.on('propertiesPanel.getProviders', FIRST, (event) => {
    if (!isShown) (event.stopPropagation as () => void)();
  });
  events.on('import.done', () => {
    // A frame, then what comes after it.
    requestAnimationFrame(() =>
      window.setTimeout(() => {
        isShown = true;
        events.fire('propertiesPanel.providersChanged');
      }),
    );
  });
}
