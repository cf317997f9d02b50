import { expect, test } from '@jest/globals';
import { shippedTheme, shippedThemes } from '#testing/shipped-themes.ts';
import type { ThemeInForce } from './entry.ts';
import { canFillFrom, fillable, isRenewed, prefill, readFrom, renewed, takesType } from './prefill.ts';

const standing = (theme: string, value: Record<string, unknown>): ThemeInForce => ({
  definition: shippedTheme(theme),
  entry: { theme, value: value as never, from: '2025-01-01', until: null },
  items: [],
});
const asks = (key: string, type: string, from: string) => ({ key, type, properties: { from } });

test('a form is filled in with what is known, in the type that each field asks for', () => {
  const situation = [
    standing('contact', { phone: '+33612345678' }),
    standing('temps-de-travail', { quota: 80, payFraction: '6/7' }),
  ];
  const form = [
    asks('phone', 'textfield', 'contact.phone'),
    asks('personalEmail', 'textfield', 'contact.personalEmail'),
    {
      type: 'group',
      components: [asks('former', 'select', 'temps-de-travail.quota'), asks('n', 'number', 'temps-de-travail.quota')],
    },
    asks('agreed', 'checkbox', 'temps-de-travail.quota'),
    { type: 'dynamiclist', key: 'rows', components: [asks('row', 'textfield', 'contact.phone')] },
    { key: 'free', type: 'textfield' },
  ];
  const { data, origins } = prefill(form, situation);
  expect(data).toEqual({ phone: '+33612345678', former: '80', n: 80 });
  expect(origins.map(({ key, theme }) => [key, theme.name])).toEqual([
    ['phone', 'contact'],
    ['former', 'temps-de-travail'],
    ['n', 'temps-de-travail'],
  ]);
});

test('what is sealed is filled in nowhere', () => {
  const account = standing('coordonnees-bancaires', { iban: { sealed: 'v2.x', shown: 'FR76' }, holder: 'CLAIRE' });
  expect(prefill([asks('iban', 'textfield', 'coordonnees-bancaires.iban')], [account]).data).toEqual({});
  expect(canFillFrom(shippedThemes(), { theme: 'coordonnees-bancaires', field: 'iban' })).toBe(false);
  expect(canFillFrom(shippedThemes(), { theme: 'coordonnees-bancaires', field: 'holder' })).toBe(true);
  expect(canFillFrom(shippedThemes(), { theme: 'contact', field: 'fax' })).toBe(false);
});

test('of a list, a form is filled in with the item that was chosen, and offers them all', () => {
  const child = (item: string, prenom: string) => ({
    ...{ theme: 'enfants', item, value: { prenom }, from: '2020-01-01', until: null },
  });
  const items = [child('a', 'Louise'), child('b', 'Marc')];
  const situation = [{ definition: shippedTheme('enfants'), entry: null, items }];
  const form = [asks('enfant', 'select', 'enfants.enfant'), asks('prenom', 'textfield', 'enfants.prenom')];
  const chosen = prefill(form, situation, ['b']);
  expect(chosen.data).toEqual({ enfant: 'b', prenom: 'Marc' });
  expect(chosen.offers).toMatchObject([{ key: 'enfant', items }]);
  for (const none of [[], ['c'], [undefined]]) expect(prefill(form, situation, none).data).toEqual({});
  expect(canFillFrom(shippedThemes(), { theme: 'enfants', field: 'enfant' })).toBe(true);
});

test('where it is filled in from is a theme and its field', () => {
  expect(readFrom('contact.phone')).toEqual({ theme: 'contact', field: 'phone' });
  for (const written of [undefined, '', 'contact', 'contact.', '.phone', 'contact.phone.x', '=contact.phone'])
    expect(readFrom(written)).toBeNull();
});

test('what ends is asked for again with the same values, from the day after; until when is for the agent to say', () => {
  const theme = shippedTheme('temps-de-travail');
  const entry = {
    ...{ theme: theme.name, from: '2026-09-01', until: '2027-08-31' },
    value: { quota: 80, payFraction: '6/7' },
  };
  const form = [
    { key: 'startDate', type: 'datetime' },
    { key: 'endDate', type: 'datetime' },
    { type: 'group', components: [{ key: 'quota', type: 'select' }] },
    { key: 'payFraction', type: 'textfield' },
    { key: 'reason', type: 'textarea' },
  ];
  expect(renewed(form, theme, entry)).toEqual({ startDate: '2027-09-01', quota: '80' });
  expect(isRenewed(theme, entry)).toBe(true);
  expect(isRenewed(theme, { ...entry, until: null })).toBe(false);
  expect(isRenewed(shippedTheme('contact'), entry)).toBe(false);
});

test('what is offered to fill a form in with is what a form can be filled in with, and nothing sealed', () => {
  const themes = shippedThemes();
  for (const theme of Object.values(themes))
    for (const { key } of fillable(theme)) expect(canFillFrom(themes, { theme: theme.name, field: key })).toBe(true);
  expect(fillable(shippedTheme('coordonnees-bancaires')).map(({ key }) => key)).not.toContain('iban');
  expect(fillable(shippedTheme('enfants'))[0]).toMatchObject({ key: 'enfant', type: 'choice' });
});

test.each([
  ['textfield', ['text', 'date', 'quota', 'phone']],
  ['number', ['quota']],
  ['datetime', ['date']],
  ['checkbox', ['boolean']],
  ['filepicker', []],
] as const)('a %s takes values of %j alone, of these', (component, taken) => {
  const types = ['text', 'date', 'quota', 'phone', 'boolean'] as const;
  const found = types.filter((type) => takesType(component, { type }));
  expect(found.filter((type) => component !== 'textfield' || type !== 'boolean')).toEqual(taken);
});
