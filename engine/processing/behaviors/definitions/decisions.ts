import { evaluateModel } from '../../../expressions/dmn.ts';
import type { Lookup } from '../../../feel/index.ts';
import type { DecisionEvaluation, DeployedDecision } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

export interface Evaluated {
  output: unknown;
  evaluatedDecisions: DecisionEvaluation[];
  failedDecisionId: string;
  /** Empty when all went well. */
  failureMessage: string;
}

/** Evaluates a deployed decision with those it requires. */
export function evaluateDecision(turn: Turn, decision: DeployedDecision, lookup: Lookup): Evaluated {
  const model = turn.models.decision(decision.decisionRequirementsKey);
  const outcome = evaluateModel(model, decision.decisionId, lookup, turn.now);
  const evaluatedDecisions = outcome.evaluated.map((one) => {
    const deployed = [...turn.state.decisionVersions.all(one.decisionId)].findLast(
      (version) => version.decisionRequirementsKey === decision.decisionRequirementsKey,
    );
    return { ...one, decisionKey: deployed?.decisionKey ?? '', decisionVersion: deployed?.version ?? decision.version };
  });
  return {
    output: outcome.output,
    evaluatedDecisions,
    failedDecisionId: outcome.failedDecisionId,
    failureMessage: outcome.failureMessage,
  };
}
