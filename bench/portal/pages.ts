import type { Who } from './people.ts';

/** What someone found on their first pages, for those that follow. Each list may be empty. */
export interface Seen {
  readonly taskKeys: string[];
  readonly requestIds: string[];
  readonly numbers: string[];
  /** Last names. */
  readonly names: string[];
  readonly personIds: string[];
  readonly months: string[];
  readonly versionIds: string[];
}

export interface Page {
  readonly page: string;
  readonly who: readonly Who[];
  /** What is asked the n-th time, undefined when nothing that was found lends itself to it. */
  readonly path: (seen: Seen, turn: number) => string | undefined;
}

const EVERYONE: readonly Who[] = [
  ...([
    'agent',
    'superior of a court',
    'superior of a region',
    'manager of a region',
    'manager of a direction',
  ] as const),
  ...(['manager of all', 'validator', 'signatory', 'minister', 'finance', 'accountant', 'administrator'] as const),
];
const HOLDERS: readonly Who[] = EVERYONE.filter((who) => !['agent', 'accountant', 'administrator'].includes(who));
const MANAGERS: readonly Who[] = ['manager of a region', 'manager of a direction', 'manager of all'];
const PAY: readonly Who[] = ['finance', 'accountant'];
const ADMINISTRATION: readonly Who[] = ['administrator'];

const always = (path: string) => () => path;
/** One of what was found, in turns. */
const each =
  (list: keyof Seen, path: (found: string) => string) =>
  (seen: Seen, turn: number): string | undefined => {
    const found = seen[list][turn % Math.max(1, seen[list].length)];
    return found === undefined ? undefined : path(encodeURIComponent(found));
  };
/** As one types it: the first four letters of a name. */
const beginning = (path: (word: string) => string) =>
  each('names', (name) => path(encodeURIComponent(decodeURIComponent(name).slice(0, 4))));

const of = (who: readonly Who[], pages: Readonly<Record<string, Page['path']>>): Page[] =>
  Object.entries(pages).map(([page, path]) => ({ page, who, path }));

/** Each list, page, search and count of the portal, and who opens it. */
export const PAGES: readonly Page[] = [
  ...of(EVERYONE, {
    'me, with its counts': always('/api/me'),
    notifications: always('/api/notifications'),
  }),
  ...of(['agent'], {
    'home: requests under way': always('/api/requests?scope=mine&state=open&pageSize=5'),
    'home: latest notifications': always('/api/notifications?pageSize=5'),
    'home: catalogue': always('/api/catalogue?first=4'),
    'home: situation': always('/api/situations/mine/today'),
    'my situation': always('/api/situations/mine'),
    'my requests': always('/api/requests'),
    'my file': always('/api/dossiers/mine'),
  }),
  ...of(['agent', ...HOLDERS], {
    'a request': each('requestIds', (id) => `/api/requests/${id}`),
    'a request: progress': each('requestIds', (id) => `/api/requests/${id}/progress`),
    'a request: diagram': each('requestIds', (id) => `/api/requests/${id}/diagram`),
  }),
  ...of(HOLDERS, {
    'to do': always('/api/tasks'),
    'to do, by agent': always('/api/tasks?sort=agent'),
    'to do, latest first': always('/api/tasks?sort=-createdAt'),
    'to do, overdue': always('/api/tasks?due=overdue'),
    'to do, one kind': always('/api/tasks?kind=temps-partiel-sur-autorisation'),
    'to do, by name': beginning((word) => `/api/tasks?q=${word}`),
    'to do, by number': each('numbers', (number) => `/api/tasks?q=${number}`),
    'a task': each('taskKeys', (key) => `/api/tasks/${key}`),
    'where I acted': always('/api/requests?scope=acted'),
    'where I acted, by name': beginning((word) => `/api/requests?scope=acted&q=${word}`),
  }),
  ...of(MANAGERS, {
    followed: always('/api/requests?scope=structure'),
    'followed, under way': always('/api/requests?scope=structure&state=open'),
    'followed, one kind, by agent': always('/api/requests?scope=structure&kind=avancement-echelon&sort=agent'),
    'followed, by name': beginning((word) => `/api/requests?scope=structure&q=${word}`),
    'followed, by exact number': each('numbers', (number) => `/api/requests?scope=structure&q=${number}`),
    people: always('/api/people'),
    'people, by name': beginning((word) => `/api/people?q=${word}`),
    'an agent’s file': each('personIds', (id) => `/api/dossiers/${id}`),
  }),
  ...of(PAY, {
    'pay, all months': always('/api/pay/pieces'),
    'pay, a month': each('months', (month) => `/api/pay/pieces?month=${month}`),
    'pay, by name': beginning((word) => `/api/pay/pieces?q=${word}`),
    'pay, by reference': each('numbers', (number) => `/api/pay/pieces?q=${number}`),
    'pay, months': always('/api/pay/months'),
    'pay, bordereaux': always('/api/pay/batches'),
    'pay, an agent': each('personIds', (id) => `/api/pay/agents/${id}`),
  }),
  ...of(['finance'], { 'pay, ready': each('months', (month) => `/api/pay/ready?month=${month}`) }),
  ...of(ADMINISTRATION, {
    'running circuits': always('/api/operations/circuits'),
    'a running circuit': each('versionIds', (id) => `/api/operations/circuits/${id}`),
    'journal, by number': each('numbers', (number) => `/api/administration/audit?q=${number}`),
    'journal, by name': beginning((word) => `/api/administration/audit?q=${word}`),
    'journal of a request': each('requestIds', (id) => `/api/administration/audit/requests/${id}`),
    structures: always('/api/administration/structures'),
    rights: always('/api/administration/habilitations'),
    'rights, by name': beginning((word) => `/api/administration/habilitations?q=${word}`),
    postings: always('/api/administration/postings'),
    absences: always('/api/administration/absences'),
    directory: beginning((word) => `/api/administration/people?q=${word}`),
  }),
];
