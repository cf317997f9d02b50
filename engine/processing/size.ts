import { MAX_NESTING } from '../feel/budget.ts';
import { isExact } from '../feel/number.ts';
import type { Json, Variables } from './protocol.ts';

/** What would not be read back as it was written. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
}

/** Digits of a number that JavaScript does not hold, and what stands around them. */
const EXACT_LENGTH = 40;

/** About how many characters a value takes as JSON. Throws `UnfitValue` for what is nested too deep, or no number of JSON. */
export function sizeOf(value: Json | undefined, level = 0): number {
  if (typeof value === 'string') return value.length + 3;
  if (isExact(value)) return EXACT_LENGTH;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new UnfitValue('The variables hold a number that is too large');
  if (typeof value !== 'object' || value === null) return 5;
  if (level > MAX_NESTING) throw new UnfitValue(`The variables are nested deeper than ${MAX_NESTING} levels`);
  let size = 3;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item, level + 1);
  else for (const name in value as Variables) size += name.length + 3 + sizeOf((value as Variables)[name], level + 1);
  return size;
}
