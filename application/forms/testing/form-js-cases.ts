import type { FormComponent } from '../schema.ts';

/**
 * A form and what is typed in it, judged by form-js in a browser and by the server, which must
 * agree.
 */
export interface FormCase {
  readonly name: string;
  readonly components: readonly FormComponent[];
  readonly data: Record<string, unknown>;
}

const options = [
  { label: 'A', value: 'a' },
  { label: 'B', value: 'b' },
];
const text = (validate: FormComponent['validate'] = {}): FormComponent[] => [{ type: 'textfield', key: 'x', validate }];
const number = (change: Partial<FormComponent>): FormComponent[] => [{ type: 'number', key: 'x', ...change }];
const on = (value: unknown) => ({ x: value });

/**
 * Values have the type of their component: form-js silently drops others on loading, the server
 * refuses them.
 */
export const FORM_CASES: readonly FormCase[] = [
  { name: 'text kept', components: text(), data: on('abc') },
  { name: 'text required and empty', components: text({ required: true }), data: on('') },
  { name: 'text required and blank', components: text({ required: true }), data: on('   ') },
  { name: 'text too short once trimmed', components: text({ minLength: 3 }), data: on(' ab  ') },
  { name: 'text at the longest', components: text({ maxLength: 3 }), data: on('abc') },
  { name: 'text too long', components: text({ maxLength: 3 }), data: on('abcd') },
  { name: 'empty optional text with limits', components: text({ minLength: 3, pattern: '^z' }), data: on('') },
  { name: 'pattern kept', components: text({ pattern: '^[0-9]+$' }), data: on('123') },
  { name: 'pattern broken', components: text({ pattern: '^[0-9]+$' }), data: on('12a') },
  { name: 'pattern anywhere', components: text({ pattern: 'b' }), data: on('abc') },
  { name: 'e-mail', components: text({ validationType: 'email' }), data: on('a.b@justice.example') },
  { name: 'no e-mail', components: text({ validationType: 'email' }), data: on('a.b@') },
  { name: 'phone', components: text({ validationType: 'phone' }), data: on('+33612345678') },
  { name: 'no phone', components: text({ validationType: 'phone' }), data: on('06 12') },
  {
    name: 'length by expression',
    components: [...text({ maxLength: '=n' }), { type: 'number', key: 'n' }],
    data: { x: 'abc', n: 2 },
  },
  {
    name: 'several lines',
    components: [{ type: 'textarea', key: 'x', validate: { minLength: 4 } }],
    data: on('a\nbc'),
  },
  { name: 'number kept', components: number({}), data: on(1.25) },
  { name: 'zero is a number', components: number({ validate: { required: true, min: 0 } }), data: on(0) },
  { name: 'number missing', components: number({ validate: { required: true } }), data: on(null) },
  { name: 'number too small', components: number({ validate: { min: 1 } }), data: on(0.99) },
  { name: 'number too big', components: number({ validate: { max: 10 } }), data: on(10.1) },
  { name: 'number at the limits', components: number({ validate: { min: 10, max: 10 } }), data: on(10) },
  {
    name: 'number by expression',
    components: [...number({ validate: { max: '=n + 1' } }), { type: 'number', key: 'n' }],
    data: { x: 3, n: 1 },
  },
  { name: 'whole number', components: number({ decimalDigits: 0 }), data: on(1.5) },
  { name: 'two decimals', components: number({ decimalDigits: 2 }), data: on(1.25) },
  { name: 'three decimals for two', components: number({ decimalDigits: 2 }), data: on(1.255) },
  { name: 'on a decimal step', components: number({ increment: '0.1' }), data: on(0.3) },
  { name: 'off a step', components: number({ increment: 5 }), data: on(7) },
  { name: 'number as text', components: number({ serializeToString: true, validate: { max: 2 } }), data: on('2.50') },
  {
    name: 'box unchecked, required',
    components: [{ type: 'checkbox', key: 'x', validate: { required: true } }],
    data: on(false),
  },
  { name: 'box checked', components: [{ type: 'checkbox', key: 'x', validate: { required: true } }], data: on(true) },
  { name: 'choice', components: [{ type: 'select', key: 'x', values: options }], data: on('b') },
  {
    name: 'choice missing',
    components: [{ type: 'select', key: 'x', values: options, validate: { required: true } }],
    data: on(null),
  },
  {
    name: 'radio',
    components: [{ type: 'radio', key: 'x', values: options, validate: { required: true } }],
    data: on('a'),
  },
  { name: 'several choices', components: [{ type: 'checklist', key: 'x', values: options }], data: on(['a', 'b']) },
  {
    name: 'no choice of several, required',
    components: [{ type: 'checklist', key: 'x', values: options, validate: { required: true } }],
    data: on([]),
  },
  { name: 'tags', components: [{ type: 'taglist', key: 'x', values: options }], data: on(['b']) },
  {
    name: 'date',
    components: [{ type: 'datetime', subtype: 'date', key: 'x', dateLabel: 'D', validate: { required: true } }],
    data: on('2030-02-28'),
  },
  {
    name: 'date missing',
    components: [{ type: 'datetime', subtype: 'date', key: 'x', dateLabel: 'D', validate: { required: true } }],
    data: on(null),
  },
  {
    name: 'hidden with its fault',
    components: [
      { type: 'checkbox', key: 'a' },
      { type: 'textfield', key: 'x', validate: { required: true }, conditional: { hide: '=a = false' } },
    ],
    data: { a: false, x: '' },
  },
  {
    name: 'shown with its fault',
    components: [
      { type: 'checkbox', key: 'a' },
      { type: 'textfield', key: 'x', validate: { required: true }, conditional: { hide: '=a = false' } },
    ],
    data: { a: true, x: '' },
  },
  {
    name: 'hidden with its value',
    components: [
      { type: 'select', key: 'a', values: options },
      { type: 'textfield', key: 'x', conditional: { hide: '=a != "b"' } },
    ],
    data: { a: 'a', x: 'left over' },
  },
  {
    name: 'a condition on what is hidden',
    components: [
      { type: 'checkbox', key: 'a' },
      { type: 'textfield', key: 'b', conditional: { hide: '=a = false' } },
      { type: 'textfield', key: 'x', conditional: { hide: '=b != "yes"' } },
    ],
    data: { a: false, b: 'yes', x: 'smuggled' },
  },
  {
    name: 'a hidden group',
    components: [
      { type: 'number', key: 'a' },
      {
        type: 'group',
        path: 'home',
        conditional: { hide: '=a > 1' },
        components: [{ type: 'textfield', key: 'city', validate: { required: true } }],
      },
    ],
    data: { a: 2, home: { city: '' } },
  },
  {
    name: 'a group with a path',
    components: [
      { type: 'group', path: 'home', components: [{ type: 'textfield', key: 'city', validate: { required: true } }] },
    ],
    data: { home: { city: '' } },
  },
  {
    name: 'a key with levels',
    components: [{ type: 'textfield', key: 'a.b', validate: { required: true } }],
    data: { a: { b: 'x' } },
  },
  {
    name: 'a disabled field',
    components: [{ type: 'textfield', key: 'x', disabled: true, validate: { required: true } }],
    data: on(''),
  },
  {
    name: 'the rows of a list',
    components: [
      {
        type: 'dynamiclist',
        path: 'rows',
        components: [
          { type: 'checkbox', key: 'a' },
          { type: 'textfield', key: 'x', validate: { required: true }, conditional: { hide: '=this.a' } },
        ],
      } as FormComponent,
    ],
    data: {
      rows: [
        { a: false, x: 'one' },
        { a: true, x: '' },
        { a: false, x: '' },
      ],
    },
  },
  ...[
    '0.1 + 0.2 = 0.3',
    'n * 100 = 435',
    '[1, 2, 3, 4][odd(item)] = [1, 3]',
    'date(day) + duration("P1M") = date("2026-02-28")',
    'nothing = null',
    'nothing > 3',
  ].flatMap((condition) =>
    [condition, `not(${condition})`].map((hide) => ({
      name: `hidden when ${hide}`,
      components: [
        { type: 'number', key: 'n' },
        { type: 'number', key: 'nothing' },
        { type: 'textfield', key: 'day' },
        { type: 'textfield', key: 'x', validate: { required: true }, conditional: { hide: `=${hide}` } },
      ],
      data: { n: 4.35, nothing: null, day: '2026-01-31', x: '' },
    })),
  ),
];
