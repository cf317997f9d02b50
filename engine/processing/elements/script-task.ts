import type { ElementBehavior } from '../behavior.ts';
import { finishWithResult } from '../behaviors/variables/results.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { orFault } from '../fault.ts';
import { jobTask } from './job-task.ts';

/** A script task: a FEEL expression evaluated here, or a job. */
export const scriptTask: ElementBehavior = {
  activated(turn, element, instance) {
    const { script } = element;
    if (script === undefined) {
      jobTask.activated(turn, element, instance);
      return;
    }
    const result = orFault('EXTRACT_VALUE_ERROR', () =>
      script.expression.evaluate(lookupFrom(turn, instance.key), turn.now),
    );
    finishWithResult(turn, element, instance, script.resultVariable, result);
  },
};
