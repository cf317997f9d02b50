import type { AnyEvent, Key } from '../../processing/protocol.ts';
import { applyEvent } from '../../state/appliers/index.ts';
import { State } from '../../state/state.ts';

/** Nothing of these may be left when no instance lives. */
const OF_INSTANCES = [
  'elementInstances',
  'variables',
  'waitingTokens',
  'jobs',
  'userTasks',
  'incidents',
  'timers',
  'messageSubscriptions',
  'signalSubscriptions',
  'conditions',
  'compensations',
  'loops',
];

/** What must hold between any two commands; answers what does not. */
export function faultsOf(state: State): string[] {
  return [...tokensThatDoNotCount(state), ...orphans(state), ...stuck(state)];
}

/** No token is lost or invented: a scope counts its children and the tokens that wait in it, and nothing else. */
function* tokensThatDoNotCount(state: State): Generator<string> {
  for (const scope of state.elementInstances.values()) {
    let waiting = 0;
    for (const key of state.waitingTokensByScope.of(scope.key))
      for (const count of Object.values(state.waitingTokens.must(key))) waiting += count;
    const children = state.children.of(scope.key).size;
    if (scope.activeChildren !== children + waiting)
      yield `'${scope.elementId}' counts ${scope.activeChildren} paths; ${children} elements and ${waiting} tokens are in it`;
  }
}

/** Everything belongs to an instance that is alive. */
function* orphans(state: State): Generator<string> {
  const owned: [string, Iterable<Key>][] = [
    ['variables', state.variables.keys()],
    ['loops', state.loops.keys()],
    ['jobs', map(state.jobs.values(), (one) => one.elementInstanceKey)],
    ['userTasks', map(state.userTasks.values(), (one) => one.elementInstanceKey)],
    ['incidents', map(state.incidents.values(), (one) => one.elementInstanceKey)],
    ['timers', map(state.timers.values(), (one) => one.elementInstanceKey)],
    ['messageSubscriptions', map(state.messageSubscriptions.values(), (one) => one.elementInstanceKey)],
    ['signalSubscriptions', map(state.signalSubscriptions.values(), (one) => one.elementInstanceKey)],
    ['conditions', map(state.conditions.values(), (one) => one.elementInstanceKey)],
    ['compensations', map(state.compensations.values(), (one) => one.scopeKey)],
    ['scopes', map(state.elementInstances.values(), (one) => one.scopeKey || one.key)],
  ];
  for (const [what, keys] of owned)
    for (const key of keys) if (!state.elementInstances.has(key)) yield `${what}: instance ${key} is gone`;
}

/** Whoever has nothing inside waits for something. */
function* stuck(state: State): Generator<string> {
  for (const one of state.elementInstances.values()) {
    if (one.activeChildren > 0) continue;
    const waits =
      state.jobsByElement.of(one.key).size +
        state.timersByElement.of(one.key).size +
        state.subscriptionsByElement.of(one.key).size +
        state.signalsByElement.of(one.key).size +
        state.conditionsByElement.of(one.key).size +
        state.incidentsByElement.of(one.key).size >
        0 ||
      state.userTasks.has(one.userTaskKey ?? '') ||
      state.elementInstances.has(one.calledInstanceKey ?? '');
    const undoing = [...state.elementInstances.values()].some((other) => other.compensationThrowKey === one.key);
    if (!waits && !undoing) yield `'${one.elementId}' is ${one.state} and waits for nothing`;
  }
}

function* map<V>(values: Iterable<V>, keyOf: (value: V) => Key): Generator<Key> {
  for (const value of values) yield keyOf(value);
}

/** What is left of instances when all are over. */
export function remains(state: State): string[] {
  return state.tables
    .filter((table) => OF_INSTANCES.includes(table.name) && table.size > 0)
    .map((table) => `${table.size} ${table.name}`);
}

/** State as it comes out of the events alone. */
export function replayed(events: readonly AnyEvent[]): State {
  const state = new State();
  for (const event of events) applyEvent(state, event);
  return state;
}

/** Every row of every table, to compare two states. */
export function contents(state: State): Record<string, [string, unknown][]> {
  return Object.fromEntries(
    state.tables.map((table) => [
      table.name,
      [...table.keys()].sort().map((key): [string, unknown] => [key, table.get(key)]),
    ]),
  );
}

/** Elements that were entered and never left, or left twice. */
export function unbalanced(events: readonly AnyEvent[]): string[] {
  const open = new Map<Key, string>();
  const wrong: string[] = [];
  for (const event of events) {
    if (event.type === 'ELEMENT_ACTIVATING') open.set(event.key, event.value.elementId);
    if (event.type !== 'ELEMENT_COMPLETED' && event.type !== 'ELEMENT_TERMINATED') continue;
    if (!open.delete(event.key)) wrong.push(`'${event.value.elementId}' is left twice`);
  }
  return [...wrong, ...[...open.values()].map((id) => `'${id}' is never left`)];
}
