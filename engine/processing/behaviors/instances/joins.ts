import type { InclusiveJoin } from '../../../model/executable.ts';
import { tokensKey } from '../../../state/scope-count.ts';
import { activate } from '../../lifecycle.ts';
import type { ElementInstance, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Something moved in a scope that has inclusive gateways: lets those go on that nothing can reach any more. */
export function checkJoins(turn: Turn, scopeKey: Key): void {
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
