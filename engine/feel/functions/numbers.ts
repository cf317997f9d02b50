import {
  absolute,
  compareNumbers,
  exponential,
  type FeelNumber,
  isNumber,
  modulo,
  naturalLogarithm,
  type Rounding,
  round,
  roundingNamed,
  squareRoot,
} from '../number.ts';
import { DaysDuration, MonthsDuration } from '../temporal/values.ts';
import type { Value } from '../values.ts';
import { defined, signature } from './define.ts';

const rounding = (how: Rounding) =>
  defined(signature(['n: number', 'scale?: number'], ([n, scale]) => round(n, scale ?? 0, how)));

const unlessChanged = (n: FeelNumber, rounded: FeelNumber | null): FeelNumber | null =>
  rounded !== null && compareNumbers(n, rounded) === 0 ? rounded : null;

/** A number or a duration without its sign. */
function absoluteOf(value: Value): Value {
  if (value instanceof DaysDuration) return new DaysDuration(absolute(value.seconds));
  if (value instanceof MonthsDuration) return new MonthsDuration(Math.abs(value.months));
  return isNumber(value) ? absolute(value) : null;
}

/** Whether a number is a multiple of two; null for one that is not whole. */
function isEven(n: FeelNumber): boolean | null {
  const rest = modulo(n, 2);
  return rest === 0 ? true : rest === 1 ? false : null;
}

export const NUMBER_FUNCTIONS = {
  decimal: defined(
    signature(['n: number', 'scale: number'], ([n, scale]) => round(n, scale, 'half-even')),
    signature(['n: number', 'scale: number', 'mode: string'], ([n, scale, mode]) => {
      if (/^unnecessary$/i.test(mode)) return unlessChanged(n, round(n, scale, 'down'));
      const how = roundingNamed(mode);
      return how === undefined ? null : round(n, scale, how);
    }),
  ),
  floor: rounding('floor'),
  ceiling: rounding('ceiling'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  'round half up': rounding('half-up'),
  'round half down': rounding('half-down'),
  abs: defined(
    signature(['n: any'], ([n]) => absoluteOf(n)),
    signature(['number: any'], ([number]) => absoluteOf(number)),
  ),
  modulo: defined(
    signature(['dividend: number', 'divisor: number'], ([dividend, divisor]) => modulo(dividend, divisor)),
  ),
  sqrt: defined(signature(['number: number'], ([number]) => squareRoot(number))),
  log: defined(signature(['number: number'], ([number]) => naturalLogarithm(number))),
  exp: defined(signature(['number: number'], ([number]) => exponential(number))),
  odd: defined(
    signature(['number: number'], ([number]) => {
      const even = isEven(number);
      return even === null ? null : !even;
    }),
  ),
  even: defined(signature(['number: number'], ([number]) => isEven(number))),
  'random number': defined(signature([], () => Math.random())),
};
