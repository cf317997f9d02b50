import type { ElementBehavior } from '../behavior.ts';
import { createJob } from '../behaviors/jobs/jobs.ts';
import { readTaskFields } from '../behaviors/jobs/task-fields.ts';
import { fieldHeaders } from '../behaviors/jobs/task-headers.ts';
import { cancelUserTask, continueTransition, createUserTask } from '../behaviors/jobs/user-tasks.ts';

/** The type of the jobs that stand for user tasks, and how often they are tried: a person does not fail. */
const JOB_OF_PERSON = { type: 'io.camunda.zeebe:userTask', retries: 1 };

/**
 * A user task: open to people once its `creating` listeners have answered; an assignee given by the model is an
 * assignment. Without `zeebe:userTask` it is the job of a worker, who reads in its headers whom it is for.
 */
export const userTask: ElementBehavior = {
  activated(turn, element, instance) {
    const definition = element.userTask;
    if (definition === undefined) throw new Error(`Element '${element.id}' is not a user task`);
    const fields = readTaskFields(turn, definition, instance);
    if (definition.isNative) createUserTask(turn, element, instance, fields);
    else createJob(turn, instance, { ...JOB_OF_PERSON, headers: { ...definition.headers, ...fieldHeaders(fields) } });
  },
  retried(turn, _element, instance) {
    const task = turn.state.userTasks.get(instance.userTaskKey ?? '');
    const asked = turn.state.jobsByElement.of(instance.key).size > 0;
    if (task?.transition !== undefined && !asked) continueTransition(turn, task.key);
  },
  terminating(turn, _element, instance) {
    return cancelUserTask(turn, instance);
  },
};
