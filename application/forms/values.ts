import type { Subject } from '#domain/formats/field-format.ts';
import { isCivilDate, isDateTime, isTime } from './civil.ts';
import { isDecimal } from './decimal.ts';
import { isOffered, optionsOf } from './options.ts';
import { isPlainObject } from './path.ts';
import type { FormComponent, ValueType } from './schema.ts';

/** A piece of the draft that the form may name. */
export interface KnownPiece {
  readonly id: string;
  readonly pieceType: string;
}

/** What the validator needs besides the data. */
export interface Surroundings {
  /** Today in Paris, « 2026-09-01 ». */
  readonly today: string;
  readonly pieces: readonly KnownPiece[];
  /** The person whom the form is about: their name is compared with an account's holder. */
  readonly subject?: Subject;
  /** Telephones of that person, known before the request; a form may require one of them. */
  readonly knownPhones?: readonly string[];
}

/** Result of a check: the value to keep, or the fault. */
export type Checked = { value: unknown } | { code: string; params?: Record<string, string | number> };

type Check = (
  value: unknown,
  component: FormComponent,
  context: Record<string, unknown>,
  around: Surroundings,
) => Checked;

const wrongType: Checked = { code: 'type' };
/** Limit of a text in a form that states none. */
const LONGEST_TEXT = 10_000;

const text: Check = (value) => {
  if (typeof value !== 'string') return wrongType;
  if (value.length > LONGEST_TEXT) return { code: 'too-long', params: { max: LONGEST_TEXT } };
  // PostgreSQL stores neither NUL nor half a surrogate pair.
  if (value.includes('\u0000') || !value.isWellFormed()) return { code: 'characters' };
  return { value };
};

const single: Check = (value, component, context) =>
  isOffered(value, optionsOf(component, context)) ? { value } : { code: 'option' };

const several: Check = (value, component, context) => {
  if (!Array.isArray(value)) return wrongType;
  const options = optionsOf(component, context);
  if (value.length > options.length || !value.every((choice) => isOffered(choice, options))) return { code: 'option' };
  return { value };
};

const files: Check = (value, component, _context, { pieces }) => {
  const named = Array.isArray(value) ? value : [value];
  if (named.length > 1 && component.multiple !== true) return { code: 'one-file' };
  if (named.length > 20) return { code: 'too-many', params: { max: 20 } };
  const kept: { id: string; name: string }[] = [];
  for (const file of named) {
    if (!isPlainObject(file) || typeof file.id !== 'string') return wrongType;
    const piece = pieces.find(({ id }) => id === file.id);
    if (!piece) return { code: 'piece-unknown' };
    if (component.properties?.pieceType && piece.pieceType !== component.properties.pieceType) {
      return { code: 'piece-type' };
    }
    kept.push({
      id: piece.id,
      name: typeof file.name === 'string' ? file.name.toWellFormed().replaceAll('\u0000', '').slice(0, 255) : '',
    });
  }
  return { value: Array.isArray(value) ? kept : kept[0] };
};

/** How a non-empty value of each type is checked. */
export const CHECKS: Record<Exclude<ValueType, 'expression'>, Check> = {
  textfield: (value, ...rest) => text(typeof value === 'string' ? value.replace(/[\r\n\t]/g, ' ') : value, ...rest),
  textarea: text,
  number: (value, component) => {
    if (component.serializeToString) {
      if (typeof value !== 'string') return wrongType;
      return isDecimal(value) ? { value } : { code: 'not-a-number' };
    }
    if (typeof value !== 'number') return wrongType;
    return Number.isFinite(value) ? { value } : { code: 'not-a-number' };
  },
  checkbox: (value) => (typeof value === 'boolean' ? { value } : wrongType),
  radio: single,
  select: single,
  checklist: several,
  taglist: several,
  datetime: (value, component, _context, { today }) => {
    if (typeof value !== 'string') return wrongType;
    const format = component.timeSerializingFormat;
    if (component.subtype === 'time') return isTime(value, format) ? { value } : { code: 'time' };
    const real = component.subtype === 'datetime' ? isDateTime(value, format) : isCivilDate(value);
    if (!real) return { code: 'date' };
    // ISO dates compare as text.
    return component.disallowPassedDates && value.slice(0, 10) < today ? { code: 'date-past' } : { value };
  },
  filepicker: files,
};
