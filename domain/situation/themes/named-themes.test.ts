import { expect, test } from '@jest/globals';
import { themesNamedIn } from './named-themes.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const themes = new Map(
  ['adresse', 'temps-de-travail', 'adresses'].map((name) => [`${name}.json`, bytes(JSON.stringify({ name }))]),
);
const namedIn = (text: string, file = 'kind.bpmn') => [...themesNamedIn(new Map([[file, bytes(text)]]), themes).keys()];

test.each([
  ['a header', '<zeebe:header key="effect" value="temps-de-travail"/>'],
  ['a field of a form', '"from": "temps-de-travail.quotite"'],
  ['an input, as it is written in a diagram', 'source="=&quot;temps-de-travail&quot;"'],
  ['an input, as a modeler writes it', 'source="=&#34;temps-de-travail&#34;"'],
  ['a table, in backquotes', '<text>situation.`temps-de-travail`.quotite</text>'],
  ['a table, without', '<text>situation.temps-de-travail</text>'],
])('a theme is named by %s', (_where, text) => {
  expect(namedIn(text)).toEqual(['_situation/temps-de-travail.json']);
});

test('what only resembles a name names nothing, nor what is no part of the circuit’s logic', () => {
  expect(namedIn('name="temps-de-travail partiel" adresse "une adresse" situation.`adresse postale`')).toEqual([]);
  expect(namedIn('"adresse"', 'texts.fr.json')).toEqual([]);
});

test('a name that may be the beginning of another is named too: one too many does no harm', () => {
  expect(namedIn('situation.adresses')).toEqual(['_situation/adresse.json', '_situation/adresses.json']);
});
