import { unexpected } from '../../expressions/expression.ts';
import { toJson } from '../../feel/json.ts';
import type { SequenceFlow } from '../../model/executable.ts';
import type { ElementBehavior } from '../behavior.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { ModelFault, orFault } from '../fault.ts';
import { passThrough } from './pass-through.ts';

/** An exclusive gateway: the first flow whose condition holds, else the default flow. */
export const exclusiveGateway: ElementBehavior = {
  ...passThrough,
  chooseFlows(turn, element, instance): readonly SequenceFlow[] {
    if (element.outgoing.length < 2 && element.outgoing[0]?.condition === undefined) return element.outgoing;
    const lookup = lookupFrom(turn, instance.key);
    for (const flow of element.outgoing) {
      const { condition } = flow;
      if (condition === undefined || flow === element.defaultFlow) continue;
      const holds = orFault('CONDITION_ERROR', () => {
        const { value, warnings } = condition.evaluateRaw(lookup, turn.now);
        if (typeof value === 'boolean') return value;
        throw unexpected(condition, toJson(value), 'a boolean', warnings);
      });
      if (holds) return [flow];
    }
    if (element.defaultFlow !== undefined) return [element.defaultFlow];
    throw new ModelFault(
      'CONDITION_ERROR',
      'Expected at least one condition to evaluate to true, or to have a default flow',
    );
  },
};
