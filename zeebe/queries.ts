import type { CamundaRestClient } from './client.ts';
import { orNull } from './errors.ts';
import { type Bounded, type ItemOf, NOW, search, searchAll, searchUpTo } from './paging.ts';
import { branded, type Call } from './rest.ts';
import type { Found, Search } from './types.ts';

/** What the engine says of a user task. */
export type UserTask = ItemOf<'searchUserTasks'>;
/** What the engine says of an instance. */
export type Instance = ItemOf<'searchProcessInstances'>;
/** What the engine says of one passage through an element. */
export type ElementInstance = ItemOf<'searchElementInstances'>;
/** What the engine says of an incident. */
export type Incident = ItemOf<'searchIncidents'>;
/** What the engine says of itself. */
export type Topology = Awaited<ReturnType<CamundaRestClient['getTopology']>>;

export async function searchUserTasks(call: Call, request: Search = {}): Promise<Found<UserTask>> {
  return found(await search(call, 'searchUserTasks', request));
}

export async function searchInstances(call: Call, request: Search = {}): Promise<Found<Instance>> {
  return found(await search(call, 'searchProcessInstances', request));
}

/** An incident is open until it is resolved: made known a moment ago, or moved to another version with its instance. */
const OPEN = { $in: ['ACTIVE', 'PENDING', 'MIGRATED'] };

/** Every incident of a filter that is open now. */
export const openIncidents = (call: Call, filter: Search['filter']): Promise<Incident[]> =>
  searchAll(call, 'searchIncidents', { filter: { ...filter, state: OPEN }, sort: [{ field: 'incidentKey' }] });

/** Instances that an engine is asked about at once. */
const ASKED_AT_ONCE = 500;

/** The incidents that are open now in some instances, however many these are. */
export async function incidentsIn(call: Call, instanceKeys: readonly string[]): Promise<Incident[]> {
  const found: Incident[] = [];
  for (let from = 0; from < instanceKeys.length; from += ASKED_AT_ONCE) {
    const $in = instanceKeys.slice(from, from + ASKED_AT_ONCE);
    found.push(...(await openIncidents(call, { processInstanceKey: { $in } })));
  }
  return found;
}

/**
 * A page of the incidents that are open now, the oldest first: those of some day and hour on, or all with null. With `next`, there
 * may be others after it.
 */
export async function incidentsSince(
  call: Call,
  since: Date | null,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly items: Incident[]; readonly next: string | null }> {
  const filter = { state: OPEN, ...(since !== null && { creationTime: { $gte: since.toISOString() } }) };
  const sort = [{ field: 'creationTime' }, { field: 'incidentKey' }];
  const page = { limit, ...(after !== null && { after }) };
  const answer = await search(call, 'searchIncidents', { filter, sort, page });
  return { items: answer.items, next: answer.items.length === limit ? answer.page.endCursor : null };
}

/** The incidents that are open now, the oldest first, at most so many. */
export const oldestIncidents = (call: Call, max: number): Promise<Bounded<Incident>> =>
  searchUpTo(call, 'searchIncidents', { filter: { state: OPEN }, sort: [{ field: 'incidentKey' }] }, max);

/** Every element that an instance has entered, in order. */
export const searchElementInstances = (call: Call, processInstanceKey: string): Promise<ElementInstance[]> =>
  searchAll(call, 'searchElementInstances', {
    filter: { processInstanceKey },
    sort: [{ field: 'elementInstanceKey' }],
  });

/** Where an instance stands now: one row for each element that it is in, sub-processes included. */
export async function activeElementsOf(call: Call, processInstanceKey: string): Promise<ElementInstance[]> {
  const filter = { processInstanceKey, state: 'ACTIVE' };
  const items = await searchAll(call, 'searchElementInstances', { filter, sort: [{ field: 'elementInstanceKey' }] });
  // The protocol filters by one type, not by all but one.
  return items.filter(({ type }) => type !== 'PROCESS');
}

/** The instances that some others call now. */
export async function calledBy(call: Call, callerKeys: readonly string[]): Promise<Instance[]> {
  const filter = { parentProcessInstanceKey: { $in: [...callerKeys] }, state: 'ACTIVE' };
  return searchAll(call, 'searchProcessInstances', { filter, sort: [{ field: 'processInstanceKey' }] });
}

/**
 * Where the instances of a version stand now: one row for each element that one of them is in, sub-processes included.
 * Bounded: `more` says that some were left out. The search is asked rather than statistics, which clusters compute
 * without saying of which instance.
 * @param elementId only this one, where it is given
 */
export async function searchActiveElements(
  call: Call,
  processDefinitionKey: string,
  max: number,
  elementId?: string,
): Promise<Bounded<ElementInstance>> {
  const filter = { processDefinitionKey, state: 'ACTIVE', ...(elementId !== undefined && { elementId }) };
  const sort = [{ field: 'elementInstanceKey', order: 'DESC' }] as const;
  return searchUpTo(call, 'searchElementInstances', { filter, sort }, max);
}

/** A variable of an instance's root scope, read; undefined when it has none of that name or of no JSON value. */
export async function variableOf(call: Call, instanceKey: string, name: string): Promise<unknown> {
  const filter = { processInstanceKey: instanceKey, scopeKey: instanceKey, name };
  // a long value would be cut, and be no JSON any more
  const request = { filter, page: { limit: 1 }, truncateValues: false };
  const { items } = await search(call, 'searchVariables', request);
  try {
    return items[0] && (JSON.parse(items[0].value) as unknown);
  } catch {
    return undefined;
  }
}

/** The instance, live or over, or null when the engine does not know it. */
export const getInstance = (call: Call, key: string): Promise<Instance | null> =>
  orNull(call((client) => client.getProcessInstance({ processInstanceKey: branded(key) }, NOW)));

/** The element that one passage is through; null when the engine does not know it. */
export async function elementIdOf(call: Call, key: string): Promise<string | null> {
  const found = await orNull(call((client) => client.getElementInstance({ elementInstanceKey: branded(key) }, NOW)));
  return found?.elementId ?? null;
}

/** The BPMN id of the process deployed under this key, or null when the engine has no such key. */
export async function processIdOf(call: Call, key: string): Promise<string | null> {
  const found = await orNull(
    call((client) => client.getProcessDefinition({ processDefinitionKey: branded(key) }, NOW)),
  );
  return found?.processDefinitionId ?? null;
}

export async function topology(call: Call): Promise<Topology> {
  return call((client) => client.getTopology());
}

function found<Item>(answer: {
  items: Item[];
  page: { totalItems: number | bigint; endCursor: string | null };
}): Found<Item> {
  return { items: answer.items, totalItems: Number(answer.page.totalItems), endCursor: answer.page.endCursor };
}
