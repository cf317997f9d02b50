import { useEffect } from 'react';
import type { BpmnModeler } from '../../bpmn/services.ts';

/** The whole drawing, small, over a corner of it: to see where one is in a large one, and to go elsewhere with the mouse. */
export function useMinimap(modeler: BpmnModeler | null, isMapped: boolean): void {
  useEffect(() => {
    // What it shows is said beside the drawing, step by step.
    modeler?.get('canvas').getContainer().querySelector('.djs-minimap')?.setAttribute('aria-hidden', 'true');
  }, [modeler]);
  useEffect(() => {
    const minimap = modeler?.get('minimap');
    if (isMapped) minimap?.open();
    else minimap?.close();
  }, [modeler, isMapped]);
}
