import { evaluateText } from '../../expressions/expression.ts';
import type { ElementBehavior } from '../behavior.ts';
import { boundProcess } from '../behaviors/definitions/bindings.ts';
import { createInstance } from '../behaviors/instances/instances.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { ModelFault, orFault } from '../fault.ts';
import { terminate } from '../lifecycle.ts';

/** Deeper calls than this are a process that calls itself without end. */
const MAX_DEPTH = 1000;

/** A call activity: an instance of another process, that lives and ends with it. */
export const callActivity: ElementBehavior = {
  activated(turn, element, instance) {
    const { call } = element;
    if (call === undefined) throw new Error(`Element '${element.id}' calls nothing`);
    const processId = orFault('EXTRACT_VALUE_ERROR', () =>
      evaluateText(call.processId, lookupFrom(turn, instance.key), turn.now),
    );
    const process = boundProcess(turn, processId, call.binding, instance);
    if (turn.models.process(process.processDefinitionKey).root.noneStart === undefined) {
      throw new ModelFault(
        'CALLED_ELEMENT_ERROR',
        `Expected process with BPMN process id '${processId}' to have a none start event, but not found.`,
      );
    }
    const caller = turn.state.elementInstances.must(instance.processInstanceKey);
    const callDepth = (caller.callDepth ?? 1) + 1;
    if (callDepth > MAX_DEPTH) {
      throw new ModelFault(
        'CALLED_ELEMENT_ERROR',
        `The call depth has exceeded the maximum depth of ${MAX_DEPTH}: process '${processId}' may call itself without end`,
      );
    }
    const variables = call.propagateAllParentVariables
      ? turn.state.visibleVariables(instance.key)
      : turn.state.localVariables(instance.key);
    createInstance(turn, process, variables, {
      calledBy: {
        parentProcessInstanceKey: caller.key,
        parentElementInstanceKey: instance.key,
        rootProcessInstanceKey: caller.rootProcessInstanceKey ?? caller.key,
        callDepth,
      },
      ...(caller.businessId === undefined ? {} : { businessId: caller.businessId }),
    });
  },
  terminating(turn, _element, { calledInstanceKey }) {
    if (calledInstanceKey === undefined || !turn.state.elementInstances.has(calledInstanceKey)) return false;
    terminate(turn, calledInstanceKey);
    return true;
  },
};
