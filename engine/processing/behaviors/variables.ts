import type { Lookup } from '../../expressions/feel.ts';
import type { Key, Variables } from '../protocol.ts';
import type { Turn } from '../turn.ts';
import { sharedVariable } from './cluster-variables.ts';
import { variablesChanged } from './conditions.ts';

/** Larger documents are refused: they would be carried by every event and every job. */
const MAX_BYTES = 4_000_000;

/** Reads variables as an expression sees them from a scope. */
export function lookupFrom(turn: Turn, scopeKey: Key): Lookup {
  return (name) => turn.state.variable(scopeKey, name) ?? sharedVariable(turn, name);
}

/** Reads the variables that a caller gave, as an expression sees them outside of any instance. */
export function lookupIn(turn: Turn, variables: Variables): Lookup {
  return (name) => (Object.hasOwn(variables, name) ? variables[name] : sharedVariable(turn, name));
}

/** Writes in one scope and no other. */
export function setLocal(turn: Turn, scopeKey: Key, variables: Variables): void {
  const names = Object.keys(variables).length;
  if (names === 0) return;
  const { processInstanceKey, processDefinitionKey } = turn.state.elementInstances.must(scopeKey);
  const watched = turn.state.conditionsByInstance.of(processInstanceKey).size > 0;
  const before = turn.state.localVariables(scopeKey);
  turn.emit('VARIABLES_SET', turn.newKeys(names), { processInstanceKey, processDefinitionKey, scopeKey, variables });
  if (!watched) return;
  const changed = Object.keys(variables);
  const isKnown = (name: string) => Object.hasOwn(before, name);
  variablesChanged(
    turn,
    scopeKey,
    changed.filter((name) => !isKnown(name)),
    changed.filter(isKnown),
  );
}

/** Writes each name where it already lives, climbing from `scopeKey`; a new name lands in the process instance. */
export function propagate(turn: Turn, scopeKey: Key, variables: Variables): void {
  const byScope = new Map<Key, Variables>();
  for (const [name, value] of Object.entries(variables)) {
    const home = homeOf(turn, scopeKey, name);
    const group = byScope.get(home);
    if (group === undefined) byScope.set(home, { [name]: value });
    else group[name] = value;
  }
  for (const [home, group] of byScope) setLocal(turn, home, group);
}

function homeOf(turn: Turn, scopeKey: Key, name: string): Key {
  let home = scopeKey;
  for (let key = scopeKey; key !== ''; ) {
    if (Object.hasOwn(turn.state.localVariables(key), name)) return key;
    home = key;
    const scope = turn.state.elementInstances.get(key);
    // what an activity of an ad-hoc sub-process writes stays with its activation
    if (scope?.elementType === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return key;
    key = scope?.scopeKey ?? '';
  }
  return home;
}

/** Variables given by a client must be an object of reasonable size. */
export function checkVariables(variables: unknown): asserts variables is Variables | undefined {
  if (variables === undefined || variables === null) return;
  if (typeof variables !== 'object' || Array.isArray(variables)) {
    throw new TypeError('Expected document to be a root level object, but was something else');
  }
  if (Object.keys(variables).length > 0 && JSON.stringify(variables).length > MAX_BYTES) {
    throw new TypeError(`The variables are larger than ${MAX_BYTES} bytes`);
  }
}
