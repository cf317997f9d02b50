import type { Feel, UnaryTests } from '../feel/index.ts';
import type { Value } from '../feel/values.ts';
import type { Expression } from './expression.ts';

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'ANY' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  kind: 'DECISION_TABLE';
  hitPolicy: HitPolicy;
  aggregation: Aggregation | undefined;
  /** `type` as the file names it: what the input must be, or be read as. */
  inputs: { id: string; label: string; type: string; expression: Expression }[];
  /** `name`: of its entry in the result; `label`: what people read; `allowed`: the values in order of priority, for the policies that need one. */
  outputs: { id: string; name: string; label: string; allowed: Value[]; fallback: Expression | undefined }[];
  rules: { id: string; tests: UnaryTests[]; outputs: Expression[] }[];
}

export interface LiteralExpression {
  kind: 'LITERAL_EXPRESSION';
  expression: Expression;
}

/** Entries see those before them; with a result the context is that, and they but lead to it. */
export interface ContextLogic {
  kind: 'CONTEXT';
  entries: { name: string; value: Logic }[];
  result: Logic | undefined;
}

export interface ListLogic {
  kind: 'LIST';
  items: Logic[];
}

/** A list of contexts, drawn as a table. */
export interface RelationLogic {
  kind: 'RELATION';
  columns: string[];
  rows: Logic[][];
}

export interface FunctionLogic {
  kind: 'FUNCTION';
  parameters: string[];
  body: Logic;
}

export interface InvocationLogic {
  kind: 'INVOCATION';
  called: Logic;
  bindings: { name: string; value: Logic }[];
}

export interface ConditionalLogic {
  kind: 'CONDITIONAL';
  condition: Logic;
  yes: Logic;
  no: Logic;
}

/** What `each` says of the items of a list; a filter sees the entries of an item that is a context too. */
export interface IterationLogic {
  kind: 'ITERATION';
  over: 'filter' | 'for' | 'some' | 'every';
  /** The same in FEEL, over `list`, where `each` asks the part of one item. */
  loop: Feel;
  variable: string;
  list: Logic;
  each: Logic;
}

export type Logic =
  | DecisionTable
  | LiteralExpression
  | ContextLogic
  | ListLogic
  | RelationLogic
  | FunctionLogic
  | InvocationLogic
  | ConditionalLogic
  | IterationLogic;

/** A business knowledge model: logic that decisions share. */
export interface Knowledge {
  id: string;
  name: string;
  requires: string[];
  logic: FunctionLogic;
}

export interface Decision {
  id: string;
  name: string;
  versionTag: string;
  /** Name under which those that require it see its result. */
  resultName: string;
  requires: string[];
  /** The business knowledge that it may call. */
  knows: string[];
  logic: Logic;
}

/** A DMN file, read and checked. */
export interface DecisionModel {
  id: string;
  name: string;
  decisions: ReadonlyMap<string, Decision>;
  knowledge: ReadonlyMap<string, Knowledge>;
}
