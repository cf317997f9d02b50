import type { Recorded } from '../../recorded.ts';
import { countChildren, tokensKey } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** One token of each flow goes through the gateway, as one: that one token stays on its way. */
export function tokensJoined(state: State, event: Recorded<'TOKENS_JOINED'>): void {
  const { scopeKey, gatewayId, flowIds } = event.value;
  const key = tokensKey(scopeKey, gatewayId);
  const waiting = { ...state.waitingTokens.get(key) };
  for (const flowId of flowIds) {
    const left = (waiting[flowId] ?? 0) - 1;
    if (left > 0) waiting[flowId] = left;
    else delete waiting[flowId];
  }
  if (Object.keys(waiting).length === 0) state.waitingTokens.delete(key);
  else state.waitingTokens.set(key, waiting);
  countChildren(state, scopeKey, 1 - flowIds.length);
}
