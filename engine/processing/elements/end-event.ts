import { evaluateText } from '../../expressions/expression.ts';
import type { ElementBehavior } from '../behavior.ts';
import { throwError } from '../behaviors/errors.ts';
import { lookupFrom } from '../behaviors/variables.ts';
import { ModelFault, orFault } from '../fault.ts';
import { complete, terminateChildren } from '../lifecycle.ts';
import { jobTask } from './job-task.ts';

/** An end event: none, message (sent by a worker), error, or terminate. */
export const endEvent: ElementBehavior = {
  activated(turn, element, instance) {
    if (element.errorCode !== undefined) {
      const field = element.errorCode;
      const code = orFault('EXTRACT_VALUE_ERROR', () => evaluateText(field, lookupFrom(turn, instance.key), turn.now));
      if (!throwError(turn, instance.key, code, turn.state.localVariables(instance.key))) {
        throw new ModelFault(
          'UNHANDLED_ERROR_EVENT',
          `Expected to throw an error event with the code '${code}', but it was not caught.`,
        );
      }
    } else if (element.job !== undefined) {
      jobTask.activated(turn, element, instance);
    } else {
      complete(turn, instance.key);
    }
  },
  completed(turn, element, instance) {
    if (element.trigger === 'TERMINATE') terminateChildren(turn, instance.scopeKey);
  },
};
