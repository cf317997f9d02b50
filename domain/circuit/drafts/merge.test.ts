import { describe, expect, test } from '@jest/globals';
import { type Branch, merge, type Side, type Tree } from './merge.ts';

type Plain = { readonly [name: string]: string | Plain };
const tree = (value: string | Plain | undefined): Tree | undefined =>
  typeof value === 'object'
    ? { form: 'object', entries: new Map(Object.entries(value).map(([name, one]) => [name, tree(one) ?? ''])) }
    : value;
const plain = (value: Tree | undefined): string | Plain | undefined =>
  typeof value === 'object'
    ? Object.fromEntries([...(value as Branch).entries].map(([name, one]) => [name, plain(one) ?? '']))
    : value;

/** What comes of it, and where both changed the same. */
function put(base: Plain, mine: Plain, theirs: Plain, side?: Side) {
  const merged = merge({ base: tree(base), mine: tree(mine), theirs: tree(theirs) }, () => side);
  return { is: plain(merged.tree), clashes: merged.clashes.map(({ place }) => place.join('/')) };
}

describe('two people changed the same file', () => {
  const BASE = { title: 'Prêt', step: { name: 'Avis', role: 'superieur' }, end: 'Fin' };

  test('what each changed is kept, down to the property', () => {
    const { is, clashes } = put(
      BASE,
      { ...BASE, step: { name: 'Avis motivé', role: 'superieur' } },
      { ...BASE, step: { name: 'Avis', role: 'gestionnaire' }, end: 'Close' },
    );
    expect(is).toEqual({ title: 'Prêt', step: { name: 'Avis motivé', role: 'gestionnaire' }, end: 'Close' });
    expect(clashes).toEqual([]);
  });

  test('what both changed in the same way is no question', () => {
    expect(put(BASE, { ...BASE, title: 'Emprunt' }, { ...BASE, title: 'Emprunt' }).clashes).toEqual([]);
  });

  test('what both changed, each in another way, is said, and is what one chooses', () => {
    const [mine, theirs] = [
      { ...BASE, title: 'Emprunt' },
      { ...BASE, title: 'Location' },
    ];
    expect(put(BASE, mine, theirs)).toEqual({ is: mine, clashes: ['title'] });
    expect(put(BASE, mine, theirs, 'theirs')).toEqual({ is: theirs, clashes: ['title'] });
  });

  test('what one removed goes, unless the other changed it', () => {
    const { step: _, ...without } = BASE;
    expect(put(BASE, without, BASE)).toEqual({ is: without, clashes: [] });
    const changed = { ...BASE, step: { name: 'Visa', role: 'superieur' } };
    expect(put(BASE, without, changed)).toEqual({ is: without, clashes: ['step'] });
    expect(put(BASE, without, changed, 'theirs').is).toEqual({ title: 'Prêt', end: 'Fin', step: changed.step });
  });

  test('what both added is there, each after what it follows', () => {
    const { is } = put(
      { a: '1', b: '2', c: '3' },
      { a: '1', mine: 'x', b: '2', c: '3' },
      { a: '1', b: '2', theirs: 'y', c: '3', last: 'z' },
    );
    expect(Object.keys(is as Plain)).toEqual(['a', 'mine', 'b', 'theirs', 'c', 'last']);
  });

  test('what one of them only moved is moved, and what the other changed of it is changed', () => {
    const { is, clashes } = put({ a: '1', b: '2' }, { a: '1', b: 'two' }, { b: '2', a: '1' });
    expect([Object.entries(is as Plain), clashes]).toEqual([
      [
        ['b', 'two'],
        ['a', '1'],
      ],
      [],
    ]);
  });
});
