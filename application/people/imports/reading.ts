import { type ImportFault, plain } from '#domain/people/import-cells.ts';
import { type Header, type ImportKind, readHeader, readLine, sameKeys } from '#domain/people/import-line.ts';
import type { LineKept } from '#prisma/repositories/people/imports.ts';
import { FileRefused } from './decode.ts';
import type { CsvRecord } from './read-csv.ts';

/**
 * How the lines of one kind of file are read; each is stored with what it says or what is wrong
 * with it.
 */
export interface Reading {
  /**
   * Reads the header.
   * @throws {FileRefused}
   */
  begin(cells: readonly string[]): void;
  /** Reads a batch of the other lines, in order. */
  read(records: readonly CsvRecord[]): Promise<LineKept[]>;
}

/** Reads structures, people, posts, rights or delegations, each line by itself. */
export function lineReading(kind: ImportKind): Reading {
  let header: Header = {};
  let width = 0;
  return {
    begin(cells) {
      header = headerRead(readHeader(kind, cells));
      width = cells.length;
    },
    async read(records) {
      return records.map(({ line, cells }) => {
        const { key, said, faults } = readLine(kind, header, cells, width);
        return keptLine({ line, key, said, faults }, said === null ? [] : sameKeys(kind, said));
      });
    },
  };
}

/**
 * Returns the header, or refuses the file.
 * @throws {FileRefused}
 */
export function headerRead<H>(read: { readonly header: H } | { readonly fault: ImportFault }): H {
  if ('fault' in read) throw new FileRefused(read.fault.code, read.fault.params);
  return read.header;
}

/** Builds the line to store; `sameKeys`: the keys that no other line of the file may share. */
export const keptLine = (
  { key, ...line }: Pick<LineKept, 'line' | 'key' | 'said' | 'faults'>,
  sameKeys: readonly string[],
): LineKept => ({ ...line, position: line.line, key: plain(key), sameKeys });
