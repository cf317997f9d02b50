import { compare, equal, type Ternary } from '../compare.ts';
import { Range, type Value } from '../values.ts';

/** What an operator says of two values. */
export function comparison(operator: string): (a: Value, b: Value) => Ternary {
  if (operator === '=' || operator === '==') return equal;
  if (operator === '!=')
    return (a, b) => {
      const isEqual = equal(a, b);
      return isEqual === null ? null : !isEqual;
    };
  const holds = ORDERS[operator as keyof typeof ORDERS];
  return (a, b) => {
    const order = compare(a, b);
    return order === null ? null : holds(order);
  };
}

const ORDERS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

/** A comparison without its left side is the range of what passes. */
export function rangeOf(operator: string, value: Value): Range | null {
  switch (operator) {
    case '<':
      return new Range(null, false, value, false);
    case '<=':
      return new Range(null, false, value, true);
    case '>':
      return new Range(value, false, null, false);
    case '>=':
      return new Range(value, true, null, false);
    case '=':
      return new Range(value, true, value, true);
    default:
      return null;
  }
}
