import type { Recorded } from '../../recorded.ts';
import { tokensKey } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** A token waits at a joining gateway. */
export function tokenWaits(state: State, event: Recorded<'TOKEN_WAITS'>): void {
  const { scopeKey, gatewayId, flowId } = event.value;
  const key = tokensKey(scopeKey, gatewayId);
  const waiting = state.waitingTokens.get(key);
  state.waitingTokens.set(key, { ...waiting, [flowId]: (waiting?.[flowId] ?? 0) + 1 });
}
