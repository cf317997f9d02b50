import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { FormComponent } from './schema.ts';
import { compileForm, FormNotSupported } from './validator.ts';

const around = { today: '2026-09-01', pieces: [{ id: 'p1', pieceType: 'proof' }] };
const form = (...components: FormComponent[]) => compileForm({ components });

/** The verdict of a one-field form on a value: the fault's code, or « kept » and the value kept. */
function verdict(component: Partial<FormComponent> & { type: string }, value: unknown): unknown {
  const { data, faults } = form({ key: 'x', ...component })({ x: value }, around);
  return faults[0]?.code ?? { kept: data.x };
}

describe('each field says what it accepts', () => {
  test.each<[string, Partial<FormComponent> & { type: string }, unknown, unknown]>([
    ['a text', { type: 'textfield' }, 'abc', { kept: 'abc' }],
    ['a number instead of a text', { type: 'textfield' }, 3, 'type'],
    ['line breaks in a one-line text', { type: 'textfield' }, 'a\nb', { kept: 'a b' }],
    ['a NUL in a text', { type: 'textarea' }, 'a\u0000b', 'characters'],
    ['half a character', { type: 'textarea' }, 'a\ud800', 'characters'],
    ['an endless text', { type: 'textarea' }, 'a'.repeat(10_001), 'too-long'],
    ['nothing, required', { type: 'textfield', validate: { required: true } }, '', 'required'],
    ['blanks, at least 3', { type: 'textfield', validate: { minLength: 3 } }, ' a  ', 'too-short'],
    ['too long', { type: 'textfield', validate: { maxLength: 2 } }, 'abc', 'too-long'],
    ['no e-mail', { type: 'textfield', validate: { validationType: 'email' } }, 'a@', 'email'],
    ['an e-mail', { type: 'textfield', validate: { validationType: 'email' } }, 'a@b.fr', { kept: 'a@b.fr' }],
    ['no phone', { type: 'textfield', validate: { validationType: 'phone' } }, '0612', 'phone'],
    ['a phone', { type: 'textfield', validate: { validationType: 'phone' } }, '+33612345678', { kept: '+33612345678' }],
    ['off the pattern', { type: 'textfield', validate: { pattern: '^\\d+$' } }, '12a', 'pattern'],
    ['a number', { type: 'number' }, 3.5, { kept: 3.5 }],
    ['a text instead of a number', { type: 'number' }, '3', 'type'],
    ['a number kept as text', { type: 'number', serializeToString: true }, '0.10', { kept: '0.10' }],
    ['no number as text', { type: 'number', serializeToString: true }, '1,5', 'not-a-number'],
    ['decimals where whole is asked', { type: 'number', decimalDigits: 0 }, 1.5, 'integer'],
    ['too many decimals', { type: 'number', decimalDigits: 2 }, 1.125, 'decimals'],
    ['0.3 by steps of 0.1', { type: 'number', increment: '0.1' }, 0.3, { kept: 0.3 }],
    ['off the step', { type: 'number', increment: 5 }, 7, 'step'],
    ['too small', { type: 'number', validate: { min: 1 } }, 0, 'too-small'],
    ['too big', { type: 'number', validate: { max: '10' } }, 10.01, 'too-big'],
    ['an unchecked box, required', { type: 'checkbox', validate: { required: true } }, false, 'required'],
    ['a text instead of a box', { type: 'checkbox' }, 'true', 'type'],
    ['an option', { type: 'select', values: [{ label: 'A', value: 'a' }] }, 'a', { kept: 'a' }],
    ['no option', { type: 'radio', values: [{ label: 'A', value: 'a' }] }, 'b', 'option'],
    ['options by expression', { type: 'select', valuesExpression: '=["a", "b"]' }, 'b', { kept: 'b' }],
    ['options from the data', { type: 'select', valuesKey: 'mine' }, 'a', 'option'],
    ['several options', { type: 'checklist', values: ['a', 'b'] }, ['b'], { kept: ['b'] }],
    ['one that is not offered', { type: 'taglist', values: ['a', 'b'] }, ['a', 'c'], 'option'],
    ['a date', { type: 'datetime', subtype: 'date' }, '2026-09-01', { kept: '2026-09-01' }],
    ['a date that does not exist', { type: 'datetime', subtype: 'date' }, '2026-02-30', 'date'],
    ['29 February of a common year', { type: 'datetime', subtype: 'date' }, '2027-02-29', 'date'],
    ['a French date', { type: 'datetime', subtype: 'date' }, '01/09/2026', 'date'],
    ['yesterday', { type: 'datetime', subtype: 'date', disallowPassedDates: true }, '2026-08-31', 'date-past'],
    ['a time', { type: 'datetime', subtype: 'time' }, '23:59', { kept: '23:59' }],
    ['25 o’clock', { type: 'datetime', subtype: 'time' }, '25:00', 'time'],
    [
      'a zoned instant',
      { type: 'datetime', subtype: 'datetime', timeSerializingFormat: 'utc_offset' },
      '2026-09-01T10:00+02:00',
      { kept: '2026-09-01T10:00+02:00' },
    ],
    [
      'an instant without its zone',
      { type: 'datetime', subtype: 'datetime', timeSerializingFormat: 'utc_normalized' },
      '2026-09-01T10:00',
      'date',
    ],
    [
      'a piece of this draft',
      { type: 'filepicker' },
      { id: 'p1', name: 'a.pdf' },
      { kept: { id: 'p1', name: 'a.pdf' } },
    ],
    ['a piece of another draft', { type: 'filepicker' }, { id: 'p2', name: 'a.pdf' }, 'piece-unknown'],
    ['a piece of another type', { type: 'filepicker', properties: { pieceType: 'id' } }, { id: 'p1' }, 'piece-type'],
    ['two pieces where one is asked', { type: 'filepicker' }, [{ id: 'p1' }, { id: 'p1' }], 'one-file'],
    ['no piece, mandatory', { type: 'filepicker', properties: { mandatory: 'true' } }, null, 'piece-required'],
    ['a readonly field changed', { type: 'textfield', readonly: true, defaultValue: 'a' }, 'b', 'readonly'],
    ['a disabled field', { type: 'textfield', disabled: true }, 'b', { kept: undefined }],
    ['what the form works out', { type: 'expression', expression: '=1 + 1' }, 40, { kept: 2 }],
  ])('%s', (_name, component, value, expected) => {
    expect(verdict(component, value)).toEqual(expected);
  });
});

describe('a form is more than its fields', () => {
  test('an unknown field is refused, wherever it is', () => {
    const check = form({ type: 'group', path: 'home', components: [{ type: 'textfield', key: 'city' }] });
    const { faults } = check({ home: { city: 'Lyon', admin: true }, __proto__x: 1, constructor: 2 }, around);
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'home.admin unknown-field',
      '__proto__x unknown-field',
      'constructor unknown-field',
    ]);
  });

  test('a hidden field is dropped with its faults, and so are the children of a hidden group', () => {
    const check = form(
      { type: 'checkbox', key: 'abroad' },
      { type: 'textfield', key: 'country', validate: { required: true }, conditional: { hide: '=not(abroad)' } },
      {
        type: 'group',
        conditional: { hide: '=abroad = false' },
        components: [{ type: 'number', key: 'distance', validate: { required: true } }],
      },
    );
    expect(check({ abroad: false, country: 'Italie', distance: 'x' }, around)).toEqual({
      data: { abroad: false },
      faults: [],
    });
    expect(check({ abroad: true }, around).faults.map(({ field }) => field)).toEqual(['country', 'distance']);
  });

  test('a condition on a hidden field sees it as absent', () => {
    const check = form(
      { type: 'checkbox', key: 'a' },
      { type: 'textfield', key: 'b', conditional: { hide: '=a = false' } },
      { type: 'textfield', key: 'c', conditional: { hide: '=b != "yes"' } },
    );
    expect(check({ a: false, b: 'yes', c: 'smuggled' }, around).data).toEqual({ a: false });
  });

  test('each row of a list is checked, its conditions on its own values', () => {
    const check = form({
      type: 'dynamiclist',
      path: 'children',
      components: [
        { type: 'textfield', key: 'name', validate: { required: true } },
        { type: 'checkbox', key: 'disabled' },
        { type: 'textfield', key: 'proof', validate: { required: true }, conditional: { hide: '=not(this.disabled)' } },
      ],
    });
    const sent = { children: [{ name: 'Zoé' }, { disabled: true, name: '' }, 'x'] };
    expect(check(sent, around).faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'children.2 type',
      'children.1.name required',
      'children.1.proof required',
      'children.2.name required',
    ]);
    expect(check({ children: [{ name: 'Zoé', proof: 'x' }] }, around).data).toEqual({
      children: [{ name: 'Zoé', disabled: false }],
    });
  });

  test('a limit may depend on another field', () => {
    const check = form({ type: 'number', key: 'days' }, { type: 'number', key: 'taken', validate: { max: '=days' } });
    expect(check({ days: 10, taken: 11 }, around).faults).toEqual([
      { field: 'taken', code: 'too-big', params: { max: 10 } },
    ]);
  });

  test.each([
    ['2026-08-31', []],
    ['2026-09-01', []],
    ['2026-09-02', ['rule']],
  ])('a rule on today takes the day of Paris, whatever the zone of the machine: %s', (value, codes) => {
    const properties = { validate: '=date(x) <= today()' };
    const check = form({ type: 'datetime', subtype: 'date', key: 'x', properties });
    expect(check({ x: value }, around).faults.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['date(x) > date(y)', []],
    ['date(x) > date(y) and date(x) > date(z)', ['rule']],
    ['date(x) >= date(y) and date(x) <= date(y)', []],
    ['y = null', []],
    ['y != null', ['rule']],
  ])('a rule that compares with a day left empty is not broken by that alone: %s', (rule, codes) => {
    const day = (key: string, properties = {}) => ({ type: 'datetime', subtype: 'date', key, properties }) as const;
    const check = form(day('x', { validate: `=${rule}` }), day('y'), day('z'));
    const sent = { x: '2026-09-01', y: null, z: '2026-09-02' };
    expect(check(sent, around).faults.map(({ code }) => code)).toEqual(codes);
  });

  test('anything but an object is refused', () => {
    for (const sent of [null, 'x', [], 3])
      expect(form({ type: 'textfield', key: 'x' })(sent, around).faults).toHaveLength(1);
  });

  test('a component nobody knows how to check cannot be published', () => {
    expect(() => form({ type: 'captcha', key: 'x' })).toThrow(FormNotSupported);
  });
});

describe('the form of part-time work', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../processes/temps-partiel-sur-autorisation/demande.form', import.meta.url), 'utf8'),
  );
  const check = compileForm(schema);
  const right = {
    startDate: '2026-12-01',
    endDate: '2027-05-31',
    quota: '80',
    reasonKind: 'child',
    organisation: 'Repos le mercredi.',
    reason: 'Mercredi auprès de mes enfants.',
    justification: { id: 'j', name: 'livret.pdf' },
  };
  const here = { today: '2026-09-01', pieces: [{ id: 'j', pieceType: 'justification' }] };

  test('a right one passes and is kept as it is', () => {
    expect(check(right, here)).toEqual({ data: right, faults: [] });
  });

  test('an end before the beginning is reported in the analyst’s words', () => {
    const { faults } = check({ ...right, endDate: '2026-11-30' }, here);
    expect(faults).toEqual([
      {
        field: 'endDate',
        code: 'rule',
        params: { message: expect.stringContaining('date de fin'), text: 'endDate.validateMessage' },
      },
    ]);
  });

  test('an empty one says what is missing at each field', () => {
    expect(check({}, here).faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'startDate required',
      'endDate required',
      'quota required',
      'reasonKind required',
      'reason required',
      'justification piece-required',
    ]);
  });
});
