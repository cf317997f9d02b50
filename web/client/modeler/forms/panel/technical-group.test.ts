import { expect, test } from '@jest/globals';
import type { EditorWords } from '../../use-editor-words.ts';
import { technicalLast } from './technical-group.ts';

const words = ((key: string, { label = '' } = {}) => `${key}${label}`) as unknown as EditorWords;
const entry = (id: string) => ({ id, component: () => null });
const shown = (groups: ReturnType<typeof technicalLast>) =>
  groups.map(({ id, entries, items }) => [
    id,
    entries?.map((one) => one.id) ?? items?.map(({ label, entries }) => [label, entries.map((one) => one.id)]),
  ]);

test('names and patterns stand folded at the end; a property that has an entry of its own is not shown as it is written', () => {
  const groups = [
    { id: 'general', entries: [entry('label'), entry('key'), entry('accept')] },
    { id: 'valuesSource', entries: [entry('valuesSource-select')] },
    {
      id: 'staticOptions',
      items: [{ label: 'Oui', entries: [entry('staticOptions-0-label'), entry('staticOptions-0-value')] }],
    },
    { id: 'validation', entries: [entry('required'), entry('pattern')] },
    {
      id: 'custom-values',
      items: [
        { label: 'validate', entries: [entry('property-0-key')] },
        { label: 'known', entries: [entry('property-1-key')] },
      ],
    },
  ];
  expect(shown(technicalLast(groups, ['validate'], words))).toEqual([
    ['general', ['label']],
    ['staticOptions', [['Oui', ['staticOptions-0-label']]]],
    ['validation', ['required']],
    ['technical', ['key', 'valuesSource-select', 'staticOptions-0-value', 'pattern']],
    ['custom-values', [['known', ['property-1-key']]]],
  ]);
});
