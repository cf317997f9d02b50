import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import type { Bundle } from '../../read/bundle.ts';
import { startOf } from '../../read/forms.ts';
import type { CircuitModel } from '../../read/model.ts';

/**
 * A request belongs to the instance that registered it: without that step two instances could play it, and nobody would
 * find it from an incident or a withdrawal.
 */
export function checkStart({ kind }: Bundle, model: CircuitModel): CircuitFault[] {
  if (model.elements.some(({ jobType }) => jobType === 'request-register')) return [];
  return [
    {
      file: `${kind}.bpmn`,
      elementId: startOf(model)?.id ?? model.processId,
      code: 'register-missing',
      params: {},
      severity: 'error',
    },
  ];
}
