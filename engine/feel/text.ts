import { isNumber, numberText } from './number.ts';
import { temporalText } from './temporal/text.ts';
import { isTemporal } from './temporal/values.ts';
import { FeelFunction, isContext, Range, type Value } from './values.ts';

/** What `string()` makes of a value: a list or a context as Camunda writes it, texts inside of them in quotes. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : written(value);
}

function written(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  if (isNumber(value)) return numberText(value);
  if (isTemporal(value)) return temporalText(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (value instanceof Range) return rangeText(value);
  if (value instanceof FeelFunction) return `function(${value.signatures[0]?.parameters.join(', ')})`;
  if (!isContext(value)) return String(value);
  return `{${Object.entries(value)
    .map(([name, entry]) => `${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : written(name)}:${written(entry)}`)
    .join(', ')}}`;
}

function rangeText({ start, end, startIncluded, endIncluded }: Range): string {
  if (start === null) return `${endIncluded ? '<=' : '<'} ${written(end)}`;
  if (end === null) return `${startIncluded ? '>=' : '>'} ${written(start)}`;
  return `${startIncluded ? '[' : '('}${written(start)}..${written(end)}${endIncluded ? ']' : ')'}`;
}
