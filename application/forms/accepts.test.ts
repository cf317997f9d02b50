import { expect, test } from '@jest/globals';
import { formAccepts } from './accepts.ts';
import type { FormComponent } from './schema.ts';

const field = (key: string, more: Partial<FormComponent> = {}): FormComponent => ({ type: 'textfield', key, ...more });
const form = (...components: FormComponent[]) => ({ components });
const sensitive = { properties: { sensitive: 'true' } };
const former = form(field('reason'), { type: 'group', components: [field('city')] }, field('iban', sensitive));

test.each([
  ['another field is there too', form(field('reason'), field('city'), field('more')), { reason: 'x', city: 'y' }, true],
  ['a field that was left empty is gone', form(field('city')), { reason: '', city: 'y' }, true],
  ['a field that was filled in is gone', form(field('city')), { reason: 'x' }, false],
  ['a field is of another type', form(field('reason', { type: 'number' })), { reason: 'x' }, false],
  ['what was sealed would be read in clear', form(field('iban')), { iban: 'x' }, false],
  ['what was in clear would have to be sealed', form(field('reason', sensitive)), { reason: 'x' }, false],
  ['something was kept that no field held', form(field('reason')), { stray: 1, reason: 'x' }, true],
])('what was typed finds its place or not: %s', (_what, next, data, accepted) => {
  expect(formAccepts(next, former, data)).toBe(accepted);
});
