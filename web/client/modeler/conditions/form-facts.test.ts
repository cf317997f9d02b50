import { expect, test } from '@jest/globals';
import type { FormComponent, FormSchema } from '../../forms/schema.ts';
import { factsAround } from './form-facts.ts';

const field = (key: string, type: string, more: object = {}): FormComponent => ({
  id: `Field_${key}`,
  key,
  type,
  ...more,
});
const CHILD = field('birthDate', 'datetime', { subtype: 'date', dateLabel: 'Né le' });
const END = field('endDate', 'datetime', { subtype: 'date', dateLabel: 'Date de fin' });
const FORM: FormSchema = {
  id: 'f',
  components: [
    field('startDate', 'datetime', { subtype: 'date', dateLabel: 'Date de début' }),
    END,
    field('hour', 'datetime', { subtype: 'time', timeLabel: 'Heure' }),
    field('quota', 'select', { label: 'Quotité', values: [{ value: '80', label: '80 %' }] }),
    field('grade', 'select', { label: 'Grade', valuesKey: 'grades' }),
    field('amount', 'number', { label: 'Montant' }),
    field('exact', 'number', { label: 'Montant exact', serializeToString: true }),
    field('proofs', 'filepicker', { label: 'Pièces', multiple: true }),
    { id: 'Text_1', type: 'text', text: 'Bonjour' },
    { id: 'Group_1', type: 'group', path: 'home', components: [field('city', 'textfield', { label: 'Ville' })] },
    { id: 'Rows_1', type: 'dynamiclist', path: 'children', components: [CHILD, field('first', 'textfield')] },
  ],
};
const named = (component: FormComponent, itself: 'with' | 'without') =>
  factsAround(FORM, component, itself).map(({ name }) => name);

test('a rule is chosen of the field that it stands at first, then of those around it, each by what it holds', () => {
  const [own, ...others] = factsAround(FORM, END, 'with');
  expect(own).toMatchObject({ name: 'endDate', label: 'Date de fin', is: 'day' });
  expect(others.map(({ name, is, unanswered }) => [name, is, unanswered])).toEqual([
    ['startDate', 'day', 'null'],
    ['hour', 'field', 'null'],
    ['quota', 'text', 'null'],
    ['grade', 'field', 'null'],
    ['amount', 'number', 'null'],
    ['exact', 'field', 'text'],
    ['proofs', 'field', 'list'],
    ['home.city', 'field', 'text'],
  ]);
});

test('what hides a field, or makes it due, is another; of a group, none that it holds', () => {
  expect(named(END, 'without')).not.toContain('endDate');
  expect(named(FORM.components[9] as FormComponent, 'without')).not.toContain('home.city');
});

test('in a repeated group, those of the same row are known too; from outside, none of them', () => {
  expect(named(CHILD, 'without')).toEqual(['this.first', ...named(CHILD, 'without').slice(1)]);
  expect(named(CHILD, 'with')[0]).toBe('this.birthDate');
  expect(named(CHILD, 'with')).toContain('startDate');
  expect(named(END, 'with').some((name) => name.startsWith('this.'))).toBe(false);
});
