import { changedTask } from '../../../state/user-task-state.ts';
import { raiseIncident } from '../../behaviors/instances/incidents.ts';
import { jobRef } from '../../behaviors/jobs/jobs.ts';
import { MAX_BYTES } from '../../behaviors/variables/variables.ts';
import type { Handler } from '../../handler.ts';
import type { ActivatedJob, Draft, Job, UserTask, Variables } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import { sizeOf } from '../../size.ts';
import type { Turn } from '../../turn.ts';
import { requireTenant } from '../require.ts';

/** Leases what is available of a type, oldest first: as many as asked for, or as one message can carry. */
export const activateJobs: Handler<'ACTIVATE_JOBS'> = (turn, value) => {
  const { type, worker, timeout, maxJobsToActivate, fetchVariables } = value;
  if (typeof type !== 'string' || type === '') reject('INVALID_ARGUMENT', 'Expected type to be present and not empty');
  if (!(timeout > 0)) reject('INVALID_ARGUMENT', `Expected timeout to be greater than zero, but it was ${timeout}`);
  if (!(maxJobsToActivate > 0)) {
    reject('INVALID_ARGUMENT', `Expected maxJobsToActivate to be greater than zero, but it was ${maxJobsToActivate}`);
  }
  for (const tenantId of value.tenantIds ?? []) requireTenant(tenantId);
  const deadline = turn.now + timeout;
  const jobs: ActivatedJob[] = [];
  let size = 0;
  const candidates = [...firstOf(turn.state.availableJobs.of(type), maxJobsToActivate)];
  let more = candidates.length === maxJobsToActivate;
  for (const key of candidates) {
    if (size > MAX_BYTES) {
      more = true;
      break;
    }
    const job = turn.state.jobs.must(key);
    const variables = variablesOf(turn, job, fetchVariables);
    const jobSize = sizeOf(variables);
    if (jobSize > MAX_BYTES) {
      withhold(turn, job);
      continue;
    }
    size += jobSize;
    turn.emit('JOB_ACTIVATED', key, { ...jobRef(job), worker, deadline });
    jobs.push(activated(turn, turn.state.jobs.must(key), variables));
  }
  return { jobs, more };
};

function* firstOf(keys: Iterable<string>, count: number): Generator<string> {
  let taken = 0;
  for (const key of keys) {
    if (taken++ >= count) return;
    yield key;
  }
}

/** No client can take a message of this size: nobody would ever get the jobs behind it. */
function withhold(turn: Turn, job: Job): void {
  const message = `The job with key '${job.key}' cannot be activated, because its variables are larger than ${MAX_BYTES} bytes: fetch fewer of them, or make them smaller`;
  turn.emit('JOB_FAILED', job.key, { ...jobRef(job), retries: 0, backoffUntil: 0, errorMessage: message });
  raiseIncident(
    turn,
    turn.state.elementInstances.must(job.elementInstanceKey),
    'MESSAGE_SIZE_EXCEEDED',
    message,
    job.key,
  );
}

/** What the job sees: a listener also what its task is being completed with. */
function variablesOf(turn: Turn, job: Job, fetchVariables: string[] | undefined): Variables {
  const seen = turn.state.visibleVariables(job.elementInstanceKey);
  const transition = taskOf(turn, job)?.transition;
  if (transition !== undefined) Object.assign(seen, transition.variables);
  return fetchVariables === undefined || fetchVariables.length === 0 ? seen : pick(seen, fetchVariables);
}

function taskOf(turn: Turn, { userTaskKey }: Job): UserTask | undefined {
  return userTaskKey === undefined ? undefined : turn.state.userTasks.get(userTaskKey);
}

function activated(turn: Turn, job: Job, variables: Variables): ActivatedJob {
  const task = taskOf(turn, job);
  const transition = task?.transition;
  const instance = turn.state.elementInstances.must(job.processInstanceKey);
  const { rootProcessInstanceKey = instance.key, tags = [] } = instance;
  if (task === undefined || transition === undefined) return { ...job, variables, rootProcessInstanceKey, tags };
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, formKey, priority } = changedTask(
    task,
    transition.changes,
  );
  return {
    ...job,
    variables,
    rootProcessInstanceKey,
    tags,
    userTask: {
      action: transition.action,
      assignee,
      candidateGroups,
      candidateUsers,
      changedAttributes: transition.changedAttributes,
      dueDate,
      followUpDate,
      formKey,
      priority,
      userTaskKey: task.key,
    },
  };
}

/** The variables of these names. */
export function pick(variables: Variables, names: readonly string[]): Variables {
  const picked: Draft<Variables> = {};
  for (const name of names) if (Object.hasOwn(variables, name)) picked[name] = variables[name] ?? null;
  return picked;
}
