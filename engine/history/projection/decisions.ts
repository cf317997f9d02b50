import { type AnyEvent, DEFAULT_TENANT, type DecisionEvaluation, type EngineEvent } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Decisions evaluated, one row for each decision of the graph that had its part. */
export function projectDecisions(rows: Rows, event: AnyEvent): void {
  if (event.type !== 'DECISION_EVALUATED') return;
  const { evaluatedDecisions, failureMessage } = event.value;
  for (const [index, evaluation] of evaluatedDecisions.entries()) {
    const isLast = index === evaluatedDecisions.length - 1;
    rows.put('decisionInstance', {
      ...describe(evaluation),
      ...whereOf(rows, event),
      decisionEvaluationInstanceKey: `${event.key}-${index + 1}`,
      state: failureMessage !== '' && isLast ? 'FAILED' : 'EVALUATED',
      evaluationFailure: failureMessage !== '' && isLast ? failureMessage : null,
    });
  }
}

function whereOf(rows: Rows, event: EngineEvent<'DECISION_EVALUATED'>): Record<string, unknown> {
  const { decisionKey, processInstanceKey, elementInstanceKey } = event.value;
  const instance = processInstanceKey === '' ? undefined : rows.instanceOf(processInstanceKey);
  const requirements = rows.first(
    'select "decisionRequirementsKey" as key from decision_definition where "decisionDefinitionKey" = ?',
    [BigInt(decisionKey)],
  );
  return {
    decisionEvaluationKey: event.key,
    evaluationDate: event.time,
    rootDecisionDefinitionKey: decisionKey,
    decisionRequirementsKey: requirements?.key ?? null,
    processDefinitionKey: instance?.processDefinitionKey ?? null,
    processInstanceKey,
    rootProcessInstanceKey: processInstanceKey === '' ? null : rows.rootOf(processInstanceKey),
    elementInstanceKey,
    tenantId: DEFAULT_TENANT,
  };
}

function describe(evaluation: DecisionEvaluation): Record<string, unknown> {
  return {
    decisionDefinitionId: evaluation.decisionId,
    decisionDefinitionKey: evaluation.decisionKey,
    decisionDefinitionName: evaluation.decisionName,
    decisionDefinitionVersion: evaluation.decisionVersion,
    decisionDefinitionType: evaluation.decisionType,
    result: JSON.stringify(evaluation.output ?? null),
    evaluatedInputs: evaluation.inputs.map(({ id, name, value }) => ({
      inputId: id,
      inputName: name,
      inputValue: JSON.stringify(value ?? null),
    })),
    matchedRules: evaluation.matchedRules.map(({ ruleId, ruleIndex, outputs }) => ({
      ruleId,
      ruleIndex,
      evaluatedOutputs: outputs.map(({ id, name, value }) => ({
        outputId: id,
        outputName: name,
        outputValue: JSON.stringify(value ?? null),
        ruleId,
        ruleIndex,
      })),
    })),
  };
}
