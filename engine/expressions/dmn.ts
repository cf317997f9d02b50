import { FaultyExpression } from '../feel/faulty-expression.ts';
import type { Lookup } from '../feel/index.ts';
import { type Json, toJson } from '../feel/json.ts';
import type { Value } from '../feel/values.ts';
import { evaluateLogic, withKnowledge } from './boxed.ts';
import { evaluateTable, RulesConflict, type TableEvaluation } from './decision-table.ts';
import type { Decision, DecisionModel, Logic } from './dmn-model.ts';

export interface EvaluatedDecision extends TableEvaluation {
  decisionId: string;
  decisionName: string;
  /** As the protocol names it: it has no name for what is boxed otherwise. */
  decisionType: 'DECISION_TABLE' | 'LITERAL_EXPRESSION' | 'UNKNOWN';
  output: Json;
}

export interface ModelEvaluation {
  output: Json;
  /** In the order in which they were evaluated: the required ones first. The last of them is the one that failed, if any. */
  evaluated: EvaluatedDecision[];
  failedDecisionId: string;
  failureMessage: string;
}

/** Evaluates a decision of a DMN file, those that it requires first. Never throws for a fault of the model: it says so. */
export function evaluateModel(model: DecisionModel, decisionId: string, lookup: Lookup, now: number): ModelEvaluation {
  const evaluated: EvaluatedDecision[] = [];
  const results = new Map<string, Value>();
  const visible: Lookup = (name) => (results.has(name) ? results.get(name) : lookup(name));
  const done = new Set<string>();
  let current = decisionId;

  const evaluate = (id: string): Value => {
    const decision = model.decisions.get(id);
    if (decision === undefined) throw new FaultyExpression(`no decision found for id '${id}'`);
    for (const required of decision.requires) {
      if (done.has(required)) continue;
      const value = evaluate(required);
      const name = model.decisions.get(required)?.resultName ?? required;
      results.set(name, value);
      results.set(required, value);
    }
    current = id;
    const one = evaluatedBy(decision.logic, withKnowledge(decision.knows, model.knowledge, visible, now), now);
    done.add(id);
    evaluated.push({ ...described(decision), ...one, output: toJson(one.output) });
    return one.output;
  };

  try {
    return { output: toJson(evaluate(decisionId)), evaluated, failedDecisionId: '', failureMessage: '' };
  } catch (error) {
    if (!(error instanceof FaultyExpression)) throw error;
    const failed = model.decisions.get(current);
    const isOwn = failed?.logic.kind === 'DECISION_TABLE' && error instanceof RulesConflict;
    const met = isOwn ? error.evaluation : { inputs: [], matchedRules: [] };
    if (failed !== undefined) evaluated.push({ ...described(failed), output: null, ...met });
    const where = current === decisionId ? '' : `in decision '${current}' that it requires: `;
    const failureMessage = `Expected to evaluate decision '${decisionId}', but ${where}${error.message}`;
    return { output: null, evaluated, failedDecisionId: current, failureMessage };
  }
}

function described({ id, name, logic }: Decision) {
  const { kind } = logic;
  const decisionType = kind === 'DECISION_TABLE' || kind === 'LITERAL_EXPRESSION' ? kind : ('UNKNOWN' as const);
  return { decisionId: id, decisionName: name, decisionType };
}

function evaluatedBy(logic: Logic, lookup: Lookup, now: number): TableEvaluation & { output: Value } {
  if (logic.kind === 'DECISION_TABLE') return evaluateTable(logic, lookup, now);
  return { output: evaluateLogic(logic, lookup, now), inputs: [], matchedRules: [] };
}
