// Tables for a spreadsheet: UTF-8 with a byte order mark, « ; » between columns, CRLF at the end of
// lines.

/** The byte order mark of UTF-8. */
export const UTF8_MARK = '\uFEFF';

/** Spreadsheets read a cell that begins so as a formula: an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes a line of a table. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;

const COUNTED = {
  fr: (lines: number) => `${lines} ligne${lines > 1 ? 's' : ''}`,
  en: (lines: number) => `${lines} line${lines === 1 ? '' : 's'}`,
} as const;

/** The frame of a table: its columns, and the name of its last line. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly end: string;
  readonly language: 'fr' | 'en';
}

/** Values read in batches. */
type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/**
 * Writes a table batch by batch, as it is read. The last line, named `end`, counts the lines above
 * it: a file without it was cut.
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
