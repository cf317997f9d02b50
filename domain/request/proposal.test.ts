import { expect, test } from '@jest/globals';
import { changesBetween, partOf, proposableIn, withChanges } from './proposal.ts';

const form = [
  { type: 'text', id: 'introduction' },
  { type: 'select', key: 'quota', values: [{ value: '50' }] },
  { type: 'select', key: 'enfant', properties: { from: 'enfants' } },
  { type: 'textfield', key: 'iban', properties: { format: 'iban' } },
  { type: 'textfield', key: 'nir', properties: { sensitive: 'true' } },
  { type: 'filepicker', key: 'justification' },
  { type: 'expression', key: 'until' },
  { type: 'datetime', key: 'typed', readonly: true },
  { type: 'group', components: [{ type: 'datetime', key: 'startDate' }] },
  { type: 'dynamiclist', path: 'rows', components: [{ type: 'number', key: 'days' }] },
];

test('what may be proposed otherwise is neither sensitive, nor a document, nor worked out, nor offered to that agent alone', () => {
  expect(proposableIn(form)).toEqual(['quota', 'startDate']);
});

test('the form of a proposal is the part of the request’s own form where it is answered', () => {
  expect(partOf(form, ['startDate', 'quota']).map(({ key, components }) => key ?? components)).toEqual([
    'quota',
    [{ type: 'datetime', key: 'startDate' }],
  ]);
});

test('what changes is what differs, and what is not answered any more', () => {
  const asked = { quota: '50', days: ['monday'], note: 'x', left: null };
  const changes = changesBetween(asked, { quota: '70', days: ['monday'] });
  expect(changes).toEqual({ quota: '70', note: null });
  expect(withChanges(asked, changes)).toEqual({ quota: '70', days: ['monday'], left: null });
});
