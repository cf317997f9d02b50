import { expect, test } from '@jest/globals';
import { templateOfBlock } from '#domain/circuit/blocks/block-template.ts';
import { entriesAtFault } from './entries-at-fault.ts';

const words = (text: string) => ({ fr: text, en: text });
const asked = (name: string, heading?: string) => ({
  name,
  label: words(name),
  optional: true,
  ...(heading && { heading: words(heading) }),
});
const EXAMEN = templateOfBlock(
  'pret',
  'examen',
  {
    title: words('Examen'),
    summary: words('Examine.'),
    inputs: [asked('to'), asked('complementTo', 'Complément'), asked('resumedTo')],
    outputs: [],
  },
  'fr',
);
const missing = (of: string, input: string) =>
  entriesAtFault([EXAMEN])({ code: 'block-input-missing', params: { of, input } });

test('what a block needs and its call leaves out is said at its field', () => {
  expect(missing('examen', 'to')).toEqual(['custom-entry-fr.harmonie.block.examen-examen-asked-0-0']);
  expect(missing('examen', 'resumedTo')).toEqual(['custom-entry-fr.harmonie.block.examen-examen-asked-1-1']);
});

test('what every call hands on, or a block within the block asks for, has no field there', () => {
  expect(missing('examen', 'requestId')).toEqual([]);
  expect(missing('autre', 'to')).toEqual([]);
});
