import type { Key } from '../processing/protocol.ts';
import type { State } from './state.ts';

/** Key under which tokens wait at a gateway of one scope. */
export function tokensKey(scopeKey: Key, gatewayId: string): string {
  return `${scopeKey}/${gatewayId}`;
}

/** The scope of a key made by `tokensKey`. */
export function scopeOfTokens(key: string): Key {
  return key.slice(0, key.indexOf('/'));
}

/** Counts paths into (or out of) a scope. */
export function countChildren(state: State, scopeKey: Key, by: number): void {
  state.elementInstances.change(scopeKey, (scope) => ({ ...scope, activeChildren: scope.activeChildren + by }));
}

/** An interrupted or stopping scope takes no token further: only its living children count. */
export function dropWaitingTokens(state: State, scopeKey: Key): void {
  const scope = state.elementInstances.must(scopeKey);
  const alive = state.children.of(scopeKey).size;
  for (const key of state.waitingTokensByScope.listOf(scopeKey)) state.waitingTokens.delete(key);
  if (scope.activeChildren !== alive) state.elementInstances.set(scopeKey, { ...scope, activeChildren: alive });
}

/** The event that interrupted the scope has been followed: the scope goes on with it. */
export function clearInterruption(state: State, scopeKey: Key): void {
  const scope = state.elementInstances.must(scopeKey);
  if (scope.interruptedBy === undefined) return;
  const { interruptedBy: _followed, ...rest } = scope;
  state.elementInstances.set(scopeKey, rest);
}
