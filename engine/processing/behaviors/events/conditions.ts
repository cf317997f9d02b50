import type { ConditionDefinition } from '../../../model/executable.ts';
import type { Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Variables were written in a scope: conditions that see them are looked at again, the outermost first. */
export function variablesChanged(
  turn: Turn,
  scopeKey: Key,
  created: readonly string[],
  updated: readonly string[],
): void {
  const { processInstanceKey } = turn.state.elementInstances.must(scopeKey);
  const waiting = turn.state.conditionsByInstance
    .listOf(processInstanceKey)
    .map((key) => ({ key, depth: depthBelow(turn, turn.state.conditions.must(key).elementInstanceKey, scopeKey) }))
    .filter(({ depth }) => depth >= 0)
    .sort((a, b) => a.depth - b.depth);
  for (const { key } of waiting) {
    const { elementInstanceKey } = turn.state.conditions.must(key);
    turn.next(elementInstanceKey, () => {
      const definition = conditionOf(turn, key);
      if (definition !== undefined && concerns(definition, created, updated)) turn.rules.evaluateCondition(turn, key);
    });
  }
}

/** What is drawn of a condition that is waited for; undefined once it is not. */
export function conditionOf(turn: Turn, key: Key): ConditionDefinition | undefined {
  const subscription = turn.state.conditions.get(key);
  if (subscription === undefined) return undefined;
  return turn.models.elementOf(subscription.processDefinitionKey, subscription.elementId).condition;
}

function concerns(
  { expression, variableNames, variableEvents }: ConditionDefinition,
  created: readonly string[],
  updated: readonly string[],
): boolean {
  const names = variableNames ?? expression.variables;
  const among = (changed: readonly string[]) => changed.some((name) => names.includes(name));
  return (variableEvents.includes('create') && among(created)) || (variableEvents.includes('update') && among(updated));
}

/** How far below a scope an instance is; -1 when it is not inside. */
function depthBelow(turn: Turn, instanceKey: Key, scopeKey: Key): number {
  let depth = 0;
  for (let key = instanceKey; key !== ''; key = turn.state.elementInstances.get(key)?.scopeKey ?? '') {
    if (key === scopeKey) return depth;
    depth++;
  }
  return -1;
}
