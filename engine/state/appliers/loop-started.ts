import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The body knows its items. */
export function loopStarted(state: State, event: Recorded<'LOOP_STARTED'>): void {
  const instance = state.elementInstances.must(event.key);
  const { items } = event.value;
  state.loops.set(event.key, items);
  state.elementInstances.set(event.key, { ...instance, loop: { size: items.length, completed: 0, over: false } });
}
