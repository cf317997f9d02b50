import { expect, test } from '@jest/globals';
import type { EditorWords } from '../use-editor-words.ts';
import type { Entry } from './entries.ts';
import { bySubject, inOneLine, rowName } from './row-name.ts';

const words = ((key: string, params?: object) => (params ? `${key} ${Object.values(params)}` : key)) as EditorWords;
const french = {
  form: { 'jours.label': 'Jours par semaine', 'jours.options.2': '2 jours', 'introduction.text': 'Dites ce que…' },
  mails: { reminder: { subject: 'Demande {number} : rappel' }, acte: { subject: 'Acte signé' } },
};
const called = (at: string[], context = '') =>
  inOneLine(rowName({ group: at[0], at, context } as unknown as Entry, french, words));

test.each([
  ['the label of a field', ['form', 'jours.label'], 'Jours par semaine, texts.of.label'],
  ['a choice, by what it says', ['form', 'jours.options.2'], 'Jours par semaine, texts.of.option 2 jours'],
  ['a choice that has no words yet, by its value', ['form', 'jours.options.3'], 'Jours par semaine, texts.of.option 3'],
  ['a text that no label goes with', ['form', 'introduction.text'], 'introduction, texts.of.text'],
  ['what a check asks', ['form', 'diplome.question'], 'diplome.question, texts.of.question'],
  ['an act of the portal', ['acts', 'act', 'title'], 'acts.names.act, texts.of.object'],
  ['a message, by its subject', ['mails', 'reminder', 'body'], 'Demande … : rappel, texts.of.body'],
  ['a message that has none yet, by its key', ['mails', 'told', 'subject'], 'told, texts.of.subject'],
])('a text is called by what people see: %s', (_what, at, expected) => {
  expect(called(at)).toBe(expected);
});

test('a step is called by its name in the diagram, or by its id where the diagram has it no more', () => {
  expect([called(['elements', 'visa'], 'Visa du chef'), called(['elements', 'visa'])]).toEqual([
    'Visa du chef',
    'visa',
  ]);
});

test('messages stand by their subjects, those without one after, those that nothing sends last', () => {
  const message = (key: string, isUsed = true) =>
    ({ group: 'mails', at: ['mails', key, 'subject'], isUsed }) as unknown as Entry;
  const rows = [message('acte', false), message('told'), message('reminder'), message('acte')];
  const ordered = rows.toSorted(bySubject(french)).map(({ at, isUsed }) => [at[1], isUsed]);
  expect(ordered).toEqual([
    ['acte', true],
    ['reminder', true],
    ['told', true],
    ['acte', false],
  ]);
});
