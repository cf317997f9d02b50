import { toJson } from '../../feel/json.ts';
import type { AdHocDefinition, ExecutableElement } from '../../model/executable.ts';
import type { ElementBehavior } from '../behavior.ts';
import { activityOf, enterActivity } from '../behaviors/instances/ad-hoc.ts';
import { askWorker } from '../behaviors/instances/ad-hoc-worker.ts';
import { resolveIncidentsOf } from '../behaviors/instances/incidents.ts';
import { cancelJobsOf } from '../behaviors/jobs/jobs.ts';
import { evaluateBoolean, evaluateList } from '../behaviors/variables/evaluation.ts';
import { lookupFrom, propagate, setLocal } from '../behaviors/variables/variables.ts';
import { ModelFault, orFault } from '../fault.ts';
import { pathEnded, terminateChildren } from '../lifecycle.ts';
import type { Json } from '../protocol.ts';

/**
 * An ad-hoc sub-process: its activities are entered by a list of ids, or one by one from outside, in any order. With a
 * job, its worker decides: it is asked when the sub-process is entered, and again whenever an activation is over, or an
 * event sub-process that watches it. One that interrupts ends it, as the documentation of 8.9 says.
 */
export const adHocSubProcess: ElementBehavior = {
  activated(turn, element, instance) {
    const { activeElements, activities, outputCollection } = definitionOf(element);
    const gathered = outputCollection === undefined ? {} : { [outputCollection]: [] };
    setLocal(turn, instance.key, { adHocSubProcessElements: activities, ...gathered });
    if (element.job !== undefined) {
      askWorker(turn, element, instance);
      return;
    }
    if (activeElements === undefined) return;
    const ids = evaluateList(turn, activeElements, instance.key);
    const unknown = ids.filter((id) => typeof id !== 'string' || activityOf(turn, element, instance, id) === undefined);
    if (unknown.length > 0) {
      throw new ModelFault(
        'EXTRACT_VALUE_ERROR',
        `Failed to activate ad-hoc elements. No BPMN elements found with ids: ${unknown.map((id) => `'${id}'`).join(', ')}.`,
      );
    }
    for (const id of ids) enterActivity(turn, element, instance, String(id));
  },
  childCompleting(turn, element, instance, child) {
    const { outputCollection, outputElement } = definitionOf(element);
    if (outputCollection === undefined || outputElement === undefined) return;
    const { value } = orFault('EXTRACT_VALUE_ERROR', () =>
      outputElement.evaluateRaw(lookupFrom(turn, child.key), turn.now),
    );
    const before = turn.state.localVariables(instance.key)[outputCollection];
    const results: Json[] = Array.isArray(before) ? before : [];
    setLocal(turn, instance.key, { [outputCollection]: [...results, toJson(value)] });
  },
  childCompleted(turn, element, instance) {
    if (element.job !== undefined) {
      const isLive = instance.state === 'ACTIVATED' && instance.interruptedBy === undefined;
      if (isLive && instance.isConditionFulfilled !== true) askWorker(turn, element, instance);
      return;
    }
    const { completionCondition, cancelRemaining } = definitionOf(element);
    if (completionCondition === undefined || !cancelRemaining) return;
    const lookup = lookupFrom(turn, instance.key);
    if (evaluateBoolean(turn, completionCondition, lookup, 'EXTRACT_VALUE_ERROR'))
      terminateChildren(turn, instance.key);
  },
  interrupted(turn, _element, { key, processInstanceKey }) {
    cancelJobsOf(turn, key);
    resolveIncidentsOf(turn, key);
    turn.emit('AD_HOC_CONDITION_FULFILLED', key, { processInstanceKey });
  },
  retried(turn, _element, instance) {
    pathEnded(turn, instance.key);
  },
  isOver(turn, element, instance) {
    if (instance.isConditionFulfilled === true) return true;
    if (element.job !== undefined) return false;
    const { completionCondition } = definitionOf(element);
    if (completionCondition === undefined) return true;
    return evaluateBoolean(turn, completionCondition, lookupFrom(turn, instance.key), 'EXTRACT_VALUE_ERROR');
  },
  completing(turn, element, instance) {
    const { outputCollection } = definitionOf(element);
    if (outputCollection === undefined) return;
    const results = turn.state.localVariables(instance.key)[outputCollection] ?? [];
    propagate(turn, instance.scopeKey, { [outputCollection]: results });
  },
};

/** One activation: a scope of its own around the activity and what follows it. */
export const adHocInnerInstance: ElementBehavior = { activated() {} };

function definitionOf(element: ExecutableElement): AdHocDefinition {
  if (element.adHoc === undefined) throw new Error(`Element '${element.id}' is not an ad-hoc sub-process`);
  return element.adHoc;
}
