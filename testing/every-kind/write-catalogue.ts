// Writes docs/catalogue.md: every kind, or the rows of those that are named.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pageOf, rowOf, rowsIn } from './catalogue-page.ts';
import { shippedKinds } from './shipped-kind.ts';
import { findStories } from './stories.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/catalogue.md');

const named = process.argv.slice(2);
const kinds = await shippedKinds();
const unknown = named.filter((name) => kinds.every(({ kind }) => kind !== name));
if (unknown.length > 0) {
  console.error(`No kind of processes/ is called ${unknown.join(', ')}: docs/catalogue.md is as it was.`);
  process.exit(2);
}
const kept = rowsIn(await readFile(PAGE, 'utf8').catch(() => ''));
const rows = new Map<string, string>();
for (const kind of kinds) {
  const row = named.length === 0 || named.includes(kind.kind) ? undefined : kept.get(kind.kind);
  rows.set(kind.kind, row ?? rowOf(kind, await findStories(kind)));
}
await writeFile(PAGE, pageOf(rows));
