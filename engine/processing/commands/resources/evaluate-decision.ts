import { evaluateDecision as evaluate } from '../../behaviors/definitions/decisions.ts';
import { lookupIn } from '../../behaviors/variables/variables.ts';
import type { Handler } from '../../handler.ts';
import type { DeployedDecision } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireKey, requireTenant } from '../require.ts';

export const evaluateDecision: Handler<'EVALUATE_DECISION'> = (turn, value) => {
  requireTenant(value.tenantId);
  const decision = find(turn, value.decisionKey, value.decisionId);
  const variables = givenVariables(value.variables);
  const outcome = evaluate(turn, decision, lookupIn(turn, variables));
  const evaluationKey = turn.newKey();
  const { decisionKey, decisionId } = decision;
  turn.emit('DECISION_EVALUATED', evaluationKey, {
    decisionKey,
    decisionId,
    output: outcome.output,
    evaluatedDecisions: outcome.evaluatedDecisions,
    failureMessage: outcome.failureMessage,
    processInstanceKey: '',
    elementInstanceKey: '',
    elementId: '',
  });
  return {
    evaluationKey,
    decisionKey,
    decisionId,
    decisionName: decision.name,
    decisionVersion: decision.version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    output: outcome.output,
    evaluatedDecisions: outcome.evaluatedDecisions,
    failedDecisionId: outcome.failedDecisionId,
    failureMessage: outcome.failureMessage,
  };
};

function find(turn: Turn, decisionKey: string | undefined, decisionId: string | undefined): DeployedDecision {
  const byKey = decisionKey !== undefined && decisionKey !== '' && decisionKey !== '0';
  const found = byKey
    ? turn.state.decisions.get(requireKey(decisionKey, 'decision key'))
    : turn.state.latestDecision(decisionId ?? '');
  if (found !== undefined) return found;
  const [named, what] = byKey ? ['key', decisionKey] : ['id', decisionId ?? ''];
  if (what === '') reject('INVALID_ARGUMENT', 'Expected either a decision id or a decision key, but none was given');
  reject('NOT_FOUND', `Expected to evaluate decision '${what}', but no decision found for ${named} '${what}'`);
}
