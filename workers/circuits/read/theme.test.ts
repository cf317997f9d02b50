import { describe, expect, test } from '@jest/globals';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { shippedGrids, shippedTheme, themeFiles } from '#testing/shipped-themes.ts';
import { makeBundle } from './bundle.ts';
import { readTheme, readThemes } from './theme.ts';

type Written = Record<string, unknown> & { fields: Record<string, unknown>[]; rules: Record<string, unknown>[] };

/** What is wrong in a shipped theme once it is changed: « place: code ». */
function faultsOf(name: string, change: (theme: Written) => void): string[] {
  const theme = structuredClone(shippedTheme(name)) as unknown as Written;
  change(theme);
  const contents = new Map([[`_situation/${name}.json`, new TextEncoder().encode(JSON.stringify(theme))]]);
  const { faults } = readThemes(makeBundle('essai', contents, Object.values(shippedGrids())));
  for (const fault of faults) expect(Object.values(wordsOfFault(fault)).join()).not.toMatch(/[{}]|undefined/);
  return faults.map(({ elementId, code }) => `${elementId}: ${code}`);
}

const field = (theme: Written, key: string): Record<string, unknown> =>
  theme.fields.find((one) => one.key === key) ?? {};

describe('a theme', () => {
  test.each([...themeFiles()])('%s is sound as it is shipped, beside the grids', (path, content) => {
    const bundle = makeBundle('essai', new Map([[path, content]]), Object.values(shippedGrids()));
    expect(readThemes(bundle).faults).toEqual([]);
  });

  test.each<[string, string, (theme: Written) => void, string]>([
    ['under another name', 'contact', (t) => Object.assign(t, { name: 'autre' }), 'name: theme-name'],
    [
      'with a word nobody reads',
      'contact',
      (t) => Object.assign(t, { colour: 'red' }),
      '(file): theme-property-unknown',
    ],
    [
      'whose field says too much',
      'contact',
      (t) => Object.assign(field(t, 'phone'), { size: 2 }),
      'fields.phone: theme-property-unknown',
    ],
    ['without a title', 'contact', (t) => delete t.title, 'title: theme-property-missing'],
    [
      'of a type that is none',
      'contact',
      (t) => Object.assign(field(t, 'phone'), { type: 'secret' }),
      'fields.phone.type: theme-value',
    ],
    [
      'with two fields of one key',
      'contact',
      (t) => t.fields.push({ ...field(t, 'phone') }),
      'fields.phone: theme-key-twice',
    ],
    [
      'with a field named as a day',
      'contact',
      (t) => t.fields.push({ ...field(t, 'phone'), key: 'from' }),
      'fields.from: theme-key-twice',
    ],
    [
      'below its floor',
      'temps-de-travail',
      (t) => Object.assign(t, { guarantee: 'checked' }),
      'guarantee: theme-below-floor',
    ],
    [
      'an account below two people',
      'coordonnees-bancaires',
      (t) => Object.assign(t, { guarantee: 'act' }),
      'guarantee: theme-below-floor',
    ],
    [
      'a telephone given to the engine',
      'contact',
      (t) => Object.assign(field(t, 'phone'), { fact: true }),
      'fields.phone: theme-fact-personal',
    ],
    [
      'an account given to the engine',
      'coordonnees-bancaires',
      (t) => Object.assign(field(t, 'iban'), { fact: true }),
      'fields.iban: theme-fact-personal',
    ],
    [
      'an account in clear',
      'coordonnees-bancaires',
      (t) => Object.assign(field(t, 'iban'), { sensitive: false }),
      'fields.iban: theme-not-sensitive',
    ],
    [
      'an account that nobody reads',
      'coordonnees-bancaires',
      (t) => Object.assign(field(t, 'iban'), { readers: [] }),
      'fields.iban: theme-without-reader',
    ],
    [
      'an account that a valideur reads',
      'coordonnees-bancaires',
      (t) => Object.assign(field(t, 'iban'), { readers: ['valideur'] }),
      'fields.iban: theme-reader',
    ],
    ['that says no word of itself', 'temps-de-travail', (t) => delete t.sentence, 'sentence: theme-sentence-missing'],
    [
      'whose act leaves a value out',
      'echelon-grade',
      (t) => Object.assign(t, { sentence: '{grade}, {echelon}, à compter du {from}.' }),
      'sentence: theme-sentence-lacks',
    ],
    [
      'whose act says what is not there',
      'echelon-grade',
      (t) => Object.assign(t, { sentence: `${t.sentence} {until}` }),
      'sentence: theme-key-unknown',
    ],
    [
      'whose act has no day',
      'echelon-grade',
      (t) => Object.assign(t, { inTime: { is: 'current' } }),
      'inTime: theme-act-day',
    ],
    [
      'whose act may lack a value',
      'echelon-grade',
      (t) => Object.assign(field(t, 'index'), { required: false }),
      'fields.index: theme-act-value',
    ],
    [
      'with a length that is none',
      'temps-de-travail',
      (t) => Object.assign(t.inTime as object, { min: 'six months' }),
      'inTime.min: theme-length',
    ],
    [
      'that ends though it has no periods',
      'contact',
      (t) => Object.assign(t, { atEnd: { reminder: 'P2M', renewal: true } }),
      'atEnd: theme-at-end',
    ],
    [
      'that is said to end at no time',
      'temps-de-travail',
      (t) => Object.assign(t, { atEnd: { reminder: 'soon', renewal: true } }),
      'atEnd.reminder: theme-length',
    ],
    [
      'whose choice gives half',
      'temps-de-travail',
      (t) => {
        const [first] = field(t, 'quota').choices as object[];
        Object.assign(first ?? {}, { gives: { payFraction: '50/100' } });
        Object.assign(field(t, 'payFraction'), { source: 'choice', grid: undefined });
      },
      'fields.payFraction: theme-given-by-some',
    ],
    [
      'whose field is given by no grid in particular',
      'temps-de-travail',
      (t) => delete field(t, 'payFraction').grid,
      'fields.payFraction: theme-grid',
    ],
    [
      'whose account would stand in a grid',
      'coordonnees-bancaires',
      (t) => Object.assign(field(t, 'iban'), { source: 'grid', grid: 'quotites' }),
      'fields.iban: theme-source',
    ],
    [
      'whose grid is none of the portal’s',
      'temps-de-travail',
      (t) => Object.assign(field(t, 'payFraction'), { grid: 'fractions' }),
      'fields.payFraction: grid-unknown',
    ],
    [
      'whose grid does not give it',
      'temps-de-travail',
      (t) => Object.assign(field(t, 'payFraction'), { grid: 'plafonds' }),
      'fields.payFraction: grid-column-missing',
    ],
    [
      'whose grid is read by what the theme does not ask for',
      'temps-de-travail',
      (t) => Object.assign(field(t, 'quota'), { type: 'number' }),
      'fields.payFraction: grid-key-missing',
    ],
    [
      'whose rule reads a grid that is none',
      'echelon-grade',
      (t) => Object.assign(t.rules[0] ?? {}, { broken: 'count(grids.rien) > 0' }),
      'rules.effect-too-late: grid-unknown',
    ],
    [
      'that grows in words',
      'contact',
      (t) => Object.assign(field(t, 'phone'), { grows: true }),
      'fields.phone: theme-grows',
    ],
    [
      'that grows by itself',
      'echelon-grade',
      (t) => Object.assign(field(t, 'index'), { source: 'pay-month' }),
      'fields.index: theme-grows',
    ],
    [
      'that pays by nothing',
      'contact',
      (t) => Object.assign(t, { pay: { movement: 'echelon' } }),
      'pay: theme-pays-nothing',
    ],
    [
      'that pays what nobody checked',
      'situation-familiale',
      (t) => Object.assign(t, { guarantee: 'self' }),
      'pay: theme-pays-unchecked',
    ],
    [
      'a list that an act would ground',
      'enfants',
      (t) => Object.assign(t, { guarantee: 'act', sentence: '{prenom}' }),
      'inTime: theme-act-in-time',
    ],
    [
      'a list whose item is one of its fields',
      'enfants',
      (t) => Object.assign(t.inTime as object, { item: 'prenom' }),
      'fields.prenom: theme-key-twice',
    ],
    [
      'an item that grows',
      'enfants',
      (t) => t.fields.push({ key: 'rang', type: 'number', label: { fr: 'Rang', en: 'Rank' }, grows: true }),
      'fields.rang: theme-grows',
    ],
    [
      'that says of no period that its agent is away',
      'contact',
      (t) => Object.assign(t, { away: true }),
      'away: theme-away',
    ],
    [
      'that counts working days between no days',
      'compte-epargne-temps',
      (t) => Object.assign(field(t, 'jours'), { source: 'working-days' }),
      'fields.jours: theme-period',
    ],
    [
      'that counts working days of what is no day',
      'compte-epargne-temps',
      (t) =>
        Object.assign(field(t, 'jours'), { source: 'working-days', period: { from: 'startDate', until: 'mouvement' } }),
      'fields.jours: theme-period',
    ],
    [
      'that counts working days in words',
      'contact',
      (t) =>
        Object.assign(field(t, 'phone'), { source: 'working-days', period: { from: 'startDate', until: 'endDate' } }),
      'fields.phone: theme-source',
    ],
    [
      'a share of nothing',
      'transport-mobilite',
      (t) => delete (field(t, 'prisEnCharge') as { share?: unknown }).share,
      'fields.prisEnCharge: theme-share',
    ],
    [
      'a share of what is no number',
      'transport-mobilite',
      (t) => Object.assign(field(t, 'prisEnCharge'), { share: { of: 'mode', percent: 'taux' } }),
      'fields.prisEnCharge: theme-share',
    ],
    [
      'a share in words',
      'transport-mobilite',
      (t) => Object.assign(field(t, 'mode'), { source: 'share', share: { of: 'montantMensuel', percent: 'taux' } }),
      'fields.mode: theme-source',
    ],
    [
      'a balance that is read nowhere',
      'compte-epargne-temps',
      (t) => Object.assign(t, { fields: t.fields.filter(({ key }) => key !== 'solde') }),
      'fields: theme-balance-total',
    ],
    [
      'a balance given to the engine',
      'compte-epargne-temps',
      (t) => Object.assign(field(t, 'solde'), { fact: true }),
      'fields.solde: theme-balance-total',
    ],
    [
      'a balance of what is none',
      'contact',
      (t) => Object.assign(field(t, 'phone'), { source: 'balance' }),
      'fields.phone: theme-source',
    ],
    [
      'a movement of words',
      'compte-epargne-temps',
      (t) => Object.assign(t.inTime as object, { amount: 'mouvement' }),
      'inTime.amount: theme-balance-amount',
    ],
    [
      'a movement that may have no amount',
      'compte-epargne-temps',
      (t) => Object.assign(field(t, 'jours'), { required: false }),
      'inTime.amount: theme-balance-amount',
    ],
    [
      'a movement that goes no way',
      'compte-epargne-temps',
      (t) => Object.assign(t.inTime as object, { by: 'jours' }),
      'inTime.by: theme-balance-by',
    ],
    [
      'a movement out by no choice',
      'compte-epargne-temps',
      (t) => Object.assign(t.inTime as object, { out: ['don'] }),
      'inTime.out: theme-balance-out',
    ],
    ['that pays by no movement', 'echelon-grade', (t) => delete t.pay, 'fields.echelon: theme-without-movement'],
    [
      'that people are no longer reached by',
      'contact',
      (t) => Object.assign(t, { fields: t.fields.slice(1) }),
      'use: theme-use-lacks',
    ],
    [
      'that says a status that nothing is offered by',
      'statut',
      (t) => Object.assign(t.fields[0] ?? {}, { choices: [{ value: 'vacataire' }] }),
      'fields.status: theme-status',
    ],
    [
      'whose rule cannot be read',
      'temps-de-travail',
      (t) => Object.assign(t.rules[0] ?? {}, { broken: 'asked.from <' }),
      'rules.effect-too-early: expression-unreadable',
    ],
    [
      'whose rule asks for what it is not told',
      'temps-de-travail',
      (t) => Object.assign(t.rules[0] ?? {}, { broken: 'iban != null' }),
      'rules.effect-too-early: theme-key-unknown',
    ],
    [
      'whose message is filled in by nothing',
      'temps-de-travail',
      (t) => Object.assign(t.rules[0] ?? {}, { params: {} }),
      'rules.effect-too-early: theme-key-unknown',
    ],
  ])('%s is refused, where it is wrong', (_what, name, change, fault) => {
    expect(faultsOf(name, change)).toContain(fault);
  });

  test('that is no JSON, or no theme, is refused whole', () => {
    for (const text of ['{', '[]', 'null', '"contact"'])
      expect(readTheme('_situation/contact.json', text).faults.length).toBeGreaterThan(0);
  });
});
