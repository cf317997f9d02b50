import { describe, expect, test } from '@jest/globals';
import { textsAfterDrawing } from './drawn-names.ts';

const names = (of: Record<string, string>) => new Map(Object.entries(of));

describe('the French texts follow the drawing', () => {
  test('a step renamed in the diagram is renamed in the texts', () => {
    const texts = { title: 'Congé', elements: { visa: 'Visa' } };
    expect(textsAfterDrawing(names({ visa: 'Visa' }), names({ visa: 'Visa du valideur' }), texts)).toEqual({
      title: 'Congé',
      elements: { visa: 'Visa du valideur' },
    });
  });

  test('a step just drawn gets its words', () => {
    expect(textsAfterDrawing(names({}), names({ avis: 'Second avis' }), {})).toEqual({
      elements: { avis: 'Second avis' },
    });
  });

  test('words that an analyst chose for people are not overwritten', () => {
    const texts = { elements: { visa: 'Votre demande est examinée' } };
    expect(textsAfterDrawing(names({ visa: 'Visa' }), names({ visa: 'Visa 2' }), texts)).toBeNull();
  });

  test('a step removed keeps its words, should it come back', () => {
    expect(textsAfterDrawing(names({ visa: 'Visa' }), names({}), { elements: { visa: 'Visa' } })).toBeNull();
  });
});
