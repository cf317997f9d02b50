import { parseJson } from '../feel/json.ts';
import type { Variables } from '../processing/protocol.ts';
import { Refused } from './refused.ts';

/** Reads the text of a variables document: an object, or nothing. */
export function readVariables(text: string): Variables {
  if (text === '') return {};
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw new Refused('INVALID_ARGUMENT', 'The variables are not a valid JSON document');
  }
  return asVariables(value);
}

/** Variables must be an object at the root. */
export function asVariables(value: unknown): Variables {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new Refused('INVALID_ARGUMENT', 'The root of the variables must be an object');
  }
  return value as Variables;
}
