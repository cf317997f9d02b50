import type { Expression } from './expression.ts';
import type { UnaryTests } from './unary-tests.ts';

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'ANY' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  kind: 'DECISION_TABLE';
  hitPolicy: HitPolicy;
  aggregation: Aggregation | undefined;
  inputs: { id: string; label: string; expression: Expression }[];
  /** `allowed`: the values in order of priority, for the policies that need one. */
  outputs: { id: string; name: string; allowed: unknown[]; fallback: Expression | undefined }[];
  rules: { id: string; tests: UnaryTests[]; outputs: Expression[] }[];
}

export interface LiteralExpression {
  kind: 'LITERAL_EXPRESSION';
  expression: Expression;
}

export interface Decision {
  id: string;
  name: string;
  versionTag: string;
  /** Name under which those that require it see its result. */
  resultName: string;
  requires: string[];
  logic: DecisionTable | LiteralExpression;
}

/** A DMN file, read and checked. */
export interface DecisionModel {
  id: string;
  name: string;
  decisions: ReadonlyMap<string, Decision>;
}
