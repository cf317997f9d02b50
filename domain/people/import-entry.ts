import type { CivilDate } from '../calendar/civil-date.ts';
import { readCountry } from '../formats/country.ts';
import { readEmail } from '../formats/email.ts';
import { readIban } from '../formats/iban.ts';
import { readPhone } from '../formats/phone.ts';
import { type FieldType, type Theme, type ThemeField, typedFields } from '../situation/themes/theme.ts';
import {
  Cells,
  type ColumnWanted,
  fault,
  fold,
  type HeaderOf,
  type ImportFault,
  readColumns,
  sayColumns,
  YES_NO,
} from './import-cells.ts';

// Reads a file of a theme of the situation, line by line: one agent, one period
// (docs/decisions/situation-by-file.md).

/** What a line gives; sensitive values in clear. `from` null: the day of the import. */
export interface EntrySaid {
  readonly employeeNumber: string;
  readonly value: Readonly<Record<string, string | number | boolean>>;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** True if each value is a movement of a balance, which changes no other. */
export const isMoved = ({ inTime }: Theme): boolean => inTime.is === 'balance';

/**
 * Returns why no file can give this theme; null: one can. `openly`: sent on a screen, by people who
 * may read nothing sensitive.
 */
export function themeFault({ inTime, fields }: Theme, { openly }: { readonly openly: boolean }): ImportFault | null {
  // A movement is identified by its day: without one, the same file sent twice would count it
  // twice.
  if (inTime.is === 'list' || (inTime.is === 'balance' && inTime.from === undefined)) return fault('theme-in-time');
  return openly && fields.some(({ sensitive }) => sensitive) ? fault('theme-sensitive') : null;
}

/**
 * Lists the fields that a line may give: those of the form; a grade and the values of a grid, which
 * are otherwise read from their own source.
 */
const said = (theme: Theme): ThemeField[] => [
  ...typedFields(theme),
  ...theme.fields.filter(({ source }) => source === 'grade' || source === 'grid'),
];

const ofField = (key: string): string => `field:${key}`;

function columnsFor(theme: Theme): ColumnWanted[] {
  const { inTime } = theme;
  const isDated = inTime.is === 'dated';
  return [
    { column: 'employeeNumber', names: ['matricule', 'employeeNumber'], needed: true },
    ...(inTime.from === undefined
      ? []
      : [{ column: 'from', names: ['du', 'from', 'premier jour'], needed: isDated || isMoved(theme) }]),
    ...(isDated ? [{ column: 'until', names: ['au', 'until', 'dernier jour'], needed: true }] : []),
    ...said(theme).map(({ key, label, required = false }) => ({
      ...{ column: ofField(key), names: [label.fr, label.en, key], needed: required },
    })),
  ];
}

/** Lists the columns of a file of this theme, as reports name them; optional ones in brackets. */
export const columnsOfTheme = (theme: Theme): string => sayColumns(columnsFor(theme));

/** Reads the header line of a file of this theme. */
export const readThemeHeader = (
  theme: Theme,
  cells: readonly string[],
): { readonly header: HeaderOf } | { readonly fault: ImportFault } => readColumns(columnsFor(theme), cells);

/** Reads a line. `width`: the number of cells of the header, which the line must match. */
export function readEntryLine(
  theme: Theme,
  header: HeaderOf,
  cells: readonly string[],
  width: number,
): { readonly key: string; readonly said: EntrySaid | null; readonly faults: readonly ImportFault[] } {
  if (cells.length !== width)
    return { key: cells[0]?.slice(0, 60) ?? '', said: null, faults: [fault('cells', { is: cells.length, of: width })] };
  const names = new Map(columnsFor(theme).map(({ column, names: [name = ''] }) => [column, name]));
  const line = new Cells<string>(header, cells, (column) => names.get(column) ?? column);
  const employeeNumber = line.number('employeeNumber');
  const period = line.period('from', 'until');
  if (theme.inTime.is === 'dated')
    for (const day of ['from', 'until']) if (line.raw(day) === '') line.fault('empty', day);
  if (isMoved(theme) && line.raw('from') === '') line.fault('empty', 'from');
  const value: Record<string, string | number | boolean> = {};
  for (const field of said(theme)) {
    const column = ofField(field.key);
    if (line.raw(column) === '') {
      if (field.required) line.fault('empty', column);
      continue;
    }
    const read = readCell(field, line.text(column, MAX_TEXT));
    if (typeof read === 'object') line.fault(read.code, column, read.params);
    else value[field.key] = read;
  }
  if (line.faults.length === 0 && Object.keys(value).length === 0) line.faults.push(fault('nothing-said'));
  return {
    key: line.raw('employeeNumber').slice(0, 60),
    said: line.faults.length === 0 ? { employeeNumber, value, ...period } : null,
    faults: line.faults,
  };
}

/**
 * Returns the keys by which two lines are about the same entry; overlapping periods are checked
 * elsewhere.
 */
export const sameEntry = ({ inTime }: Theme, { employeeNumber, from, value }: EntrySaid): string[] => [
  ['entry', employeeNumber, from ?? '', ...(inTime.is === 'balance' ? [value[inTime.by]] : [])].join(':'),
];

const MAX_TEXT = 300;
type Read = string | number | boolean | ImportFault;

/** Reads a cell as a value of the field's type. */
function readCell(field: ThemeField, text: string): Read {
  const { choices, type } = field;
  if (choices === undefined) return READERS[type](text);
  const number = Number(text.replace(/\s|%/g, ''));
  const chosen = choices.find(
    ({ value, label }) =>
      String(value) === text ||
      (typeof value === 'number' && value === number) ||
      [label?.fr, label?.en].some((name) => name !== undefined && fold(name) === fold(text)),
  );
  const listed = () => choices.map(({ value, label }) => label?.fr ?? String(value)).join(', ');
  return chosen?.value ?? fault('choice', { choices: listed().slice(0, 400) });
}

const text = (cell: string): Read => cell;
const matching =
  (pattern: RegExp, code: string) =>
  (cell: string): Read =>
    pattern.test(cell) ? cell : fault(code);

/** Reads « 1 234,5 » as 1234.5. */
const decimal = (cell: string): Read => {
  const plain = cell.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.');
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : fault('decimal');
};
const whole = (cell: string): Read => (/^[1-9]\d{0,5}$/.test(cell) ? Number(cell) : fault('whole'));

const READERS: { readonly [Type in FieldType]: (cell: string) => Read } = {
  text,
  choice: text,
  country: (cell) => readCountry(cell) ?? fault('country'),
  identity: text,
  grade: text,
  position: text,
  nir: (cell) => matching(/^[12]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{6}\d{2}$/, 'nir')(cell.replace(/\s/g, '')),
  fraction: matching(/^[1-9]\d{0,2}\/[1-9]\d{0,2}$/, 'fraction'),
  month: matching(/^\d{4}-(0[1-9]|1[0-2])$/, 'month'),
  date: (cell) => {
    const line = new Cells<'day'>({ day: 0 }, [cell], () => '');
    return line.day('day') ?? fault('day');
  },
  number: decimal,
  amount: decimal,
  echelon: whole,
  index: whole,
  quota: whole,
  boolean: (cell) => (YES_NO as Readonly<Record<string, boolean>>)[fold(cell)] ?? fault('yes-no'),
  phone: (cell) => readPhone(cell) ?? fault('phone'),
  email: (cell) => readEmail(cell) ?? fault('email'),
  iban: (cell) => {
    const read = readIban(cell);
    return 'fault' in read ? fault('iban') : read.iban;
  },
};
