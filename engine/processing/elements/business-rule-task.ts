import { evaluateText } from '../../expressions/expression.ts';
import { toJson } from '../../feel/json.ts';
import type { ElementBehavior } from '../behavior.ts';
import { boundDecision } from '../behaviors/definitions/bindings.ts';
import { evaluateDecision } from '../behaviors/definitions/decisions.ts';
import { finishWithResult } from '../behaviors/variables/results.ts';
import { lookupFrom } from '../behaviors/variables/variables.ts';
import { ModelFault, orFault } from '../fault.ts';
import type { Turn } from '../turn.ts';
import { jobTask } from './job-task.ts';

/** A business rule task: a DMN decision evaluated here, or a job. */
export const businessRuleTask: ElementBehavior = {
  activated(turn, element, instance) {
    const call = element.decision;
    if (call === undefined) {
      jobTask.activated(turn, element, instance);
      return;
    }
    const lookup = lookupFrom(turn, instance.key);
    const decisionId = orFault('EXTRACT_VALUE_ERROR', () => evaluateText(call.decisionId, lookup, turn.now));
    const decision = boundDecision(turn, decisionId, call.binding, instance);
    const outcome = evaluateDecision(turn, decision, lookup);
    const { output, evaluatedDecisions, failureMessage } = outcome;
    const record = (turn: Turn) =>
      turn.emit('DECISION_EVALUATED', turn.newKey(), {
        decisionKey: decision.decisionKey,
        decisionId,
        output,
        evaluatedDecisions,
        failureMessage,
        processInstanceKey: instance.processInstanceKey,
        elementInstanceKey: instance.key,
        elementId: element.id,
      });
    if (failureMessage !== '') throw new ModelFault('DECISION_EVALUATION_ERROR', failureMessage, record);
    record(turn);
    finishWithResult(turn, element, instance, call.resultVariable, toJson(output));
  },
};
