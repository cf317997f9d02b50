import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Bench, Run } from '../bench.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const doc = read('../../../docs/test-a-circuit.md');

test('the how-to shows the sample that runs', () => {
  const [, shown] = /^```ts\n([\s\S]*?)^```$/m.exec(doc) ?? [];
  expect(shown).toBe(read('./leave.circuit.test.ts'));
});

test('what the how-to says to say exists', () => {
  const words = [...doc.matchAll(/`(bench|run)\.(\w+)/g)].map(([, of, name]) => [of, name] as const);
  expect(words.length).toBeGreaterThan(20);
  const missing = words.filter(([of, name]) => {
    const { prototype } = of === 'bench' ? Bench : Run;
    return name !== 'engine' && !Object.hasOwn(prototype, name ?? '');
  });
  expect(missing).toEqual([]);
});
