import { describe, expect, test } from '@jest/globals';
import { shippedGrids } from '#testing/shipped-themes.ts';
import type { Grid } from './grid.ts';
import { choicesOf, gridChoicesIn, isChosenFrom } from './grid-choices.ts';

describe('a choice of what a reference grid says', () => {
  test('stands where a form says so, in a group too, and is made of nothing else', () => {
    const from = { from: 'grids.accueils' };
    const form = [
      { type: 'select', key: 'accueil', properties: from },
      { type: 'group', components: [{ type: 'radio', key: 'second', properties: from }] },
      { type: 'textfield', key: 'typed', properties: from },
      { type: 'select', key: 'enfant', properties: { from: 'enfants.enfant' } },
    ];
    expect(gridChoicesIn(form)).toEqual([
      { key: 'accueil', grid: 'accueils' },
      { key: 'second', grid: 'accueils' },
    ]);
  });

  test('is offered once, in the order of the dictionary', () => {
    const { accueils } = shippedGrids();
    const choices = choicesOf(accueils as Grid);
    expect(choices.slice(0, 2)).toEqual(['Assemblée parlementaire', 'Autre administration de l’État']);
    expect(new Set(choices).size).toBe(choices.length);
  });

  test.each([
    ['one text', 'accueils', true],
    ['a number', 'quotites', false],
    ['a grade and a number', 'echelons', false],
  ])('can be made of a grid whose rows are found by %s: %s', (_by, name, expected) => {
    expect(isChosenFrom(shippedGrids()[name] as Grid)).toBe(expected);
  });
});
