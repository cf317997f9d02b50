import { complete, finishTermination } from '../../lifecycle.ts';
import type { ElementInstance, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { propagate, setLocal } from '../variables/variables.ts';

/** A called instance is completing: its variables go to the call activity, which is then done. */
export function returnToCaller(turn: Turn, called: ElementInstance, variables: Variables): void {
  const caller = callerOf(turn, called);
  if (caller?.state !== 'ACTIVATED') return;
  const element = turn.models.element(caller);
  if (element.outputs.length > 0) setLocal(turn, caller.key, variables);
  else if (element.call?.propagateAllChildVariables === true)
    propagate(turn, caller.key, withoutGathered(turn, caller, variables));
  complete(turn, caller.key);
}

/** The called instance has a copy of what its siblings have answered so far: it must not undo what came since. */
function withoutGathered(turn: Turn, caller: ElementInstance, variables: Variables): Variables {
  const { loop } = turn.models.element(turn.state.elementInstances.must(caller.scopeKey));
  if (loop?.outputCollection === undefined) return variables;
  const { [loop.outputCollection]: _copy, ...others } = variables;
  return others;
}

/** A called instance was stopped: so is the call activity that waited for that. */
export function calledInstanceStopped(turn: Turn, called: ElementInstance): void {
  const caller = callerOf(turn, called);
  if (caller?.state !== 'TERMINATING') return;
  turn.next(caller.key, () => finishTermination(turn, turn.state.elementInstances.must(caller.key)));
}

function callerOf(turn: Turn, called: ElementInstance): ElementInstance | undefined {
  const { parentElementInstanceKey } = called;
  return parentElementInstanceKey === undefined ? undefined : turn.state.elementInstances.get(parentElementInstanceKey);
}
