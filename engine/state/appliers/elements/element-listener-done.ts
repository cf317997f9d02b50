import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The next execution listener, if any, can be asked. */
export function elementListenerDone(state: State, event: Recorded<'ELEMENT_LISTENER_DONE'>): void {
  state.elementInstances.change(event.key, (instance) => ({
    ...instance,
    listenersDone: (instance.listenersDone ?? 0) + 1,
  }));
}
