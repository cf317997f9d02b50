import type { ElementInstance, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Every instance below a scope, each before those inside it. */
export function* descendants(turn: Turn, scopeKey: Key): Generator<ElementInstance> {
  for (const key of turn.state.children.of(scopeKey)) {
    yield turn.state.elementInstances.must(key);
    yield* descendants(turn, key);
  }
}
