import { orFault } from '../../fault.ts';
import type { Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { lookupFrom } from '../variables/variables.ts';
import { conditionOf } from './conditions.ts';
import { triggerEvent } from './trigger.ts';

/** Looks at one condition; when it holds, its event happens. */
export function evaluateCondition(turn: Turn, key: Key): void {
  const subscription = turn.state.conditions.get(key);
  const definition = conditionOf(turn, key);
  if (subscription === undefined || definition === undefined) return;
  const { elementInstanceKey, processDefinitionKey, elementId } = subscription;
  const lookup = lookupFrom(turn, elementInstanceKey);
  const { value } = orFault('EXTRACT_VALUE_ERROR', () => definition.expression.evaluateRaw(lookup, turn.now));
  if (value === true)
    triggerEvent(turn, elementInstanceKey, turn.models.elementOf(processDefinitionKey, elementId), {});
}
