import type { DecisionEvaluation } from '../../processing/protocol.ts';
import type { GatewayContext } from '../context.ts';
import { readVariables } from '../json-object.ts';
import { checkTenants } from '../tenants.ts';
import type { Answer, Message } from './unary.ts';

const tenantId = '<default>';

/** Evaluates a decision by key or by id; a table that fails answers with what failed, it is not an error of the call. */
export function evaluateDecision({ engine }: GatewayContext): Answer {
  return async ({ decisionKey, decisionId, variables, tenantId: tenant }) => {
    checkTenants('gRPC request EvaluateDecision', tenant);
    const outcome = await engine.execute('EVALUATE_DECISION', {
      // of both, a cluster takes the id
      ...(decisionId === '' ? { decisionKey } : { decisionId }),
      variables: readVariables(variables),
    });
    return {
      ...outcome,
      decisionOutput: JSON.stringify(outcome.output ?? null),
      evaluatedDecisions: outcome.evaluatedDecisions.map(toMessage),
      decisionInstanceKey: outcome.evaluationKey,
      tenantId,
    };
  };
}

function toMessage(evaluation: DecisionEvaluation): Message {
  return {
    decisionKey: evaluation.decisionKey,
    decisionId: evaluation.decisionId,
    decisionName: evaluation.decisionName,
    decisionVersion: evaluation.decisionVersion,
    decisionType: evaluation.decisionType,
    decisionOutput: JSON.stringify(evaluation.output ?? null),
    matchedRules: evaluation.matchedRules.map((rule) => ({
      ruleId: rule.ruleId,
      ruleIndex: rule.ruleIndex,
      evaluatedOutputs: rule.outputs.map((output) => ({
        outputId: output.id,
        outputName: output.name,
        outputValue: JSON.stringify(output.value ?? null),
      })),
    })),
    evaluatedInputs: evaluation.inputs.map((input) => ({
      inputId: input.id,
      inputName: input.name,
      inputValue: JSON.stringify(input.value ?? null),
    })),
    tenantId,
  };
}
