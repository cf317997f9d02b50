import type { CamundaRestClient } from './client.ts';
import { orNull } from './errors.ts';
import { branded, type Call } from './rest.ts';
import type { Found, Search } from './types.ts';

type ItemOf<Method extends (...parameters: never[]) => Promise<{ items: unknown[] }>> = Awaited<
  ReturnType<Method>
>['items'][number];

/** What the engine says of a user task. */
export type UserTask = ItemOf<CamundaRestClient['searchUserTasks']>;
/** What the engine says of an instance. */
export type Instance = ItemOf<CamundaRestClient['searchProcessInstances']>;
/** What the engine says of one passage through an element. */
export type ElementInstance = ItemOf<CamundaRestClient['searchElementInstances']>;
/** What the engine says of an incident. */
export type Incident = ItemOf<CamundaRestClient['searchIncidents']>;
/** What the engine says of itself. */
export type Topology = Awaited<ReturnType<CamundaRestClient['getTopology']>>;

/** One answer, at once: whoever needs to wait for a lagging cluster asks again. */
const NOW = { consistency: { waitUpToMs: 0 } };
/** Rows of one answer, where all of them are wanted. */
const PAGE_SIZE = 1_000;

export async function searchUserTasks(call: Call, request: Search = {}): Promise<Found<UserTask>> {
  return found(await call((client) => client.searchUserTasks(request as never, NOW)));
}

export async function searchInstances(call: Call, request: Search = {}): Promise<Found<Instance>> {
  return found(await call((client) => client.searchProcessInstances(request as never, NOW)));
}

/** Every incident that is open now, however many; those of one filter where there is one. */
export async function openIncidents(
  call: Call,
  { filter, pageSize = PAGE_SIZE }: { filter?: Search['filter']; pageSize?: number } = {},
): Promise<Incident[]> {
  const search = { filter: { ...filter, state: 'ACTIVE' }, sort: [{ field: 'incidentKey' }] };
  const pages = { pageSize, max: Number.POSITIVE_INFINITY };
  const { items } = await paged(pages, (page) =>
    call((client) => client.searchIncidents({ ...search, page } as never, NOW)),
  );
  return items;
}

/** Every element that an instance has entered, in order. */
export async function searchElementInstances(call: Call, processInstanceKey: string): Promise<ElementInstance[]> {
  const search = { filter: { processInstanceKey }, sort: [{ field: 'elementInstanceKey' }] };
  const pages = { pageSize: PAGE_SIZE, max: Number.POSITIVE_INFINITY };
  const { items } = await paged(pages, (page) =>
    call((client) => client.searchElementInstances({ ...search, page } as never, NOW)),
  );
  return items;
}

/** Where an instance stands now: one row for each element that it is in, sub-processes included. */
export async function activeElementsOf(call: Call, processInstanceKey: string): Promise<ElementInstance[]> {
  const search = {
    filter: { processInstanceKey, state: 'ACTIVE', type: { $neq: 'PROCESS' } },
    sort: [{ field: 'elementInstanceKey' }],
  };
  const pages = { pageSize: PAGE_SIZE, max: Number.POSITIVE_INFINITY };
  const { items } = await paged(pages, (page) =>
    call((client) => client.searchElementInstances({ ...search, page } as never, NOW)),
  );
  return items;
}

/** The instances that some others call now. */
export async function calledBy(call: Call, callerKeys: readonly string[]): Promise<Instance[]> {
  const filter = { parentProcessInstanceKey: { $in: [...callerKeys] }, state: 'ACTIVE' };
  const search = { filter, sort: [{ field: 'processInstanceKey' }] };
  const pages = { pageSize: PAGE_SIZE, max: Number.POSITIVE_INFINITY };
  const { items } = await paged(pages, (page) =>
    call((client) => client.searchProcessInstances({ ...search, page } as never, NOW)),
  );
  return items;
}

/**
 * Where the instances of a version stand now: one row for each element that one of them is in, sub-processes included.
 * Bounded: `more` says that some were left out. The search is asked rather than statistics, which clusters compute
 * without saying of which instance.
 */
export async function searchActiveElements(
  call: Call,
  processDefinitionKey: string,
  max: number,
): Promise<{ items: ElementInstance[]; more: boolean }> {
  const filter = { processDefinitionKey, state: 'ACTIVE' };
  const search = { filter, sort: [{ field: 'elementInstanceKey', order: 'DESC' }] };
  return paged({ pageSize: PAGE_SIZE, max }, (page) =>
    call((client) => client.searchElementInstances({ ...search, page } as never, NOW)),
  );
}

/** A variable of an instance's root scope, read; undefined when it has none of that name or of no JSON value. */
export async function variableOf(call: Call, instanceKey: string, name: string): Promise<unknown> {
  const filter = { processInstanceKey: instanceKey, scopeKey: instanceKey, name };
  // a long value would be cut, and be no JSON any more
  const request = { filter, page: { limit: 1 }, truncateValues: false };
  const { items } = await call((client) => client.searchVariables(request as never, NOW));
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

function found<Item>(answer: { items: Item[]; page: { totalItems: number; endCursor: string | null } }): Found<Item> {
  return { items: answer.items, totalItems: Number(answer.page.totalItems), endCursor: answer.page.endCursor };
}

/** Reads page after page, until all is read or `max` rows are: `more` then says that there may be others. */
async function paged<Item>(
  { pageSize, max }: { pageSize: number; max: number },
  read: (page: Search['page']) => Promise<{ items: Item[]; page: { endCursor: string | null } }>,
): Promise<{ items: Item[]; more: boolean }> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(pageSize, max - items.length);
    const answer = await read({ limit, ...(after !== null && { after }) });
    items.push(...answer.items);
    after = answer.items.length === limit ? answer.page.endCursor : null;
  } while (after !== null && items.length < max);
  return { items, more: after !== null };
}
