import { tokensKey } from '../../state/scope-count.ts';
import type { ElementBehavior } from '../behavior.ts';
import { activate } from '../lifecycle.ts';
import { passThrough } from './pass-through.ts';

/** A parallel gateway: waits for one token of every incoming flow, then takes every outgoing one. */
export const parallelGateway: ElementBehavior = {
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
    const waiting = turn.state.waitingTokens.get(tokensKey(scopeKey, element.id)) ?? {};
    if (!element.incoming.every((id) => (waiting[id] ?? 0) > 0)) return;
    turn.emit('TOKENS_JOINED', turn.newKey(), {
      processInstanceKey,
      scopeKey,
      gatewayId: element.id,
      flowIds: [...element.incoming],
    });
    activate(turn, element, scopeKey, { flowId });
  },
};
