import type { CircuitFault } from '../../../domain/circuit/fault.ts';
import type { Bundle } from '../read/bundle.ts';
import type { CircuitModel } from '../read/model.ts';

/**
 * A request belongs to the instance that registered it: without that step two instances could play it, and nobody would
 * find it from an incident or a withdrawal.
 */
export function checkStart({ kind }: Bundle, { elements, processId }: CircuitModel): CircuitFault[] {
  if (elements.some(({ jobType }) => jobType === 'request-register')) return [];
  const start = elements.find(({ type, scope }) => type === 'bpmn:StartEvent' && scope === processId);
  return [
    {
      file: `${kind}.bpmn`,
      elementId: start?.id ?? processId,
      code: 'register-missing',
      params: {},
      severity: 'error',
    },
  ];
}
