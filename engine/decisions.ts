// Decisions as the engine reads and evaluates them, without an engine: to try a table. It runs in browsers too.
import { beginCommand } from './expressions/begin-command.ts';
import { evaluateModel, type ModelEvaluation } from './expressions/dmn.ts';
import type { DecisionModel } from './expressions/dmn-model.ts';
import type { Context } from './feel/values.ts';

export type { EvaluatedDecision, ModelEvaluation } from './expressions/dmn.ts';
export type { Decision, DecisionModel, DecisionTable } from './expressions/dmn-model.ts';
export { readDecisions } from './model/decisions/read-decisions.ts';
export { InvalidModel } from './model/invalid-model.ts';

/** Evaluates a decision of a file, those that it requires first. Never throws for a fault of the model: it says so. */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  variables: Context,
  now = Date.now(),
): ModelEvaluation {
  beginCommand();
  const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  return evaluateModel(model, decisionId, lookup, now);
}
