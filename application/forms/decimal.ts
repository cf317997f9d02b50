/** An exact decimal: `units` × 10^-`scale`. Amounts cannot be checked with 0.1 + 0.2. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

function parse(text: string | number): Decimal | undefined {
  const match = DECIMAL.exec(String(text).trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '' || whole.length + fraction.length > 400) return undefined;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt((sign === '-' ? '-' : '') + (whole + fraction));
  return scale >= 0 ? { units: digits, scale } : { units: digits * 10n ** BigInt(-scale), scale: 0 };
}

function aligned(left: Decimal, right: Decimal): { left: bigint; right: bigint; scale: number } {
  const scale = Math.max(left.scale, right.scale);
  const at = (value: Decimal) => value.units * 10n ** BigInt(scale - value.scale);
  return { left: at(left), right: at(right), scale };
}

function format(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** True if a value is a decimal number. */
export const isDecimal = (value: string | number): boolean => parse(value) !== undefined;

/** Compares two decimals: negative, zero or positive; undefined when either is not a number. */
export function compareDecimals(a: string | number, b: string | number): number | undefined {
  const [first, second] = [parse(a), parse(b)];
  if (!first || !second) return undefined;
  const { left, right } = aligned(first, second);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Counts the significant digits after the point. */
export function decimalsOf(value: string | number): number {
  const parsed = parse(value);
  return parsed ? (format(parsed.units, parsed.scale).split('.')[1]?.length ?? 0) : 0;
}

/**
 * Returns the multiples of the step on either side of a value; undefined if it is a multiple
 * itself.
 */
export function offStep(value: string | number, step: string | number): { previous: string; next: string } | undefined {
  const [amount, increment] = [parse(value), parse(step)];
  if (!amount || !increment || increment.units === 0n) return undefined;
  const { left, right, scale } = aligned(amount, increment);
  const offset = left % right;
  if (offset === 0n) return undefined;
  return { previous: format(left - offset, scale), next: format(left - offset + right, scale) };
}
