import { MAX_NESTING } from '../expressions/size-limits.ts';
import type { Json } from './protocol.ts';

/** Nested deeper than anything that is read back can be. */
export class NestedTooDeep extends Error {
  constructor() {
    super(`The variables are nested deeper than ${MAX_NESTING} levels`);
    this.name = 'NestedTooDeep';
  }
}

/** About how many characters a value takes as JSON. Throws `NestedTooDeep`. */
export function sizeOf(value: Json | undefined, level = 0): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 5;
  if (level > MAX_NESTING) throw new NestedTooDeep();
  let size = 3;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item, level + 1);
  else for (const name in value) size += name.length + 3 + sizeOf(value[name], level + 1);
  return size;
}
