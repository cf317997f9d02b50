import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** One more is done. */
export function loopCounted(state: State, event: Recorded<'LOOP_COUNTED'>): void {
  const instance = state.elementInstances.must(event.key);
  const { loop } = instance;
  if (loop === undefined) throw new Error(`Instance ${event.key} repeats nothing`);
  const { over } = event.value;
  state.elementInstances.set(event.key, { ...instance, loop: { ...loop, completed: loop.completed + 1, over } });
}
