import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The body knows its items. */
export function loopStarted(state: State, event: Recorded<'LOOP_STARTED'>): void {
  const { items } = event.value;
  state.loops.set(event.key, items);
  const loop = { size: items.length, completed: 0, over: false };
  state.elementInstances.change(event.key, (body) => ({ ...body, loop }));
}
