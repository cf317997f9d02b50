import type { InclusiveJoin } from '../../model/executable.ts';
import { tokensKey } from '../../state/scope-count.ts';
import type { ElementBehavior } from '../behavior.ts';
import { evaluateBoolean } from '../behaviors/evaluation.ts';
import { lookupFrom } from '../behaviors/variables.ts';
import { ModelFault } from '../fault.ts';
import { activate } from '../lifecycle.ts';
import type { ElementInstance, Key } from '../protocol.ts';
import type { Turn } from '../turn.ts';
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

/** Something moved in a scope: lets the inclusive gateways go on that nothing can reach any more. */
export function checkJoins(turn: Turn, scopeKey: Key): void {
  const scope = turn.state.elementInstances.get(scopeKey);
  if (scope === undefined || turn.models.element(scope).inclusiveJoins.length === 0) return;
  turn.next(scopeKey, () => {
    const now = turn.state.elementInstances.get(scopeKey);
    if (now?.state !== 'ACTIVATED' || now.interruptedBy !== undefined) return;
    // a token between two elements is nowhere to be seen: look again when it has arrived
    if (tokensOnTheirWay(turn, now) > 0) {
      turn.countActivation();
      checkJoins(turn, scopeKey);
      return;
    }
    const join = turn.models.element(now).inclusiveJoins.find((one) => isReady(turn, scopeKey, one));
    if (join !== undefined) goOn(turn, now, join);
  });
}

function goOn(turn: Turn, scope: ElementInstance, { gateway }: InclusiveJoin): void {
  const { processInstanceKey, key: scopeKey } = scope;
  const flowIds = Object.keys(turn.state.waitingTokens.get(tokensKey(scopeKey, gateway.id)) ?? {});
  turn.emit('TOKENS_JOINED', turn.newKey(), { processInstanceKey, scopeKey, gatewayId: gateway.id, flowIds });
  activate(turn, gateway, scopeKey, { flowId: flowIds[0] as string });
}

function tokensOnTheirWay(turn: Turn, scope: ElementInstance): number {
  let waiting = 0;
  for (const key of turn.state.waitingTokensByScope.of(scope.key))
    for (const count of Object.values(turn.state.waitingTokens.must(key))) waiting += count;
  return scope.activeChildren - turn.state.children.of(scope.key).size - waiting;
}

function isReady(turn: Turn, scopeKey: Key, { gateway, reachedFrom }: InclusiveJoin): boolean {
  const waiting = turn.state.waitingTokens.get(tokensKey(scopeKey, gateway.id));
  if (waiting === undefined) return false;
  if (gateway.incoming.every((flowId) => waiting[flowId] !== undefined)) return true;
  for (const key of turn.state.children.of(scopeKey))
    if (reachedFrom.has(turn.state.elementInstances.must(key).elementId)) return false;
  for (const key of turn.state.waitingTokensByScope.of(scopeKey))
    if (reachedFrom.has(key.slice(key.indexOf('/') + 1))) return false;
  return true;
}
