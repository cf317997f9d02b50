import { childrenOf, nameIn, type SyntaxNode } from 'harmonie-engine/feel';

/** Of which kind a value is. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'list' | 'context' | 'date' | 'duration' | 'nothing';

const OF_NODE: Readonly<Record<string, ValueKind>> = {
  NumericLiteral: 'number',
  BooleanLiteral: 'boolean',
  null: 'nothing',
  List: 'list',
  ForExpression: 'list',
  Context: 'context',
  Comparison: 'boolean',
  Conjunction: 'boolean',
  Disjunction: 'boolean',
  QuantifiedExpression: 'boolean',
  InstanceOfExpression: 'boolean',
};

/** What functions of FEEL give when they give anything. */
const OF_FUNCTION: Readonly<Record<string, ValueKind>> = {
  not: 'boolean',
  contains: 'boolean',
  'starts with': 'boolean',
  'ends with': 'boolean',
  matches: 'boolean',
  'list contains': 'boolean',
  'is defined': 'boolean',
  string: 'text',
  'upper case': 'text',
  'lower case': 'text',
  substring: 'text',
  'string length': 'number',
  number: 'number',
  count: 'number',
  sum: 'number',
  floor: 'number',
  ceiling: 'number',
  round: 'number',
  abs: 'number',
  now: 'date',
  today: 'date',
  date: 'date',
  'date and time': 'date',
  duration: 'duration',
  'years and months duration': 'duration',
  append: 'list',
  concatenate: 'list',
  union: 'list',
  'distinct values': 'list',
  split: 'list',
};

/** What is known of the value of an expression: of which kind it is, and all the texts that it can be. */
export interface Given {
  readonly kind: ValueKind;
  readonly values?: readonly string[] | undefined;
}

/**
 * What an expression gives, whatever its variables hold; null where that depends on them.
 * @param knownAs what is known of a variable
 */
export function givenBy(node: SyntaxNode, text: string, knownAs: (name: string) => Given | null): Given | null {
  const within = childrenOf(node).filter(({ name }) => /^[A-Z]|^null$/.test(name));
  const kind = OF_NODE[node.name];
  if (node.name === 'StringLiteral') return { kind: 'text', values: [text.slice(node.from + 1, node.to - 1)] };
  if (kind !== undefined) return { kind };
  switch (node.name) {
    case 'Expression':
    case 'ParenthesizedExpression': {
      const [only, ...others] = within;
      return only === undefined || others.length > 0 ? null : givenBy(only, text, knownAs);
    }
    case 'IfExpression': {
      const [then, otherwise] = within.slice(1).map((one) => givenBy(one, text, knownAs));
      if (!then || then.kind !== otherwise?.kind) return null;
      return { kind: then.kind, values: then.values && otherwise.values && [...then.values, ...otherwise.values] };
    }
    case 'VariableName':
      return knownAs(nameIn(text, node));
    case 'FunctionInvocation': {
      const [called] = within;
      const gives = called?.name === 'VariableName' ? OF_FUNCTION[nameIn(text, called)] : undefined;
      return gives === undefined ? null : { kind: gives };
    }
    default:
      return null;
  }
}
