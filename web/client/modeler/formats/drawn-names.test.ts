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

describe('the English texts follow what is known in English', () => {
  const known = new Map([
    ['Visa', 'Visa check'],
    ['Avis', 'Opinion'],
    ['oui', 'yes'],
  ]);
  const english = (before: Record<string, string>, now: Record<string, string>, elements: Record<string, string>) =>
    textsAfterDrawing(names(before), names(now), { elements }, (name) => known.get(name))?.elements;

  test('a step drawn from a template, a branch: they have their English at once', () =>
    expect(english({}, { avis: 'Avis', 'avis-oui': 'oui' }, {})).toEqual({ avis: 'Opinion', 'avis-oui': 'yes' }));

  test('a step that takes the name of another template takes its English', () =>
    expect(english({ etape: 'Avis' }, { etape: 'Visa' }, { etape: 'Opinion' })).toEqual({ etape: 'Visa check' }));

  test('what an analyst said in English stays, and nothing is made up', () => {
    expect(english({ etape: 'Avis' }, { etape: 'Visa' }, { etape: 'What the chief thinks' })).toBeUndefined();
    expect(english({}, { etape: 'Second regard' }, {})).toBeUndefined();
  });
});
