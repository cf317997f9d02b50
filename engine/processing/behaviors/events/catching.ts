import type { ExecutableElement } from '../../../model/executable.ts';
import type { EventTrigger, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Events of one kind that a scope or an activity could catch. */
interface Catches {
  hostKey: Key;
  events: ExecutableElement[];
}

/** From where something is thrown outwards, through scopes and calls: who could catch it, the nearest first. */
export function* catchesAround(turn: Turn, fromKey: Key, trigger: EventTrigger): Generator<Catches> {
  let leaving: ExecutableElement | undefined;
  for (let key = fromKey; key !== ''; ) {
    const instance = turn.state.elementInstances.must(key);
    const element = turn.models.element(instance);
    // an event sub-process is not caught by its own neighbours: they wait on the scope that it has taken over
    const starts = leaving?.type === 'EVENT_SUB_PROCESS' || key === fromKey ? [] : element.eventStarts;
    for (const events of [starts, element.boundaryEvents]) {
      const found = events.filter((event) => event.trigger === trigger);
      if (found.length > 0) yield { hostKey: key, events: found };
    }
    leaving = element;
    key = instance.scopeKey === '' ? (instance.parentElementInstanceKey ?? '') : instance.scopeKey;
  }
}
