import type { ExecutableElement } from '../../../model/executable.ts';
import { pathEnded, terminateChildren } from '../../lifecycle.ts';
import type { AdHocResult, ElementInstance, Job, Variables } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { createJob, evaluateJob, jobRef } from '../jobs/jobs.ts';
import { setLocal } from '../variables/variables.ts';
import { activityOf, enterActivity } from './ad-hoc.ts';

/** Asks the worker of an ad-hoc sub-process what is to be done next. What it was asked before is no longer of interest. */
export function askWorker(turn: Turn, element: ExecutableElement, instance: ElementInstance): void {
  if (element.job === undefined) throw new Error(`Ad-hoc sub-process '${element.id}' has no job`);
  takeBack(turn, instance);
  const { headers } = element.job;
  createJob(turn, instance, { ...evaluateJob(turn, element.job, instance), headers, kind: 'AD_HOC_SUB_PROCESS' });
}

function takeBack(turn: Turn, { key: elementInstanceKey, processInstanceKey }: ElementInstance): void {
  for (const key of turn.state.jobsByElement.listOf(elementInstanceKey)) {
    for (const incidentKey of turn.state.incidentsByElement.listOf(elementInstanceKey))
      if (turn.state.incidents.must(incidentKey).jobKey === key)
        turn.emit('INCIDENT_RESOLVED', incidentKey, { processInstanceKey, elementInstanceKey });
    turn.emit('JOB_CANCELED', key, jobRef(turn.state.jobs.must(key)));
  }
}

/** The worker has decided: what is entered, what is stopped, whether it is over. What it writes stays in the sub-process. */
export function obeyWorker(turn: Turn, job: Job, variables: Variables, result: AdHocResult): void {
  const { activateElements = [], completionConditionFulfilled = false, cancelRemainingInstances = false } = result;
  const instance = turn.state.elementInstances.must(job.elementInstanceKey);
  const element = turn.models.element(instance);
  const unknown = activateElements.filter(({ elementId }) => !activityOf(turn, element, instance, elementId));
  if (unknown.length > 0) {
    const ids = unknown.map(({ elementId }) => `'${elementId}'`).join(', ');
    reject(
      'NOT_FOUND',
      `Expected to activate activities for ad-hoc sub-process with key '${instance.key}', but the given elements ${ids} do not exist.`,
    );
  }
  if (completionConditionFulfilled && activateElements.length > 0) {
    reject(
      'INVALID_ARGUMENT',
      `Expected to complete job with key '${job.key}', but it cannot both fulfill the completion condition and activate elements`,
    );
  }
  const { processInstanceKey } = instance;
  turn.emit('JOB_COMPLETED', job.key, { ...jobRef(job), denied: false, deniedReason: '' });
  setLocal(turn, instance.key, variables);
  if (completionConditionFulfilled) turn.emit('AD_HOC_CONDITION_FULFILLED', instance.key, { processInstanceKey });
  if (cancelRemainingInstances) terminateChildren(turn, instance.key);
  for (const one of activateElements) enterActivity(turn, element, instance, one.elementId, one.variables ?? {});
  if (completionConditionFulfilled) pathEnded(turn, instance.key);
}
