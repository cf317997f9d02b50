import { obeyWorker } from '../../behaviors/instances/ad-hoc-worker.ts';
import { jobRef } from '../../behaviors/jobs/jobs.ts';
import { continueTransition, denyTransition } from '../../behaviors/jobs/user-tasks.ts';
import { writeResults } from '../../behaviors/variables/results.ts';
import { propagate, setLocal } from '../../behaviors/variables/variables.ts';
import type { Handler } from '../../handler.ts';
import { complete, continueActivation, continueCompletion, refOf } from '../../lifecycle.ts';
import type { Job, ListenerResult, UserTask, UserTaskChanges, Variables } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireJob } from '../require.ts';
import { checkChanges } from '../user-tasks/user-task-changes.ts';

/** The worker did it. A late completion counts as long as nobody ended the job. */
export const completeJob: Handler<'COMPLETE_JOB'> = (turn, value) => {
  const job = requireJob(turn, value.jobKey, 'complete');
  if (job.state === 'FAILED' || job.state === 'ERROR_THROWN') {
    reject('INVALID_STATE', `Expected to complete job with key '${job.key}', but it is in state '${job.state}'`);
  }
  const variables = givenVariables(value.variables);
  if (job.kind === 'TASK_LISTENER') completeListener(turn, job, value.result ?? {}, variables);
  else if (job.kind === 'EXECUTION_LISTENER') completeExecutionListener(turn, job, variables);
  else if (job.kind === 'AD_HOC_SUB_PROCESS') obeyWorker(turn, job, variables, value.adHoc ?? {});
  else completeElementJob(turn, job, variables);
  return {};
};

function completeElementJob(turn: Turn, job: Job, variables: Variables): void {
  turn.emit('JOB_COMPLETED', job.key, { ...jobRef(job), denied: false, deniedReason: '' });
  const instance = turn.state.elementInstances.must(job.elementInstanceKey);
  writeResults(turn, turn.models.element(instance), instance, variables);
  complete(turn, instance.key);
}

/** What a start listener gives is local to the element; what an end listener gives goes up. */
function completeExecutionListener(turn: Turn, job: Job, variables: Variables): void {
  turn.emit('JOB_COMPLETED', job.key, { ...jobRef(job), denied: false, deniedReason: '' });
  const instance = turn.state.elementInstances.must(job.elementInstanceKey);
  const { key, scopeKey } = instance;
  if (job.listenerEvent === 'START' || scopeKey === '') setLocal(turn, key, variables);
  else propagate(turn, scopeKey, variables);
  turn.emit('ELEMENT_LISTENER_DONE', key, refOf(instance));
  turn.next(key, () => (job.listenerEvent === 'START' ? continueActivation(turn, key) : continueCompletion(turn, key)));
}

function completeListener(turn: Turn, job: Job, result: ListenerResult, variables: Variables): void {
  const task = turn.state.userTasks.must(job.userTaskKey ?? '');
  if (Object.keys(variables).length > 0) {
    reject(
      'INVALID_ARGUMENT',
      `Expected to complete task listener job with key '${job.key}', but variables are not supported for it`,
    );
  }
  const denied = result.denied === true;
  const corrections = result.corrections ?? {};
  if (denied) checkDenial(task, job, corrections);
  else checkCorrections(turn, task, corrections);
  const deniedReason = denied ? (result.deniedReason ?? '') : '';
  turn.emit('JOB_COMPLETED', job.key, { ...jobRef(job), denied, deniedReason });
  const about = job.elementInstanceKey;
  if (denied) {
    turn.next(about, () => denyTransition(turn, task.key, deniedReason));
    return;
  }
  turn.emit('USER_TASK_LISTENER_DONE', task.key, {
    processInstanceKey: task.processInstanceKey,
    elementInstanceKey: about,
    corrections: realCorrections(corrections),
  });
  turn.next(about, () => continueTransition(turn, task.key));
}

function checkDenial(task: UserTask, job: Job, corrections: UserTaskChanges): void {
  const event = task.transition?.event;
  if (event === 'creating' || event === 'canceling') {
    reject(
      'INVALID_ARGUMENT',
      `Expected to complete job with key '${job.key}', but denying is not supported for the '${event}' event`,
    );
  }
  if (Object.keys(realCorrections(corrections)).length > 0) {
    reject(
      'INVALID_ARGUMENT',
      `Expected to complete job with key '${job.key}', but a denial cannot come with corrections`,
    );
  }
}

function checkCorrections(turn: Turn, task: UserTask, corrections: UserTaskChanges): void {
  checkChanges(corrections);
  const { transition } = task;
  if (transition?.event !== 'creating' || corrections.assignee === undefined || corrections.assignee === null) return;
  const instance = turn.state.elementInstances.must(task.elementInstanceKey);
  if (turn.models.element(instance).userTask?.assignee !== undefined) {
    reject('INVALID_ARGUMENT', "A 'creating' listener cannot correct the assignee that the model sets");
  }
}

/** null leaves an attribute as it is; an empty value clears it. */
function realCorrections(corrections: UserTaskChanges): UserTaskChanges {
  return Object.fromEntries(Object.entries(corrections).filter(([, value]) => value !== null && value !== undefined));
}
