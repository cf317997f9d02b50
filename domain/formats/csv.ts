// Tables for a spreadsheet: UTF-8 with its mark, « ; » between columns, CRLF at the end of lines.

export const UTF8_MARK = '\uFEFF';

/** Spreadsheets take what begins so for a formula: an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;
