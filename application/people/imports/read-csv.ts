import { Readable } from 'node:stream';
import { FileRefused } from './decode.ts';

const MAX_RECORD_BYTES = 64 * 1024;

/** A record of a file, with the line where it ends. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads the records of a CSV text one by one. The separator is the most frequent of « ; », « , »
 * and tab in the first line.
 * @throws {FileRefused} quote, record-too-long: the rest cannot be read
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const parts = text[Symbol.asyncIterator]();
  let beginning = '';
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    beginning += part.value;
    if (beginning.length >= MAX_RECORD_BYTES || beginning.includes('\n')) break;
  }
  const whole = async function* () {
    yield beginning;
    for (let part = await parts.next(); !part.done; part = await parts.next()) yield part.value;
  };
  const { parse } = await import('csv-parse');
  const parser = Readable.from(whole(), { objectMode: false }).pipe(
    parse({
      delimiter: separatorOf(beginning),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_BYTES,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      if (record.some((cell) => cell.trim() !== '')) yield { line: info.lines, cells: record };
  } catch (error) {
    throw refusalOf(error);
  }
}

function separatorOf(beginning: string): string {
  const line = beginning.split(/\r?\n/, 1)[0] ?? '';
  const count = (separator: string) => line.split(separator).length;
  return [';', ',', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function refusalOf(error: unknown): unknown {
  const { code, lines = 1 } = error as { code?: string; lines?: number };
  if (code === 'CSV_MAX_RECORD_SIZE') return new FileRefused('record-too-long', { line: lines });
  const unread = code?.startsWith('CSV_') === true || code === 'INVALID_OPENING_QUOTE';
  return unread ? new FileRefused('quote', { line: lines }) : error;
}
