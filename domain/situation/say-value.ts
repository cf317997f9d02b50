import { isDay } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import { printable } from '../formats/printable.ts';
import { isSealedValue, type KeptValue } from './entry.ts';
import type { ThemeField } from './themes/theme.ts';

/** Keeps a day, or a number and its unit, on one line. */
const whole = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Quotes words that a person typed: nothing in them can close the guillemets early. */
const quoted = (words: string): string =>
  `« ${printable(words)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s«»]+/g, ' ')
    .trim()} »`;

/** Writes a value for the page of an act, in French: a choice by its label, a number as it is. */
export function sayValue(
  { type, choices }: Pick<ThemeField, 'type' | 'choices'>,
  value: KeptValue | undefined,
): string {
  if (value === undefined) return '';
  if (isSealedValue(value)) return quoted(value.shown);
  switch (type) {
    case 'date':
      return isDay(value) ? whole(longDay(value)) : quoted(String(value));
    case 'echelon':
      return value === 1 ? '1er' : `${value}e`;
    case 'fraction':
      return String(value).replace(/\/100$/, '\u00a0%');
    case 'boolean':
      return value === true ? 'oui' : 'non';
    case 'number':
    case 'amount':
    case 'index':
    case 'quota':
      return String(value);
    default:
      return quoted(choices?.find((choice) => choice.value === value)?.label?.fr ?? String(value));
  }
}
