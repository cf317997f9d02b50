import { expect, test } from '@jest/globals';
import { checkDocument } from './check.ts';
import type { ActDocument } from './document.ts';
import { vocabularyOf } from './vocabulary.ts';

const label = (fr: string) => ({ fr, en: fr });
const vocabulary = vocabularyOf({
  fields: [
    { key: 'debut', type: 'datetime', subtype: 'date', label: label('Début'), sure: true, choices: [] },
    { key: 'motif', type: 'textfield', label: label('Motif'), sure: false, choices: [] },
    {
      key: 'lieu',
      type: 'select',
      label: label('Lieu'),
      sure: true,
      choices: [{ value: 'tiers', label: 'Tiers-lieu' }],
    },
  ],
  themes: [],
  steps: [],
  interview: false,
});

const SOUND: ActDocument['blocks'] = [
  { is: 'visa', text: 'la loi' },
  { is: 'references', text: '' },
  { is: 'recital', text: 'que le service est continu' },
  { is: 'article', text: '{agent.name} est {agent.agree:autorisé}, du {form.debut}.' },
];
const faults = (blocks: ActDocument['blocks'], template: 'act' | 'refusal' = 'act', words = {}) =>
  checkDocument({ blocks, words }, { template, vocabulary }).map(({ block, code }) => `${block}: ${code}`);
const withLast = (text: string, when = {}) => faults([...SOUND, { is: 'paragraph', text, ...when }]);

test('nothing is wrong in an act that says who, what and on which grounds', () => {
  expect(faults(SOUND)).toEqual([]);
});

test.each([
  ['a datum that names nothing', 'x {form.fin}', 'act-datum-unknown'],
  ['a datum without its closing brace', 'x {form.debut', 'act-brace'],
  ['a format of another type', 'x {form.debut:percent}', 'act-format-unknown'],
  ['a word that agrees and is none', 'x {agent.agree}', 'act-format-unknown'],
  ['an answer that may be missing', 'x {form.motif}', 'act-datum-unsure'],
  ['a choice that has no words', 'x {form.lieu:words}', 'act-words-missing'],
  ['nothing', '  ', 'act-block-empty'],
])('a block with %s is at fault, at its place', (_what, text, code) => {
  expect(withLast(text)).toEqual([`5: ${code}`]);
});

test('what may be missing stands in a block that asks whether it is known', () => {
  expect(withLast('x {form.motif}', { when: [{ data: 'form.motif', is: 'known' }] })).toEqual([]);
});

test.each([
  [{ data: 'form.rien', is: 'known' }, 'act-condition-unknown'],
  [{ data: 'form.lieu', is: 'equal' }, 'act-condition-empty'],
  [{ data: 'form.lieu', is: 'equal', value: 'bureau' }, 'act-condition-never'],
] as const)('a condition on nothing is at fault: %j', (condition, code) => {
  expect(withLast('x', { when: [condition] })).toEqual([`5: ${code}`]);
});

test('what an act needs as a whole is said of the whole', () => {
  expect(faults([])).toEqual([
    '0: act-without-visas',
    '0: act-block-article',
    '0: act-block-references',
    '0: act-without-agent',
  ]);
  expect(faults(SOUND, 'refusal')).toEqual(['0: act-block-reasons']);
  expect(faults([{ is: 'reasons', text: '' }, ...SOUND])).toEqual(['0: act-reasons-of-grant']);
  expect(faults([...SOUND, { is: 'visa', text: 'la loi' }])).toEqual(['5: act-order']);
});

test('« Vu » and « Considérant » are printed by the portal', () => {
  expect(faults([{ is: 'visa', text: 'Vu la loi' }, { is: 'recital', text: 'Le service' }, ...SOUND])).toEqual([
    '1: act-visa-twice',
    '2: act-recital-que',
  ]);
});

test('visas go from codes and laws down; a request or an opinion stands where it is written', () => {
  const visas = (...texts: string[]) => [...texts.map((text) => ({ is: 'visa' as const, text })), ...SOUND.slice(1)];
  expect(faults(visas('le code', 'le décret', 'la demande', 'l’arrêté'))).toEqual([]);
  expect(faults(visas('le décret', 'l’arrêté', 'le code', 'le décret'))).toEqual([
    '3: act-visas-order',
    '4: act-visas-order',
  ]);
});
