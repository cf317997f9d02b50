import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { Meta } from './meta.ts';
import { StoredTable } from './stored-table.ts';

test('rows are read back a page at a time, however many there are and however long', () => {
  const db = new DatabaseSync(':memory:');
  const table = new StoredTable(db, 'files', new Meta(db));
  const short = Array.from({ length: 1_200 }, (_, i): [string, string] => [`a${i + 1_000}`, '1']);
  const long = Array.from({ length: 9 }, (_, i): [string, string] => [`b${i}`, JSON.stringify('x'.repeat(400_000))]);
  table.write([...short, ...long]);
  const pages = [...table.pages()];
  expect(pages.flatMap((page) => JSON.parse(page))).toEqual(
    [...short, ...long].map(([key, json]) => [key, JSON.parse(json)]),
  );
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(1_500_000);
  expect(pages.length).toBeLessThan(8);
  db.close();
});
