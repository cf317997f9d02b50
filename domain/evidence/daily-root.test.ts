import { describe, expect, test } from '@jest/globals';
import {
  type ChainLeaf,
  inTreeOrder,
  isRootOf,
  leadsToRoot,
  proveUnder,
  statementDigest,
  stateRoot,
} from './daily-root.ts';

const at = new Date('2026-11-29T01:00:00.000Z');
const leaf = (chain: string, events: number): ChainLeaf => ({ chain, events, head: `${events}`.padStart(64, 'a') });
const leaves = inTreeOrder([leaf('system', 12), leaf('é', 3), leaf('B', 1), leaf('a', 7)]);
const statement = stateRoot(leaves, { day: '2026-11-29', at, previous: null });
const file = { statement, stamp: null, leaves };

describe('the root of a day', () => {
  test('is that of its leaves, and of no other', () => {
    expect(leaves.map(({ chain }) => chain)).toEqual(['B', 'a', 'system', 'é']);
    expect(isRootOf(file)).toBe(true);
    expect(isRootOf({ ...file, leaves: leaves.slice(1) })).toBe(false);
    const altered = leaves.map((one) => (one.chain === 'system' ? { ...one, events: 11 } : one));
    expect(isRootOf({ ...file, leaves: altered })).toBe(false);
  });

  test('names the one before it by its digest', () => {
    const next = stateRoot(leaves, { day: '2026-11-30', at, previous: statement });
    expect([statement.previous, next.previous]).toEqual([null, statementDigest(statement)]);
  });

  test('each chain is proved under it, and nothing else is', () => {
    const proofs = proveUnder(file, ['a', 'unknown', 'system', 'é', 'B']);
    expect(proofs.map(({ leaf: { chain } }) => chain)).toEqual(leaves.map(({ chain }) => chain));
    expect(proofs.map(leadsToRoot)).toEqual([true, true, true, true]);
    expect(proveUnder(file, ['unknown'])).toEqual([]);
    const [proof] = proofs;
    if (!proof) throw new Error('no proof');
    expect(leadsToRoot({ ...proof, leaf: { ...proof.leaf, events: 2 } })).toBe(false);
    expect(leadsToRoot({ ...proof, index: 1 })).toBe(false);
    expect(leadsToRoot({ ...proof, statement: { ...statement, root: '0'.repeat(64) } })).toBe(false);
  });
});
