import { activityOf, enterActivity } from '../../behaviors/instances/ad-hoc.ts';
import type { Handler } from '../../handler.ts';
import { terminateChildren } from '../../lifecycle.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireKey } from '../require.ts';

/** Somebody chooses what is to be done in an ad-hoc sub-process. */
export const activateAdHocActivities: Handler<'ACTIVATE_AD_HOC_ACTIVITIES'> = (turn, value) => {
  const key = requireKey(value.adHocSubProcessInstanceKey, 'ad-hoc sub-process instance key');
  const instance = turn.state.elementInstances.get(key);
  if (instance?.elementType !== 'AD_HOC_SUB_PROCESS') {
    reject(
      'NOT_FOUND',
      `Expected to activate activities for ad-hoc sub-process but no ad-hoc sub-process instance found with key '${key}'.`,
    );
  }
  if (instance.state !== 'ACTIVATED' || instance.interruptedBy !== undefined) {
    reject(
      'INVALID_STATE',
      `Expected to activate activities for ad-hoc sub-process with key '${key}', but it is not active`,
    );
  }
  if (value.elements.length === 0)
    reject('INVALID_ARGUMENT', 'Expected at least one element to activate, but none given');
  const element = turn.models.element(instance);
  const unknown = value.elements.filter(
    ({ elementId }) => activityOf(turn, element, instance, elementId) === undefined,
  );
  if (unknown.length > 0) {
    const ids = unknown.map(({ elementId }) => `'${elementId}'`).join(', ');
    reject(
      'NOT_FOUND',
      `Expected to activate activities for ad-hoc sub-process with key '${key}', but the given elements ${ids} do not exist.`,
    );
  }
  const elements = value.elements.map(({ elementId, variables }) => ({
    elementId,
    variables: givenVariables(variables),
  }));
  if (value.cancelRemainingInstances === true) terminateChildren(turn, key);
  for (const { elementId, variables } of elements) enterActivity(turn, element, instance, elementId, variables);
  return {};
};
