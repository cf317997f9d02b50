import { type Expression, unexpected } from '../../../expressions/expression.ts';
import type { Lookup } from '../../../feel/index.ts';
import { toJson } from '../../../feel/json.ts';
import { orFault } from '../../fault.ts';
import type { IncidentType, Json, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { lookupFrom } from './variables.ts';

/** A field that must be true or false; anything else is an incident. */
export function evaluateBoolean(turn: Turn, field: Expression, lookup: Lookup, type: IncidentType): boolean {
  return orFault(type, () => {
    const { value, warnings } = field.evaluateRaw(lookup, turn.now);
    if (typeof value === 'boolean') return value;
    throw unexpected(field, toJson(value), 'a boolean', warnings);
  });
}

/** A field that must be a list; anything else is an incident. */
export function evaluateList(turn: Turn, field: Expression, scopeKey: Key): Json[] {
  return orFault('EXTRACT_VALUE_ERROR', () => {
    const { value, warnings } = field.evaluateRaw(lookupFrom(turn, scopeKey), turn.now);
    const json = toJson(value);
    if (Array.isArray(json)) return json;
    throw unexpected(field, json, 'a list', warnings);
  });
}
