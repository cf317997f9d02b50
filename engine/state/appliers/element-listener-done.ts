import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The next execution listener, if any, can be asked. */
export function elementListenerDone(state: State, event: Recorded<'ELEMENT_LISTENER_DONE'>): void {
  const instance = state.elementInstances.must(event.key);
  state.elementInstances.set(event.key, { ...instance, listenersDone: (instance.listenersDone ?? 0) + 1 });
}
