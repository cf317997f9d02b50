import { expect, test } from '@jest/globals';
import { chipText, isChip, runsOf } from './chips.ts';
import { readDocument, writtenDocument } from './document.ts';

const BLOCK = { is: 'article', text: 'Un.' } as const;
const read = (value: unknown) => readDocument(typeof value === 'string' ? value : JSON.stringify(value));

test('an act is read as it was written', () => {
  const document = {
    blocks: [{ ...BLOCK, when: [{ data: 'form.lieu', is: 'equal', value: 'domicile' }] as const }],
    words: { 'form.lieu': { domicile: 'à son domicile' } },
  };
  expect(readDocument(writtenDocument(document))).toEqual({ document });
});

test.each([
  ['no JSON', '{', expect.any(String)],
  ['no blocks', {}, 'blocks'],
  ['a list', [], 'blocks'],
  ['another key', { blocks: [], code: '' }, 'code'],
  ['a kind of block that is none', { blocks: [BLOCK, { is: 'typst', text: '' }] }, 'blocks.1.is: typst'],
  ['no text', { blocks: [{ is: 'visa' }] }, 'blocks.0.text'],
  ['a text without end', { blocks: [{ is: 'visa', text: 'x'.repeat(4_001) }] }, 'blocks.0.text'],
  ['another key of a block', { blocks: [{ ...BLOCK, code: '' }] }, 'blocks.0.code'],
  ['a condition that is none', { blocks: [{ ...BLOCK, when: [{ data: 'x', is: 'feel' }] }] }, 'blocks.0.when'],
  ['a block that is none', { blocks: [null] }, 'blocks.0.is'],
  ['words that are none', { blocks: [], words: { 'form.x': { a: 1 } } }, 'words.form.x'],
  ['too many blocks', { blocks: Array.from({ length: 201 }, () => BLOCK) }, 'blocks > 200'],
])('a file with %s is no act, and says where', (_what, value, reason) => {
  expect(read(value)).toEqual({ reason });
});

test('a text is words and data, and its data are written back as they were', () => {
  const text = 'du {form.debut} au { form.fin:numeric }, {sans fin';
  expect(runsOf(text)).toEqual([
    { words: 'du ' },
    { data: 'form.debut', as: null },
    { words: ' au ' },
    { data: 'form.fin', as: 'numeric' },
    { words: ', {sans fin' },
  ]);
  expect(runsOf(text).filter(isChip).map(chipText)).toEqual(['{form.debut}', '{form.fin:numeric}']);
});
