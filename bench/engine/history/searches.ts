import { MS_APART } from './multiply.ts';

/** A search of the client. `by` an indexed field, or by one that is not; `n` is another number each time. */
export interface Search {
  readonly name: string;
  readonly path: string;
  readonly indexed: boolean;
  body(n: number): object;
}

const newest = (field: string) => [{ field, order: 'DESC' }];
const MINUTE_MS = 60_000;
const at = (time: number) => new Date(time).toISOString();
const on = (path: string) => (indexed: boolean, name: string, body: (n: number) => object) => ({
  name: `${path}: ${name}`,
  path: `/${path}/search`,
  indexed,
  body,
});

const instances = on('process-instances');
const elements = on('element-instances');
const tasks = on('user-tasks');
const jobs = on('jobs');
const variables = on('variables');
const incidents = on('incidents');
const decisions = on('decision-instances');
const subscriptions = on('message-subscriptions');
const correlated = on('correlated-message-subscriptions');

/** Every search of instances and of what is in them, by what people and programs look for. `key` is of one that is over. */
export function searches(key: string, total: number): Search[] {
  const older = (n: number) => String(BigInt(key) - 1_000n * BigInt(1 + (n % total)));
  const ofInstance = (n: number) => ({ filter: { processInstanceKey: older(n) } });
  const startOf = (n: number) => Date.now() - (n % total) * MS_APART;
  const span = (field: string) => (n: number) => ({
    filter: { [field]: { $gte: at(startOf(n) - MINUTE_MS), $lt: at(startOf(n)) } },
  });
  return [
    instances(true, 'variable', (n) => ({
      filter: { variables: [{ name: 'agent', value: `"agent-${n % 50_000}"` }] },
    })),
    instances(true, 'variable that many hold, newest', (n) => ({
      filter: { variables: [{ name: 'quota', value: `${n % 100}` }] },
      sort: newest('startDate'),
    })),
    instances(true, 'business id', (n) => ({ filter: { businessId: `dossier-${1 + (n % total)}` } })),
    instances(true, 'parent', (n) => ({ filter: { parentProcessInstanceKey: older(n) } })),
    instances(true, 'minute of start', span('startDate')),
    instances(true, 'minute of end', span('endDate')),
    instances(true, 'definition, newest', () => ({
      filter: { processDefinitionId: 'bench-played' },
      sort: newest('startDate'),
    })),
    instances(true, 'newest finished', () => ({ filter: { state: 'COMPLETED' }, sort: newest('endDate') })),
    instances(true, 'terminated of a definition, newest', () => ({
      filter: { state: 'TERMINATED', processDefinitionId: 'bench-played' },
      sort: newest('startDate'),
    })),
    instances(true, 'a later page of the newest', (n) => ({
      sort: newest('startDate'),
      page: { after: cursor([startOf(n), key]) },
    })),
    instances(true, 'standing at an element', () => ({
      filter: { elementId: 'opinion', elementInstanceState: 'ACTIVE' },
      sort: newest('startDate'),
    })),
    instances(true, 'with an incident', () => ({ filter: { hasIncident: true, state: 'ACTIVE' } })),
    instances(false, 'name like', () => ({ filter: { processDefinitionName: { $like: '*nothing*' } } })),
    instances(false, 'tag', () => ({ filter: { tags: ['nothing'] } })),
    instances(false, 'business id like', () => ({ filter: { businessId: { $like: '*999999*' } } })),
    instances(false, 'by name', () => ({ sort: [{ field: 'processDefinitionName' }] })),
    elements(true, 'instance', ofInstance),
    elements(true, 'all, newest', () => ({ sort: newest('startDate') })),
    elements(true, 'element', () => ({ filter: { elementId: 'opinion' }, sort: newest('endDate') })),
    elements(true, 'type and state', () => ({ filter: { type: 'USER_TASK', state: 'ACTIVE' } })),
    elements(true, 'definition and element', () => ({
      filter: { processDefinitionId: 'bench-played', elementId: 'work', state: 'COMPLETED' },
      sort: newest('startDate'),
    })),
    elements(false, 'name like', () => ({ filter: { elementName: { $like: 'Nothing*' } } })),
    tasks(true, 'worklist', () => ({
      filter: { state: 'CREATED', candidateGroup: 'n1' },
      sort: newest('creationDate'),
    })),
    tasks(true, 'assignee', (n) => ({ filter: { assignee: `agent-${n % 5_000}` }, sort: newest('completionDate') })),
    tasks(true, 'newest done', () => ({ filter: { state: 'COMPLETED' }, sort: newest('completionDate') })),
    tasks(true, 'variable', (n) => ({
      filter: { processInstanceVariables: [{ name: 'requestId', value: `"dossier-${1 + (n % total)}"` }] },
    })),
    tasks(true, 'minute of end', span('completionDate')),
    tasks(false, 'candidate group', () => ({ filter: { candidateGroup: 'nobody' } })),
    jobs(true, 'instance', ofInstance),
    jobs(true, 'type, newest', () => ({ filter: { type: 'bench-history' }, sort: newest('endTime') })),
    jobs(true, 'failed', () => ({ filter: { state: 'FAILED' } })),
    jobs(true, 'minute of end', span('endTime')),
    jobs(false, 'error', () => ({ filter: { errorMessage: { $like: '*nothing*' } } })),
    variables(true, 'instance', ofInstance),
    variables(true, 'name and value', (n) => ({ filter: { name: 'agent', value: `"agent-${n % 50_000}"` } })),
    variables(true, 'name', () => ({ filter: { name: 'quota' } })),
    variables(false, 'value', (n) => ({ filter: { value: `"dossier-${1 + (n % total)}"` } })),
    variables(false, 'name, value like', () => ({ filter: { name: 'note', value: { $like: '*nothing*' } } })),
    incidents(true, 'instance', ofInstance),
    incidents(true, 'open', () => ({ filter: { state: 'ACTIVE' }, sort: newest('creationTime') })),
    incidents(true, 'newest', () => ({ sort: newest('creationTime') })),
    incidents(false, 'message', () => ({ filter: { errorMessage: { $like: '*nothing*' } } })),
    decisions(true, 'instance', ofInstance),
    decisions(true, 'decision, newest', () => ({
      filter: { decisionDefinitionId: 'bench-pay' },
      sort: newest('evaluationDate'),
    })),
    decisions(true, 'minute', span('evaluationDate')),
    decisions(false, 'result', () => ({ filter: { result: '"nothing"' } })),
    subscriptions(true, 'correlation key', (n) => ({ filter: { correlationKey: `dossier-${1 + (n % total)}` } })),
    subscriptions(true, 'waiting', () => ({ filter: { messageSubscriptionState: 'CREATED' } })),
    correlated(true, 'correlation key', (n) => ({ filter: { correlationKey: `dossier-${1 + (n % total)}` } })),
    correlated(true, 'newest', () => ({ sort: newest('correlationTime') })),
  ];
}

/** As an answer of a search sorted by these values, then by key, would give it. */
function cursor(place: unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64');
}
