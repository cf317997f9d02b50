// Tables for a spreadsheet: UTF-8 with its mark, « ; » between columns, CRLF at the end of lines.

export const UTF8_MARK = '\uFEFF';

/** Spreadsheets take what begins so for a formula: an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;

const COUNTED = {
  fr: (lines: number) => `${lines} ligne${lines > 1 ? 's' : ''}`,
  en: (lines: number) => `${lines} line${lines === 1 ? '' : 's'}`,
} as const;

/** What stands around the lines of a table: its columns, and what its last line is called. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly end: string;
  readonly language: 'fr' | 'en';
}

/** What is read some at a time. */
type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/**
 * A table that is sent as it is read, some lines at a time. The last line, called `end`, says how many stand above it: a file
 * without it was cut.
 */
export async function* csvTable(
  { columns, end, language }: CsvTable,
  batches: Batches<readonly string[]>,
): AsyncGenerator<string> {
  yield `${UTF8_MARK}${csvLine(columns)}`;
  let count = 0;
  for await (const lines of batches) {
    count += lines.length;
    yield lines.map(csvLine).join('');
  }
  yield csvLine([end, COUNTED[language](count)]);
}
