import { orNull } from './errors.ts';
import { type Bounded, type ItemOf, NOW, searchUpTo } from './paging.ts';
import type { ElementInstance, Instance } from './queries.ts';
import { branded, type Call } from './rest.ts';

// What the published protocol says of one instance. It has no timers: neither those of an instance, nor when one is due.

/** A variable of a scope; a long value comes cut. */
type Variable = ItemOf<'searchVariables'>;
type Job = ItemOf<'searchJobs'>;
/** What an instance listens to. */
type MessageSubscription = ItemOf<'searchMessageSubscriptions'>;

/** The last passages of an instance through its elements, newest first. */
export const lastPassages = (
  call: Call,
  processInstanceKey: string,
  max: number,
): Promise<Bounded<ElementInstance>> => {
  const search = { filter: { processInstanceKey }, sort: [{ field: 'elementInstanceKey', order: 'DESC' as const }] };
  return searchUpTo(call, 'searchElementInstances', search, max);
};

/** The ids of the flows that an instance took, each once. */
export async function flowsTaken(call: Call, key: string): Promise<string[]> {
  const { items } = await call((client) =>
    client.getProcessInstanceSequenceFlows({ processInstanceKey: branded(key) }, NOW),
  );
  return [...new Set(items.map(({ elementId }) => String(elementId)))];
}

/** The instances that one called, live and over, newest first. */
export const instancesCalledBy = (call: Call, callerKey: string, max: number): Promise<Bounded<Instance>> => {
  const filter = { parentProcessInstanceKey: callerKey };
  const search = { filter, sort: [{ field: 'processInstanceKey', order: 'DESC' as const }] };
  return searchUpTo(call, 'searchProcessInstances', search, max);
};

/** The instances that nothing calls and that were ended from outside, newest first: of some definitions, or of all with null. */
export const terminatedInstances = (
  call: Call,
  definitionKeys: readonly string[] | null,
  max: number,
): Promise<Bounded<Instance>> => {
  const ended = { state: 'TERMINATED', parentProcessInstanceKey: { $exists: false } };
  const filter = definitionKeys === null ? ended : { ...ended, processDefinitionKey: { $in: [...definitionKeys] } };
  const search = { filter, sort: [{ field: 'processInstanceKey', order: 'DESC' as const }] };
  return searchUpTo(call, 'searchProcessInstances', search, max);
};

/** The variables of an instance, those of its inner scopes too, by name. */
export const variablesIn = (call: Call, processInstanceKey: string, max: number): Promise<Bounded<Variable>> => {
  const search = { filter: { processInstanceKey }, sort: [{ field: 'name' }, { field: 'variableKey' }] };
  return searchUpTo(call, 'searchVariables', search, max);
};

/** A variable with its whole value, or null when the engine has none under this key. */
export const wholeVariable = (call: Call, key: string) =>
  orNull(call((client) => client.getVariable({ variableKey: branded(key) }, NOW)));

/** The jobs of an instance that were not done, newest first. */
export const unfinishedJobs = (call: Call, processInstanceKey: string, max: number): Promise<Bounded<Job>> => {
  const filter = {
    processInstanceKey,
    state: { $in: ['CREATED', 'RETRIES_UPDATED', 'TIMED_OUT', 'FAILED', 'MIGRATED'] },
  };
  const search = { filter, sort: [{ field: 'jobKey', order: 'DESC' as const }] };
  return searchUpTo(call, 'searchJobs', search, max);
};

/** What an instance listens to now. */
export const openSubscriptions = (
  call: Call,
  processInstanceKey: string,
  max: number,
): Promise<Bounded<MessageSubscription>> => {
  const filter = { processInstanceKey, messageSubscriptionState: { $in: ['CREATED', 'MIGRATED'] } };
  const search = { filter, sort: [{ field: 'messageSubscriptionKey' }] };
  return searchUpTo(call, 'searchMessageSubscriptions', search, max);
};
