import type {
  AnyEvent,
  EventType,
  EventValues,
  Instant,
  Job,
  Key,
  LiveState,
  UserTask,
  Variables,
} from '../processing/protocol.ts';

/** An event but for where it stands. */
export type LiveEvent = AnyEvent extends infer E ? (E extends AnyEvent ? Omit<E, 'position'> : never) : never;

/**
 * What is alive, as the events that led to it: a history that begins anew finds it again, not what is over. Variables
 * get other keys than they had, below zero; what an instance has done so far is forgotten with the rest.
 */
export function* alive(state: LiveState): Generator<LiveEvent, void> {
  for (const one of state.resources.values()) yield eventOf('RESOURCE_DEPLOYED', one.key, 0, one);
  for (const one of inOrder(state.processes.values()))
    yield eventOf('PROCESS_DEPLOYED', one.processDefinitionKey, one.deployedAt, one);
  for (const one of inOrder(state.decisionRequirements.values()))
    yield eventOf('DECISION_REQUIREMENTS_DEPLOYED', one.decisionRequirementsKey, one.deployedAt, one);
  for (const one of inOrder(state.decisions.values()))
    yield eventOf('DECISION_DEPLOYED', one.decisionKey, one.deployedAt, one);
  for (const one of state.globalListeners.values()) yield eventOf('GLOBAL_LISTENER_CREATED', one.id, 0, one);
  for (const one of state.clusterVariables.values())
    yield eventOf('CLUSTER_VARIABLE_SET', `${one.scope}\n${one.name}`, 0, one);

  // a scope is older than what is in it
  const instances = [...state.elementInstances.values()].sort((a, b) => compareKeys(a.key, b.key));
  for (const one of instances) yield eventOf('ELEMENT_ACTIVATING', one.key, one.startedAt, one);
  let variables = 0n;
  for (const { key, processInstanceKey, processDefinitionKey, startedAt } of instances) {
    const own: Variables = state.localVariables(key);
    const count = BigInt(Object.keys(own).length);
    if (count === 0n) continue;
    variables += count;
    const value = { processInstanceKey, processDefinitionKey, scopeKey: key, variables: own };
    yield eventOf('VARIABLES_SET', String(-variables), startedAt, value);
  }
  for (const one of state.jobs.values()) yield* ofJob(one);
  for (const one of state.userTasks.values()) yield* ofUserTask(one);
  for (const one of state.incidents.values()) yield eventOf('INCIDENT_CREATED', one.key, one.createdAt, one);
  for (const one of state.messageSubscriptions.values()) yield eventOf('MESSAGE_SUBSCRIBED', one.key, 0, one);
}

function* ofJob(job: Job): Generator<LiveEvent, void> {
  const { key, createdAt, type, processInstanceKey, elementInstanceKey, worker, deadline, retries } = job;
  const about = { type, processInstanceKey, elementInstanceKey };
  yield eventOf('JOB_CREATED', key, createdAt, job);
  switch (job.state) {
    case 'ACTIVATED':
      yield eventOf('JOB_ACTIVATED', key, createdAt, { ...about, worker, deadline });
      break;
    case 'FAILED':
    case 'BACKING_OFF':
      yield eventOf('JOB_FAILED', key, createdAt, {
        ...about,
        retries,
        backoffUntil: deadline,
        errorMessage: job.errorMessage,
      });
      break;
    case 'ERROR_THROWN': {
      const { errorCode, errorMessage } = job;
      yield eventOf('JOB_ERROR_THROWN', key, createdAt, { ...about, errorCode, errorMessage, caught: false });
    }
  }
}

function* ofUserTask(task: UserTask): Generator<LiveEvent, void> {
  const { key, createdAt, processInstanceKey, elementInstanceKey, transition } = task;
  const about = { processInstanceKey, elementInstanceKey };
  yield eventOf('USER_TASK_CREATING', key, createdAt, task);
  if (transition !== undefined) yield eventOf('USER_TASK_TRANSITION_STARTED', key, createdAt, { ...about, transition });
  else if (task.state !== 'CREATING') yield eventOf('USER_TASK_CREATED', key, createdAt, { ...about, changes: {} });
}

function eventOf<T extends EventType>(type: T, key: Key, time: Instant, value: EventValues[T]): LiveEvent {
  return { type, key, time, value } as unknown as LiveEvent;
}

/** Earlier versions first: the last one is the latest. */
function inOrder<V extends { version: number }>(rows: Iterable<V>): V[] {
  return [...rows].sort((a, b) => a.version - b.version);
}

function compareKeys(a: Key, b: Key): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
