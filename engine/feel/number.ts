import { Decimal } from 'decimal.js';

/**
 * A number of FEEL: a decimal of 34 significant digits (DMN 1.5, 10.3.2.3.1). What a JavaScript number says without loss,
 * that is whole numbers below 2^53 and whatever has at most 15 digits, is one, and stands for what it is written as: 0.1 is
 * a tenth. Everything else is an `ExactNumber`.
 */
export type FeelNumber = number | ExactNumber;

/** A decimal that no JavaScript number holds. JSON writes its digits as they are. */
export type ExactNumber = Decimal;

const DIGITS = 34;
/** Every text of so many digits is that of one JavaScript number, and read back from it. */
const SAFE_DIGITS = 15;
/** Beyond these JavaScript's numbers lose digits or end. */
const SAFE_EXPONENT = 300;
/** The exponents of IEEE 754's decimal128. */
const MAX_EXPONENT = 6144;
/** Places to which it can be rounded. */
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

const Exact = Decimal.clone({
  precision: DIGITS,
  rounding: Decimal.ROUND_HALF_EVEN,
  modulo: Decimal.ROUND_FLOOR,
  maxE: MAX_EXPONENT,
  minE: -MAX_EXPONENT,
  toExpPos: DIGITS + 1,
  toExpNeg: -DIGITS - 1,
});

// The library writes decimals into JSON as text, which would make them strings of variables.
Exact.prototype.toJSON = function toJSON(this: Decimal) {
  return rawJson(this.toString());
} as () => string;

/** A number as it is written; a browser that cannot say it exactly says it as nearly as it can. */
function rawJson(text: string): unknown {
  const { rawJSON } = JSON as { rawJSON?: (text: string) => unknown };
  return rawJSON === undefined ? Number(text) : rawJSON(text);
}

export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === 'number' || isExact(value);
}

export function isExact(value: unknown): value is ExactNumber {
  return value instanceof Exact;
}

/** A number that the text writes in digits (`-1.50`, `1e-3`); undefined for what is none, or is beyond all bounds. */
export function readNumber(text: string): FeelNumber | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  if (text.length <= SAFE_DIGITS && !/[eE]/.test(text)) return Number(text);
  return simplest(new Exact(text));
}

/** As it is written in texts: `0.1`, `-12`, `1000000000000000000000`. */
export function numberText(value: FeelNumber): string {
  return exact(value).toFixed();
}

/** The nearest JavaScript number: for indexes, scales and counts. */
export function asJavaScript(value: FeelNumber): number {
  return Number(value);
}

const exact = (value: FeelNumber): Decimal => (typeof value === 'number' ? new Exact(value) : value);

/** The one form of a number, rounded to 34 digits; undefined for what is none: infinite, or undefined. */
function simplest(value: Decimal): FeelNumber | undefined {
  if (!value.isFinite()) return undefined;
  const rounded = value.precision() > DIGITS ? value.toSignificantDigits(DIGITS) : value;
  if (rounded.isZero()) return 0;
  const number = rounded.toNumber();
  if (Number.isSafeInteger(number) && rounded.isInteger()) return number;
  return rounded.precision() <= SAFE_DIGITS && Math.abs(rounded.e) <= SAFE_EXPONENT ? number : rounded;
}

/** What comes of a calculation; null, as FEEL has it, where there is no such number. */
const result = (value: Decimal): FeelNumber | null => simplest(value) ?? null;

const areWhole = (a: FeelNumber, b: FeelNumber): boolean => Number.isSafeInteger(a) && Number.isSafeInteger(b);

/** What JavaScript says of two whole numbers, when it says it exactly. */
function quick(a: FeelNumber, b: FeelNumber, run: (a: number, b: number) => number): number | undefined {
  if (!areWhole(a, b)) return undefined;
  const value = run(a as number, b as number);
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

const sum = (a: number, b: number) => a + b;
const difference = (a: number, b: number) => a - b;
// minus zero is no number of FEEL
const product = (a: number, b: number) => a * b || 0;

export const add = (a: FeelNumber, b: FeelNumber): FeelNumber | null =>
  quick(a, b, sum) ?? result(exact(a).plus(exact(b)));

export const subtract = (a: FeelNumber, b: FeelNumber): FeelNumber | null =>
  quick(a, b, difference) ?? result(exact(a).minus(exact(b)));

export const multiply = (a: FeelNumber, b: FeelNumber): FeelNumber | null =>
  quick(a, b, product) ?? result(exact(a).times(exact(b)));

export const divide = (a: FeelNumber, b: FeelNumber): FeelNumber | null => result(exact(a).div(exact(b)));

export const power = (a: FeelNumber, b: FeelNumber): FeelNumber | null => result(exact(a).pow(exact(b)));

const rest = (a: number, b: number): number => {
  const left = a % b;
  return left !== 0 && left < 0 !== b < 0 ? left + b : left;
};

/** The rest of a division rounded down: it has the sign of the divisor (DMN 1.5, 10.3.4.5). Exact, however large the quotient. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return quick(a, b, rest) ?? result(exact(a).mod(exact(b)));
}

export const negate = (a: FeelNumber): FeelNumber => (typeof a === 'number' ? 0 - a : (simplest(a.neg()) ?? 0));

export const absolute = (a: FeelNumber): FeelNumber => (isNegative(a) ? negate(a) : a);

export const isNegative = (a: FeelNumber): boolean => (typeof a === 'number' ? a < 0 : a.isNegative());

export const isWhole = (a: FeelNumber): boolean => (typeof a === 'number' ? Number.isInteger(a) : a.isInteger());

/** Below zero, zero or above: how two numbers stand to one another. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : exact(a).cmp(exact(b));
}

export const squareRoot = (a: FeelNumber): FeelNumber | null => result(exact(a).sqrt());
export const naturalLogarithm = (a: FeelNumber): FeelNumber | null => result(exact(a).ln());
export const exponential = (a: FeelNumber): FeelNumber | null => result(exact(a).exp());

/** How a number is rounded, under the name that Camunda and java.math give it. */
const ROUNDINGS = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
  'half-up': Decimal.ROUND_HALF_UP,
  'half-down': Decimal.ROUND_HALF_DOWN,
  'half-even': Decimal.ROUND_HALF_EVEN,
} as const;

export type Rounding = keyof typeof ROUNDINGS;

/** A rounding by its name, whatever its case, `HALF_UP` and `half up` alike; undefined for another word. */
export function roundingNamed(name: string): Rounding | undefined {
  const known = name.toLowerCase().replace(/[_ ]/g, '-');
  return Object.hasOwn(ROUNDINGS, known) ? (known as Rounding) : undefined;
}

/** Rounded to so many digits after the point; before it, when `scale` is negative. Null for a scale beyond all bounds. */
export function round(a: FeelNumber, scale: FeelNumber, rounding: Rounding): FeelNumber | null {
  const digits = Math.trunc(asJavaScript(scale));
  if (digits < MIN_SCALE || digits > MAX_SCALE) return null;
  if (digits > MAX_EXPONENT) return a;
  if (digits >= 0) return result(exact(a).toDecimalPlaces(digits, ROUNDINGS[rounding]));
  const unit = new Exact(10).pow(-digits);
  return result(exact(a).div(unit).toDecimalPlaces(0, ROUNDINGS[rounding]).times(unit));
}
