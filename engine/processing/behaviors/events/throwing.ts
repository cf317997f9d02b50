import { type Expression, evaluateText } from '../../../expressions/expression.ts';
import type { ExecutableElement } from '../../../model/executable.ts';
import { ModelFault, orFault } from '../../fault.ts';
import { complete } from '../../lifecycle.ts';
import type { ElementInstance } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { createElementJob } from '../jobs/jobs.ts';
import { lookupFrom } from '../variables/variables.ts';
import { throwError } from './errors.ts';
import { throwEscalation } from './escalations.ts';
import { broadcastSignal } from './signals.ts';
import { throwCompensation } from './throw-compensation.ts';

/** What an intermediate or end event throws; it goes on at once unless somebody must answer first, or it is stopped by it. */
export function throwFrom(turn: Turn, element: ExecutableElement, instance: ElementInstance): void {
  const text = (field: Expression) =>
    orFault('EXTRACT_VALUE_ERROR', () => evaluateText(field, lookupFrom(turn, instance.key), turn.now));
  const local = turn.state.localVariables(instance.key);
  if (element.job !== undefined) {
    createElementJob(turn, element.job, instance);
    return;
  }
  if (element.errorCode !== undefined) {
    const code = text(element.errorCode);
    if (throwError(turn, instance.key, code, local)) return;
    throw new ModelFault(
      'UNHANDLED_ERROR_EVENT',
      `Expected to throw an error event with the code '${code}', but it was not caught.`,
    );
  }
  if (element.escalationCode !== undefined && throwEscalation(turn, instance.key, text(element.escalationCode), local))
    return;
  if (element.trigger === 'COMPENSATION' && throwCompensation(turn, element, instance)) return;
  if (element.signal !== undefined) broadcastSignal(turn, text(element.signal), local);
  complete(turn, instance.key);
}
