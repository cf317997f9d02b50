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

/** Most items of a list, and characters, that a warning shows of a value. */
const SHOWN_ITEMS = 10;
const SHOWN_CHARACTERS = 200;

/** A value as warnings quote it: its text, cut where it is long. */
export function shown(value: Value): string {
  const text = written(shortened(value, 2));
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

/** The beginning of what is long, to some depth: a value may be larger than anybody reads. */
function shortened(value: Value, depth: number): Value {
  if (typeof value === 'string') return value.slice(0, SHOWN_CHARACTERS);
  if (Array.isArray(value))
    return depth === 0 ? [] : value.slice(0, SHOWN_ITEMS).map((one) => shortened(one, depth - 1));
  if (!isContext(value)) return value;
  const entries = Object.entries(depth === 0 ? {} : value).slice(0, SHOWN_ITEMS);
  return Object.fromEntries(entries.map(([name, one]) => [name, shortened(one, depth - 1)]));
}
