import type { ElementBehavior } from '../behavior.ts';
import { checkJoins } from '../behaviors/instances/joins.ts';
import { evaluateBoolean } from '../behaviors/variables/evaluation.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { ModelFault } from '../fault.ts';
import { activate } from '../lifecycle.ts';
import { passThrough } from './pass-through.ts';

/** An inclusive gateway: takes every flow whose condition holds; waits for every branch that can still reach it. */
export const inclusiveGateway: ElementBehavior = {
  ...passThrough,
  arrive(turn, element, scopeKey, flowId) {
    if (element.incoming.length < 2) {
      activate(turn, element, scopeKey, { flowId });
      return;
    }
    const scope = turn.state.elementInstances.get(scopeKey);
    if (scope?.state !== 'ACTIVATED' || scope.interruptedBy !== undefined) return;
    const { processInstanceKey } = scope;
    turn.emit('TOKEN_WAITS', turn.newKey(), { processInstanceKey, scopeKey, gatewayId: element.id, flowId });
    checkJoins(turn, scopeKey);
  },
  chooseFlows(turn, element, instance) {
    const { outgoing, defaultFlow } = element;
    if (outgoing.length < 2 && outgoing[0]?.condition === undefined) return outgoing;
    const lookup = lookupFrom(turn, instance.key);
    const chosen = outgoing.filter(
      (flow) =>
        flow !== defaultFlow &&
        flow.condition !== undefined &&
        evaluateBoolean(turn, flow.condition, lookup, 'CONDITION_ERROR'),
    );
    if (chosen.length > 0) return chosen;
    if (defaultFlow !== undefined) return [defaultFlow];
    throw new ModelFault(
      'CONDITION_ERROR',
      'Expected at least one condition to evaluate to true, or to have a default flow',
    );
  },
};
