import { describe, expect, test } from '@jest/globals';
import type { FormComponent } from './schema.ts';
import { takenOver } from './taken-over.ts';

const field = (key: string, type = 'textfield', more: Partial<FormComponent> = {}): FormComponent => ({
  ...{ key, type, id: key },
  ...more,
});
const choice = (key: string, values: string[], type = 'select') =>
  field(key, type, { values: values.map((value) => ({ value, label: value })) });
const take = (former: FormComponent[], form: FormComponent[], answers: Record<string, unknown>) =>
  takenOver({ components: form }, { components: former }, answers);

describe('what was said in a request is taken over in the next one', () => {
  test('where the key and the type are the same, whatever group of the form it stands in', () => {
    const former = [field('city'), field('date', 'datetime', { subtype: 'date' }), field('only')];
    const form = [field('more', 'number'), field('part', 'group', { components: former.slice(0, 2) })];
    expect(take(former, form, { city: 'Rivebelle', date: '2026-12-01', only: 'x' })).toEqual({
      city: 'Rivebelle',
      date: '2026-12-01',
    });
  });

  test.each<[string, FormComponent, FormComponent, unknown]>([
    ['of another type', field('a', 'textarea'), field('a', 'textfield'), 'x'],
    ['of another format', field('a'), field('a', 'textfield', { properties: { format: 'iban' } }), 'x'],
    ['a time instead of a day', field('a', 'datetime', { subtype: 'time' }), field('a', 'datetime'), '10:00'],
    ['sensitive there', field('a', 'textfield', { properties: { sensitive: 'true' } }), field('a'), { sealed: 's' }],
    ['sensitive here', field('a'), field('a', 'textfield', { properties: { sensitive: 'true' } }), 'x'],
    ['a document', field('a', 'filepicker'), field('a', 'filepicker'), { id: '1', name: 'acte.pdf' }],
    ['computed', field('a', 'expression'), field('a', 'expression'), 'x'],
    ['a choice that is not offered here', choice('a', ['x', 'y']), choice('a', ['y']), 'x'],
    ['a choice that is computed', choice('a', ['x']), field('a', 'select', { valuesExpression: '=xs' }), 'x'],
    ['left empty', field('a'), field('a'), ''],
  ])('nothing of what is %s', (_what, former, form, answer) => {
    expect(take([former], [form], { a: answer })).toEqual({});
  });

  test('of choices, those that are drawn in both', () => {
    const [former, form] = [choice('a', ['x', 'y'], 'checklist'), choice('a', ['x', 'y', 'z'], 'checklist')];
    expect(take([former], [form], { a: ['x', 'y'] })).toEqual({ a: ['x', 'y'] });
    expect(take([form], [former], { a: ['x', 'z'] })).toEqual({});
  });
});
