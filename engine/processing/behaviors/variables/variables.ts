import type { Lookup } from '../../../feel/index.ts';
import { ModelFault } from '../../fault.ts';
import type { Draft, Json, Key, Variables } from '../../protocol.ts';
import { sizeOf, UnfitValue } from '../../size.ts';
import type { Turn } from '../../turn.ts';
import { variablesChanged } from '../events/conditions.ts';
import { type Shared, sharedVariable } from './cluster-variables.ts';

/** Larger documents are refused: they would be carried by every event and every job. */
export const MAX_BYTES = 4_000_000;
/** All that one scope may hold: it is written as a whole. */
const MAX_SCOPE_BYTES = 32_000_000;
/** Writes smaller than this, to fewer names than this, cannot fill a scope: they need not be added up. */
const SMALL_BYTES = 10_000;
const FEW_NAMES = 1_000;

/** Reads variables as an expression sees them from a scope. */
export function lookupFrom(turn: Turn, scopeKey: Key): Lookup {
  return (name) => {
    const value = turn.state.variable(scopeKey, name);
    // one that is null is there: nothing that is shared stands in for it
    return value === undefined ? sharedVariable(turn, name) : value;
  };
}

/** Reads the variables that a caller gave, as an expression sees them outside of any instance. */
export function lookupIn(shared: Shared, variables: Variables): Lookup {
  return (name) => (Object.hasOwn(variables, name) ? variables[name] : sharedVariable(shared, name));
}

/** Writes in one scope and no other. What is nested without end, or too much for one command, is a fault of the model. */
export function setLocal(turn: Turn, scopeKey: Key, variables: Variables): void {
  const names = Object.keys(variables).length;
  if (names === 0) return;
  const size = measured(variables);
  turn.countWritten(size);
  const { processInstanceKey, processDefinitionKey } = turn.state.elementInstances.must(scopeKey);
  const watched = turn.state.conditionsByInstance.of(processInstanceKey).size > 0;
  const before = turn.state.localVariables(scopeKey);
  if (size > SMALL_BYTES || Object.keys(before).length > FEW_NAMES) checkScope(size, before, variables);
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
  const names = Object.keys(variables);
  if (names.length === 0) return;
  const byScope = new Map<Key, Draft<Variables>>();
  for (const name of names) {
    const value = variables[name] as Json;
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

function checkScope(size: number, before: Variables, variables: Variables): void {
  let total = size;
  for (const name in before) if (!Object.hasOwn(variables, name)) total += sizeOf(before[name]);
  if (total <= MAX_SCOPE_BYTES) return;
  throw new ModelFault('MESSAGE_SIZE_EXCEEDED', `The variables of one scope are larger than ${MAX_SCOPE_BYTES} bytes`);
}

function measured(variables: Variables): number {
  try {
    return sizeOf(variables);
  } catch (error) {
    if (error instanceof UnfitValue) throw new ModelFault('IO_MAPPING_ERROR', error.message);
    throw error;
  }
}

/** Variables given by a client must be an object of reasonable size. */
export function checkVariables(variables: unknown): asserts variables is Variables | undefined {
  if (variables === undefined || variables === null) return;
  if (typeof variables !== 'object' || Array.isArray(variables)) {
    throw new TypeError('Expected document to be a root level object, but was something else');
  }
  if (Object.hasOwn(variables, '__proto__')) throw new TypeError("A variable cannot have the name '__proto__'");
  if (sizeOf(variables as Variables) > MAX_BYTES)
    throw new TypeError(`The variables are larger than ${MAX_BYTES} bytes`);
}
