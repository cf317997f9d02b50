import { describe, expect, test } from '@jest/globals';
import { shippedGrids, shippedTheme, shippedThemes } from '#testing/shipped-themes.ts';
import type { EntryFacts } from '../situation/entry.ts';
import { fromGrid } from '../situation/grids/grid.ts';
import { answersAsked, type Theme } from '../situation/themes/theme.ts';
import {
  type ActEffect,
  type ActEffectSources,
  differsFromAct,
  effectInWords,
  isByAct,
  readActEffects,
} from './act-effects.ts';

const WORK_TIME = shippedTheme('temps-de-travail');
const ECHELON = shippedTheme('echelon-grade');
const PART_TIME = { quota: '80', startDate: '2027-01-01', endDate: '2027-06-30', reason: 'x' };
const ADVANCEMENT = { echelon: 5, index: 421, effectDate: '2027-03-01', basis: 'seniority' };

const sources = (data: Record<string, unknown>, grade: string | null = 'Greffière'): ActEffectSources => ({
  data,
  gradeOn: async () => grade,
  placesOver: async () => [],
  fromGrid: async (field, _day, known) => fromGrid(shippedGrids(), field, known),
  payMonth: '2027-01',
  today: '2026-12-01',
});

/** What the act of a request states of a theme, with a few of its facts changed. */
async function said(theme: Theme, data: Record<string, unknown>, more: EntryFacts = {}): Promise<ActEffect> {
  const read = await readActEffects([theme], sources({ ...data, ...more }));
  if ('wrong' in read || read.effects[0] === undefined) throw new Error('nothing is said');
  return read.effects[0];
}

describe('what an act says that it changes', () => {
  test('is what only an act may change: a telephone and an account are nothing of it', () => {
    const names = Object.values(shippedThemes())
      .filter(isByAct)
      .map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['echelon-grade', 'temps-de-travail']));
    expect(names).not.toContain('contact');
    expect(names).not.toContain('coordonnees-bancaires');
  });

  test('names a choice by its label', async () => {
    const theme = shippedTheme('position');
    const { words } = await said(theme, { position: 'detachement', startDate: '2027-01-01', endDate: '2027-06-30' });
    expect(words).toContain('Détachement');
    expect(words).not.toContain('detachement');
  });

  test('is read off the request as it was filed, and nothing else of it', async () => {
    const facts = { quota: 80, payFraction: '6/7', from: '2027-01-01', until: '2027-06-30' };
    expect(await readActEffects([WORK_TIME, shippedTheme('contact')], sources(PART_TIME))).toEqual({
      effects: [{ effect: 'temps-de-travail', facts, words: expect.any(String) }],
    });
    expect((await said(ECHELON, ADVANCEMENT)).facts).toEqual({
      ...{ grade: 'Greffière', echelon: 5, index: 421 },
      from: '2027-03-01',
    });
    expect(await readActEffects([], sources(PART_TIME))).toEqual({ effects: [] });
  });

  test.each([
    [WORK_TIME, { ...PART_TIME, quota: 'half' }, 'Greffière', 'quota'],
    [WORK_TIME, ADVANCEMENT, 'Greffière', 'startDate'],
    [ECHELON, ADVANCEMENT, null, 'grade'],
  ] as const)('is not said where it could not be applied', async (theme, data, grade, wrong) => {
    expect(await readActEffects([theme], sources(data, grade))).toEqual({ wrong });
  });

  test.each([
    [WORK_TIME, PART_TIME],
    [ECHELON, ADVANCEMENT],
  ] as const)('is read from each of its answers', async (theme, data) => {
    for (const key of answersAsked(theme)) {
      const { [key]: _left, ...rest } = data as Record<string, unknown>;
      expect(await readActEffects([theme], sources(rest))).toEqual({ wrong: key });
    }
  });

  test('is said in French, to the day, with what the pay follows', async () => {
    const words = (effect: ActEffect) => effectInWords(effect).replaceAll('\u00a0', ' ');
    expect(words(await said(WORK_TIME, PART_TIME))).toBe(
      "Temps partiel : quotité de 80 %, rémunération de 6/7 d'un temps plein, du 1er janvier 2027 au 30 juin 2027 inclus.",
    );
    expect(words(await said(WORK_TIME, PART_TIME, { quota: '50' }))).toContain('rémunération de 50 % d');
    const echelon = words(await said(ECHELON, ADVANCEMENT));
    expect(echelon).toBe('Échelon : 5e échelon du grade « Greffière », indice majoré 421, à compter du 1er mars 2027.');
    expect(words(await said(ECHELON, ADVANCEMENT, { echelon: 1 }))).toContain('1er échelon');
    // As it was pasted: written plainly on the page, kept as it is.
    const pasted = await readActEffects([ECHELON], sources(ADVANCEMENT, 'Greffie\u0300re\u0007'));
    expect('effects' in pasted && pasted.effects.map(words)).toEqual([echelon]);
  });

  test('whatever was typed for a grade, its words stay between their guillemets', async () => {
    const grade = 'Greffière », indice majoré 999, à compter\ndu 1er janvier 2020.\u202e « Greffière';
    const read = await readActEffects([ECHELON], sources(ADVANCEMENT, grade));
    expect('effects' in read && read.effects.map((effect) => effectInWords(effect).replaceAll('\u00a0', ' '))).toEqual([
      'Échelon : 5e échelon du grade « Greffière , indice majoré 999, à compter du 1er janvier 2020. Greffière », indice majoré 421, à compter du 1er mars 2027.',
    ]);
  });

  test('that was drawn before its words were kept is said as it was then', async () => {
    const former: ActEffect[] = [
      { effect: 'work-time', facts: { quota: 80, from: '2027-01-01', until: '2027-06-30' } },
      { effect: 'echelon', facts: { grade: 'Greffière', echelon: 5, index: 421, from: '2027-03-01' } },
    ];
    expect(former.map(effectInWords)).toEqual(
      (await Promise.all([said(WORK_TIME, PART_TIME), said(ECHELON, ADVANCEMENT)])).map(effectInWords),
    );
  });
});

describe('an effect that is about to be applied', () => {
  test('is the one of the act, or says in what it differs', async () => {
    const period = await said(WORK_TIME, PART_TIME);
    const apply = (theme: Theme, facts: EntryFacts) => differsFromAct([period], { theme, facts });
    const { facts } = period;
    expect(apply(WORK_TIME, facts)).toBeNull();
    expect(apply(WORK_TIME, { ...facts, quota: 50 })).toBe('quota');
    expect(apply(WORK_TIME, { ...facts, quota: '80' })).toBe('quota');
    expect(apply(WORK_TIME, { ...facts, payFraction: '1/1' })).toBe('payFraction');
    expect(apply(WORK_TIME, { ...facts, until: '2027-12-31' })).toBe('until');
    expect(apply(WORK_TIME, { ...facts, bonus: 100 })).toBe('effect');
    expect(apply(ECHELON, (await said(ECHELON, ADVANCEMENT)).facts)).toBe('effect');
    expect(differsFromAct([], { theme: WORK_TIME, facts })).toBe('effect');
  });

  test('is the one of an act that said it under its former name, without what follows from it', () => {
    const former = { effect: 'work-time', facts: { quota: 80, from: '2027-01-01', until: '2027-06-30' } };
    // As it was pinned then: the choice gave the fraction.
    const theme: Theme = {
      ...WORK_TIME,
      fields: WORK_TIME.fields.map((field) => (field.key === 'payFraction' ? { ...field, source: 'choice' } : field)),
    };
    const facts = { ...former.facts, payFraction: '6/7' };
    expect(differsFromAct([former], { theme, facts })).toBeNull();
    expect(differsFromAct([former], { theme, facts: { ...facts, quota: 50 } })).toBe('quota');
    expect(differsFromAct([former], { theme, facts: { ...facts, bonus: 100 } })).toBe('effect');
  });
});
