import { expect, test } from '@jest/globals';
import { merklePaths } from '../evidence/merkle.ts';
import { batchTree, rootOfLeaf, taskTwice } from './batch.ts';

const leaves = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    taskKey: `${index + 1}`,
    sha256: index.toString(16).padStart(64, '0'),
  }));

test.each([1, 2, 3, 7, 1_000])('each of %d acts leads to the root of its batch by its own path', (size) => {
  const acts = leaves(size);
  const { root, paths } = batchTree(acts);
  const roots = acts.map((act, index) => rootOfLeaf(act, { index, size, path: paths[index] ?? [] }));
  expect(new Set(roots)).toEqual(new Set([root]));
});

test('paths are those of the standard, leaf by leaf', () => {
  const bytes = leaves(7).map(({ taskKey, sha256 }) => Buffer.from(JSON.stringify([taskKey, sha256])));
  expect(batchTree(leaves(7)).paths).toEqual(
    bytes.map((_, index) => merklePaths(bytes, [index])[0]?.map((digest) => digest.toString('hex'))),
  );
});

test('a proof of a batch is worth nothing for another task, other bytes, nor another place', () => {
  const [first, second, third] = leaves(3) as [Leaf, Leaf, Leaf];
  const { root, paths } = batchTree([first, second, third]);
  const at = (index: number) => ({ index, size: 3, path: paths[index] ?? [] });
  expect(rootOfLeaf(first, at(0))).toBe(root);
  expect(rootOfLeaf({ ...first, taskKey: '9' }, at(0))).not.toBe(root);
  expect(rootOfLeaf({ ...first, sha256: 'f'.repeat(64) }, at(0))).not.toBe(root);
  expect(rootOfLeaf(first, { ...at(0), index: 1 })).not.toBe(root);
  expect(rootOfLeaf(second, at(0))).not.toBe(root);
  expect(rootOfLeaf(first, { ...at(0), path: [] })).toBeNull();
});
type Leaf = ReturnType<typeof leaves>[number];

test('a task stands in a batch once', () => {
  expect(taskTwice(leaves(3))).toBeNull();
  expect(taskTwice([...leaves(3), { taskKey: '2', sha256: 'f'.repeat(64) }])).toBe('2');
});
