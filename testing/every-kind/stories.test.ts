import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pageOf, rowOf, rowsIn } from './catalogue-page.ts';
import { shippedKinds } from './shipped-kind.ts';
import { findStories, toSay } from './stories.ts';

const kinds = await shippedKinds();
const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/catalogue.md'), 'utf8');
const rows = rowsIn(page);

describe('every kind has stories to be played in Chromium', () => {
  test.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s: each flow is taken by one, and docs/catalogue.md says so (npm run docs writes it)',
    async (_name, kind) => {
      const found = await findStories(kind);
      expect(toSay(kind, found.untaken)).toEqual([]);
      // Each is told to its end.
      expect(found.stories.flatMap(({ nexts }) => nexts)).toEqual([]);
      expect(rows.get(kind.kind)).toBe(rowOf(kind, found));
    },
  );
});

test('docs/catalogue.md has a row for each kind, and no other', () => {
  expect([...rows.keys()]).toEqual(kinds.map(({ kind }) => kind).sort());
  expect(page).toBe(pageOf(rows));
});

test('what a kind proposes next is shipped too', () => {
  const names = new Set(kinds.map(({ kind }) => kind));
  const proposed = kinds.flatMap(({ manifest: { kind, proposes = [] } }) =>
    proposes.map((next) => `${kind} → ${next}`),
  );
  expect(proposed.filter((one) => !names.has(one.split(' → ')[1] ?? ''))).toEqual([]);
});
