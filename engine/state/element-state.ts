import type { ElementInstanceState, Key } from '../processing/protocol.ts';
import { countChildren } from './scope-count.ts';
import type { State } from './state.ts';

export function setElementState(state: State, key: Key, next: ElementInstanceState): void {
  state.elementInstances.change(key, (instance) => {
    if (instance.listenersDone === undefined) return { ...instance, state: next };
    const { listenersDone: _asked, ...rest } = instance;
    return { ...rest, state: next };
  });
}

/** Takes an instance out of the tree with what only it owned. */
export function removeElement(state: State, key: Key): void {
  for (const tokens of state.waitingTokensByScope.listOf(key)) state.waitingTokens.delete(tokens);
  for (const compensation of state.compensationsByScope.listOf(key)) state.compensations.delete(compensation);
  state.loops.delete(key);
  const scopeKey = state.elementInstances.delete(key)?.scopeKey ?? '';
  state.variables.delete(key);
  if (scopeKey !== '') countChildren(state, scopeKey, -1);
}
