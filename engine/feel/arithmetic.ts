import type { Evaluation } from './evaluation.ts';
import type { FeelNumber } from './number.ts';
import * as numbers from './number.ts';
import { addDuration, between, over, times } from './temporal/arithmetic.ts';
import { DaysDuration, isDuration, isTemporal, MonthsDuration } from './temporal/values.ts';
import { shown } from './text.ts';
import type { Value } from './values.ts';

export type Operator = '+' | '-' | '*' | '/' | '**';

/** What an operator makes of two values; null, with a warning, where it means nothing (DMN 1.5, 10.3.2.6). */
export function calculate(operator: Operator, a: Value, b: Value, evaluation: Evaluation): Value {
  if (numbers.isNumber(a) && numbers.isNumber(b)) return ofNumbers(operator, a, b);
  if (a === null || b === null) return evaluation.warn(() => refusal(operator, a, b));
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') {
    evaluation.budget.text(a.length + b.length);
    evaluation.budget.weigh(a);
    return a + b;
  }
  const value = isTemporal(a) || isTemporal(b) ? ofTemporals(operator, a, b) : undefined;
  return value === undefined ? evaluation.warn(() => refusal(operator, a, b)) : value;
}

/** In the words of Camunda's engine. */
function refusal(operator: Operator, a: Value, b: Value): string {
  const [x, y] = [shown(a), shown(b)];
  if (operator === '+') return `Can't add '${y}' to '${x}'`;
  if (operator === '-') return `Can't subtract '${y}' from '${x}'`;
  return operator === '/'
    ? `Can't divide '${x}' by '${y}'`
    : `Can't ${operator === '*' ? 'multiply' : 'raise'} '${x}' by '${y}'`;
}

function ofNumbers(operator: Operator, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  switch (operator) {
    case '+':
      return numbers.add(a, b);
    case '-':
      return numbers.subtract(a, b);
    case '*':
      return numbers.multiply(a, b);
    case '/':
      return numbers.divide(a, b);
    case '**':
      return numbers.power(a, b);
  }
}

function ofTemporals(operator: Operator, a: Value, b: Value): Value | undefined {
  switch (operator) {
    case '+':
      return isDuration(b) ? addDuration(a, b, 1) : isDuration(a) ? addDuration(b, a, 1) : undefined;
    case '-':
      return isDuration(b) ? addDuration(a, b, -1) : between(a, b);
    case '*':
      if (isDuration(a) && numbers.isNumber(b)) return times(a, b);
      return isDuration(b) && numbers.isNumber(a) ? times(b, a) : undefined;
    case '/':
      return isDuration(a) ? over(a, b) : undefined;
    case '**':
      return undefined;
  }
}

/** Minus a number or a duration. */
export function negated(value: Value, evaluation: Evaluation): Value {
  if (numbers.isNumber(value)) return numbers.negate(value);
  if (value instanceof DaysDuration) return new DaysDuration(numbers.negate(value.seconds));
  if (value instanceof MonthsDuration) return new MonthsDuration(0 - value.months);
  return value === null ? null : evaluation.warn(() => `Can't negate '${shown(value)}'`);
}
