import type { ElementInstanceState, Key } from '../processing/protocol.ts';
import { countChildren } from './scope-count.ts';
import type { State } from './state.ts';

export function setElementState(state: State, key: Key, next: ElementInstanceState): void {
  const instance = state.elementInstances.must(key);
  if (instance.listenersDone === undefined) {
    state.elementInstances.set(key, { ...instance, state: next });
    return;
  }
  const { listenersDone: _asked, ...rest } = instance;
  state.elementInstances.set(key, { ...rest, state: next });
}

/** Takes an instance out of the tree with what only it owned. */
export function removeElement(state: State, key: Key): void {
  const instance = state.elementInstances.must(key);
  for (const tokens of [...state.waitingTokensByScope.of(key)]) state.waitingTokens.delete(tokens);
  for (const compensation of [...state.compensationsByScope.of(key)]) state.compensations.delete(compensation);
  state.loops.delete(key);
  state.elementInstances.delete(key);
  state.variables.delete(key);
  if (instance.scopeKey !== '') countChildren(state, instance.scopeKey, -1);
}
