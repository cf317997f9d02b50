import { expect, test } from '@jest/globals';
import { mayBeLeftEmpty } from './left-empty.ts';
import type { FormComponent } from './schema.ts';
import { compileForm } from './validator.ts';

const text = (more: Partial<FormComponent> = {}): FormComponent => ({ type: 'textarea', key: 'remark', ...more });
const piece = (more: Partial<FormComponent> = {}): FormComponent => ({ type: 'filepicker', key: 'proof', ...more });
const group = (...components: FormComponent[]): FormComponent => ({ type: 'group', components });

test.each<[string, FormComponent[], boolean]>([
  ['a remark that nobody has to write', [text({ validate: { maxLength: 200 } })], true],
  [
    'a box to tick, a date and a document, all as one likes, beside words',
    [
      { type: 'text' },
      group({ type: 'checkbox', key: 'seen' }, { type: 'datetime', key: 'on', subtype: 'date' }, piece()),
    ],
    true,
  ],
  ['what is shown and not filled in', [text({ disabled: true, validate: { required: true } })], true],
  ['an answer that is due', [text({ validate: { required: true } })], false],
  ['one that is due in a group', [group(text(), text({ key: 'other', validate: { required: true } }))], false],
  ['one that is due under a condition', [text({ properties: { requiredWhen: '=true' } })], false],
  ['a document that is due', [piece({ properties: { mandatory: 'true' } })], false],
  ['an answer that stands there beforehand', [text({ defaultValue: 'Vu.' })], false],
  ['one that is filled in from what is known', [text({ properties: { from: 'address.city' } })], false],
  ['what is computed', [{ type: 'expression', key: 'days', expression: '=1' }], false],
  ['a list of rows', [{ type: 'dynamiclist', path: 'rows', components: [text()] }], false],
])('a form with %s', (_what, components, expected) => {
  expect(mayBeLeftEmpty({ components })).toBe(expected);
  // The server decides: a form that may be left empty is refused nowhere.
  if (expected) expect(compileForm({ components })({}, { today: '2026-11-29', pieces: [] }).faults).toEqual([]);
});
