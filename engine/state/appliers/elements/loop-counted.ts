import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** One more is done. */
export function loopCounted(state: State, event: Recorded<'LOOP_COUNTED'>): void {
  const { over } = event.value;
  state.elementInstances.change(event.key, (body) => {
    const { loop } = body;
    if (loop === undefined) throw new Error(`Instance ${event.key} repeats nothing`);
    return { ...body, loop: { ...loop, completed: loop.completed + 1, over } };
  });
}
