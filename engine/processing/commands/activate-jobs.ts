import { changedTask } from '../../state/user-task-state.ts';
import { jobRef } from '../behaviors/jobs.ts';
import type { Handler } from '../handler.ts';
import type { ActivatedJob, Job, Variables } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';
import { requireTenant } from './require.ts';

/** Leases what is available of a type, oldest first. */
export const activateJobs: Handler<'ACTIVATE_JOBS'> = (turn, value) => {
  const { type, worker, timeout, maxJobsToActivate, fetchVariables } = value;
  if (typeof type !== 'string' || type === '') reject('INVALID_ARGUMENT', 'Expected type to be present and not empty');
  if (!(timeout > 0)) reject('INVALID_ARGUMENT', `Expected timeout to be greater than zero, but it was ${timeout}`);
  if (!(maxJobsToActivate > 0)) {
    reject('INVALID_ARGUMENT', `Expected maxJobsToActivate to be greater than zero, but it was ${maxJobsToActivate}`);
  }
  for (const tenantId of value.tenantIds ?? []) requireTenant(tenantId);
  const keys: string[] = [];
  for (const key of turn.state.availableJobs.of(type)) {
    if (keys.length >= maxJobsToActivate) break;
    keys.push(key);
  }
  const deadline = turn.now + timeout;
  const jobs = keys.map((key) => {
    turn.emit('JOB_ACTIVATED', key, { ...jobRef(turn.state.jobs.must(key)), worker, deadline });
    return activated(turn, turn.state.jobs.must(key), fetchVariables);
  });
  return { jobs };
};

function activated(turn: Turn, job: Job, fetchVariables: string[] | undefined): ActivatedJob {
  const task = job.userTaskKey === undefined ? undefined : turn.state.userTasks.get(job.userTaskKey);
  const transition = task?.transition;
  let variables = turn.state.visibleVariables(job.elementInstanceKey);
  if (transition !== undefined) variables = { ...variables, ...transition.variables };
  if (fetchVariables !== undefined && fetchVariables.length > 0) variables = pick(variables, fetchVariables);
  if (task === undefined || transition === undefined) return { ...job, variables };
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, formKey, priority } = changedTask(
    task,
    transition.changes,
  );
  return {
    ...job,
    variables,
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
  const picked: Variables = {};
  for (const name of names) if (Object.hasOwn(variables, name)) picked[name] = variables[name] ?? null;
  return picked;
}
