import { type CivilDate, isDay } from '../calendar/civil-date.ts';

/** Why a line or a file is rejected: a code of import-words.ts, and the params of its sentence. */
export interface ImportFault {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}
/** Makes a fault. */
export const fault = (code: string, params: ImportFault['params'] = {}): ImportFault => ({ code, params });

/**
 * A column that a file may have. `names`: those that files give it, in any letter case or accents;
 * reports use the first.
 */
export interface ColumnWanted<Column extends string = string> {
  readonly column: Column;
  readonly names: readonly string[];
  readonly needed: boolean;
}

/** The position of each column in the file, from 0. */
export type HeaderOf<Column extends string = string> = Partial<Record<Column, number>>;

/** Folds a text for comparison: lower case, without accents, only letters and digits. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/**
 * Reads the header line: every column must be known and named once, and no needed one may be
 * missing.
 */
export function readColumns<Column extends string>(
  wanted: readonly ColumnWanted<Column>[],
  cells: readonly string[],
): { readonly header: HeaderOf<Column> } | { readonly fault: ImportFault } {
  const header: HeaderOf<Column> = {};
  for (const [place, cell] of cells.entries()) {
    const named = wanted.find(({ names }) => names.some((name) => fold(name) === fold(cell)));
    const shown = plain(cell.slice(0, 40));
    if (named === undefined) return { fault: fault('column-unknown', { column: shown, columns: sayColumns(wanted) }) };
    if (header[named.column] !== undefined) return { fault: fault('column-twice', { column: shown }) };
    header[named.column] = place;
  }
  const missing = wanted.filter(({ column, needed }) => needed && header[column] === undefined);
  if (missing.length === 0) return { header };
  return { fault: fault('column-missing', { columns: missing.map(({ names }) => names[0]).join(', ') }) };
}

/** Lists columns as reports name them; optional ones in brackets. */
export const sayColumns = (wanted: readonly ColumnWanted[]): string =>
  wanted.map(({ names: [name = ''], needed }) => (needed ? name : `[${name}]`)).join(', ');

/** Replaces the characters that the database rejects, so that any text of a file can be shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
export const plain = (text: string): string => text.replace(/[\u0000-\u001f]|\p{Cs}/gu, '�');

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const CODE = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
/** Characters that PostgreSQL rejects, and that no name contains. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\ufffd]|\p{Cs}/u;
/** Answers « yes » and « no » in a file, folded. */
export const YES_NO = { oui: true, non: false, yes: true, no: false, true: true, false: false, '1': true, '0': false };

/** Reads the cells of a line one by one and collects the faults. */
export class Cells<Column extends string> {
  readonly faults: ImportFault[] = [];
  readonly #header: HeaderOf<Column>;
  readonly #cells: readonly string[];
  readonly #nameOf: (column: Column) => string;

  /** @param nameOf returns the name of a column in reports */
  constructor(header: HeaderOf<Column>, cells: readonly string[], nameOf: (column: Column) => string) {
    this.#header = header;
    this.#cells = cells;
    this.#nameOf = nameOf;
  }

  raw(column: Column): string {
    const place = this.#header[column];
    return place === undefined ? '' : (this.#cells[place] ?? '').trim();
  }

  fault(code: string, column: Column, more: ImportFault['params'] = {}): void {
    this.faults.push(fault(code, { column: this.#nameOf(column), ...more }));
  }

  text(column: Column, max: number): string {
    const text = this.raw(column);
    if (text === '') this.fault('empty', column);
    else if (UNREADABLE.test(text)) this.fault('unreadable', column);
    else if (text.length > max) this.fault('too-long', column, { max });
    return text;
  }

  #matching(column: Column, pattern: RegExp, code: string, text = this.raw(column)): string {
    if (text === '') this.fault('empty', column);
    else if (!pattern.test(text)) this.fault(code, column);
    return text;
  }

  number(column: Column): string {
    return this.#matching(column, NUMBER, 'number');
  }

  code(column: Column): string {
    return this.#matching(column, CODE, 'code', this.raw(column).toUpperCase());
  }

  day(column: Column): CivilDate | null {
    const text = this.raw(column);
    if (text === '') return null;
    const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    const [, day = '', month = '', year = ''] = french ?? [];
    const iso = french === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isDay(iso) && iso >= '1900-01-01' && iso <= '2200-01-01') return iso;
    this.fault('day', column);
    return null;
  }

  period(from: Column, until: Column): { from: CivilDate | null; until: CivilDate | null } {
    const [first, last] = [this.day(from), this.day(until)];
    if (first !== null && last !== null && last < first) this.fault('period-upside-down', until);
    return { from: first, until: last };
  }

  oneOf<Value>(column: Column, values: Readonly<Record<string, Value>>, otherwise?: Value): Value | undefined {
    const text = fold(this.raw(column));
    if (text === '' && otherwise !== undefined) return otherwise;
    if (text === '') this.fault('empty', column);
    else if (!Object.hasOwn(values, text)) this.fault('choice', column, { choices: Object.keys(values).join(', ') });
    return values[text];
  }
}
