import { expect, test } from '@jest/globals';
import { withChipAt } from './chips.ts';

test.each([
  ['a datum that stands twice', 'du {form.debut} au {form.debut}', 1, 'du {form.debut} au {form.debut:numeric}'],
  ['the first of the two', 'du {form.debut} au {form.debut}', 0, 'du {form.debut:numeric} au {form.debut}'],
  ['one with spaces between its braces', 'le { form.debut }', 0, 'le {form.debut:numeric}'],
  ['one that has a form already', 'le {form.debut : date}, {agent.name}', 0, 'le {form.debut:numeric}, {agent.name}'],
])('the form of %s is changed where it stands', (_what, text, place, changed) => {
  expect(withChipAt(text, place, { data: 'form.debut', as: 'numeric' })).toBe(changed);
});
