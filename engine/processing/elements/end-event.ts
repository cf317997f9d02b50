import type { ElementBehavior } from '../behavior.ts';
import { unsubscribe } from '../behaviors/events/subscriptions.ts';
import { throwFrom } from '../behaviors/events/throwing.ts';
import { refOf, terminateChildren } from '../lifecycle.ts';

/** An end event: says what its kind says, and ends its path; a terminate event ends every path of its scope. */
export const endEvent: ElementBehavior = {
  activated: throwFrom,
  completed(turn, element, { scopeKey }) {
    if (element.trigger !== 'TERMINATE') return;
    const scope = turn.state.elementInstances.must(scopeKey);
    if (scope.state !== 'ACTIVATED' || scope.interruptedBy !== undefined) return;
    unsubscribe(turn, scopeKey);
    turn.emit('ELEMENT_INTERRUPTED', scopeKey, { ...refOf(scope), by: element.id, variables: {} });
    terminateChildren(turn, scopeKey);
  },
};
