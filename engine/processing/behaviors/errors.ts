import type { ExecutableElement } from '../../model/executable.ts';
import type { Key, Variables } from '../protocol.ts';
import type { Turn } from '../turn.ts';
import { triggerEvent } from './trigger.ts';

/** Throws a BPMN error from an instance: the nearest catch around it takes it. False when nobody does. */
export function throwError(turn: Turn, fromKey: Key, errorCode: string, variables: Variables): boolean {
  let leaving: ExecutableElement | undefined;
  for (let key = fromKey; key !== ''; ) {
    const instance = turn.state.elementInstances.must(key);
    const element = turn.models.element(instance);
    // an event sub-process is not caught by its own neighbours: they wait on the scope that it has taken over
    const starts = leaving?.type === 'EVENT_SUB_PROCESS' || key === fromKey ? [] : element.eventStarts;
    const caughtBy = catcher(starts, errorCode) ?? catcher(element.boundaryEvents, errorCode);
    if (caughtBy !== undefined) {
      triggerEvent(turn, key, caughtBy, variables);
      return true;
    }
    leaving = element;
    key = instance.scopeKey;
  }
  return false;
}

/** A catch with this very code goes before one that catches all. */
function catcher(events: readonly ExecutableElement[], errorCode: string): ExecutableElement | undefined {
  const errors = events.filter((event) => event.trigger === 'ERROR');
  return (
    errors.find((event) => event.errorCode?.literal === errorCode) ??
    errors.find((event) => event.errorCode === undefined)
  );
}
