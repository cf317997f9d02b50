import { call } from './caller.ts';
import type { Seen } from './pages.ts';
import type { Person } from './people.ts';

interface Row {
  readonly id?: string;
  readonly key?: string;
  readonly number?: string | number;
  readonly reference?: string;
  readonly month?: string;
  readonly versionId?: string;
  readonly lastName?: string;
  readonly agent?: { readonly id: string; readonly lastName: string };
  readonly request?: { readonly id: string; readonly number: string; readonly agent: { readonly lastName: string } };
}

/** What lists show to whom; the first found of each kind is what the other pages are about. */
const LISTS: Partial<Record<Person['who'], readonly string[]>> = {
  agent: ['/api/requests?pageSize=50'],
  finance: ['/api/pay/pieces?pageSize=50', '/api/pay/months', '/api/tasks?pageSize=50'],
  accountant: ['/api/pay/pieces?pageSize=50', '/api/pay/months'],
  administrator: [
    '/api/operations/circuits',
    '/api/administration/audit?q=2026-0000',
    '/api/administration/audit?q=Martin',
  ],
  'manager of a region': ['/api/tasks?pageSize=50', '/api/people?pageSize=50'],
  'manager of a direction': ['/api/tasks?pageSize=50', '/api/people?pageSize=50'],
  'manager of all': ['/api/tasks?pageSize=50', '/api/people?pageSize=50'],
};
const TASKS = ['/api/tasks?pageSize=50'];
/** Of whoever has nothing on their lists. */
const COMMON_NAMES = ['Martin', 'Lefèvre', 'Bernard', 'Durand'];
const LATEST_MONTHS = 6;

/** Looks at someone's lists, as the portal's API answers them. */
export async function look(url: string, { who, cookie }: Person): Promise<Seen> {
  const seen: Seen = {
    taskKeys: [],
    requestIds: [],
    numbers: [],
    names: [],
    personIds: [],
    months: [],
    versionIds: [],
  };
  for (const path of LISTS[who] ?? TASKS) {
    const answer = await call(url, cookie, path);
    if (answer.status !== 200) continue;
    const { items, requests = [], people = [] } = answer.json<{ items?: Row[]; requests?: Row[]; people?: Row[] }>();
    for (const row of items ?? requests) note(seen, row, path);
    for (const { lastName } of people) if (lastName) seen.names.push(lastName);
  }
  if (seen.names.length === 0) seen.names.push(...COMMON_NAMES);
  seen.months.splice(LATEST_MONTHS);
  return seen;
}

const isOfRequest = (number: unknown): number is string => typeof number === 'string' && /^\d{4}-/.test(number);

function note(seen: Seen, row: Row, path: string): void {
  const { id, key, number, reference, month, versionId, lastName, agent, request } = row;
  const isPerson = path.startsWith('/api/people');
  if (key) seen.taskKeys.push(key);
  if (request) seen.requestIds.push(request.id);
  else if (id && !isPerson && !path.startsWith('/api/pay')) seen.requestIds.push(id);
  // Versions of circuits have numbers too.
  for (const found of [number, reference, request?.number]) if (isOfRequest(found)) seen.numbers.push(found);
  for (const found of [lastName, agent?.lastName, request?.agent.lastName]) if (found) seen.names.push(found);
  if (isPerson && id) seen.personIds.push(id);
  else if (agent && path.startsWith('/api/pay')) seen.personIds.push(agent.id);
  if (month && path.startsWith('/api/pay/months')) seen.months.push(month);
  if (versionId) seen.versionIds.push(versionId);
}
