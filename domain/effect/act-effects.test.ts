import { describe, expect, test } from '@jest/globals';
import {
  type ActEffect,
  type ActEffectSources,
  ANSWERS_OF_ACT,
  differsFromAct,
  effectInWords,
  isByAct,
  readActEffects,
} from './act-effects.ts';
import { EFFECTS } from './effect.ts';

const PART_TIME = { quota: '80', startDate: '2027-01-01', endDate: '2027-06-30', reason: 'x' };
const ADVANCEMENT = { echelon: 5, index: 421, effectDate: '2027-03-01', basis: 'seniority' };

const sources = (data: Record<string, unknown>, grade: string | null = 'Greffière'): ActEffectSources => ({
  data,
  gradeOn: async () => grade,
});

const workTime: ActEffect = { effect: 'work-time', facts: { quota: 80, from: '2027-01-01', until: '2027-06-30' } };
const echelon: ActEffect = {
  effect: 'echelon',
  facts: { grade: 'Greffière', echelon: 5, index: 421, from: '2027-03-01' },
};

describe('what an act says that it changes', () => {
  test('is what only an act may change: a telephone and an account are nothing of it', () => {
    expect(EFFECTS.filter(isByAct)).toEqual(['work-time', 'echelon']);
  });

  test('is read off the request as it was filed, and nothing else of it', async () => {
    expect(await readActEffects(['work-time', 'contact'], sources(PART_TIME))).toEqual({ effects: [workTime] });
    expect(await readActEffects(['echelon'], sources(ADVANCEMENT))).toEqual({ effects: [echelon] });
    expect(await readActEffects([], sources(PART_TIME))).toEqual({ effects: [] });
  });

  test.each([
    ['work-time', { ...PART_TIME, quota: 'half' }, 'Greffière', 'quota'],
    ['work-time', ADVANCEMENT, 'Greffière', 'startDate'],
    ['echelon', ADVANCEMENT, null, 'grade'],
  ] as const)('is not said where it could not be applied: %s', async (effect, data, grade, wrong) => {
    expect(await readActEffects([effect], sources(data, grade))).toEqual({ wrong });
  });

  test.each([
    ['work-time', PART_TIME],
    ['echelon', ADVANCEMENT],
  ] as const)('%s is read from each of its answers', async (effect, data) => {
    for (const key of ANSWERS_OF_ACT[effect]) {
      const { [key]: _left, ...rest } = data as Record<string, unknown>;
      expect(await readActEffects([effect], sources(rest))).toEqual({ wrong: key });
    }
  });

  test('is said in French, to the day, with what the pay follows', () => {
    const words = (effect: ActEffect) => effectInWords(effect).replaceAll('\u00a0', ' ');
    expect(words(workTime)).toBe(
      "Temps partiel : quotité de 80 %, rémunération de 6/7 d'un temps plein, du 1er janvier 2027 au 30 juin 2027 inclus.",
    );
    expect(words({ ...workTime, facts: { ...workTime.facts, quota: 50 } })).toContain('rémunération de 50 % d');
    expect(words(echelon)).toBe(
      'Échelon : 5e échelon du grade « Greffière », indice majoré 421, à compter du 1er mars 2027.',
    );
    expect(words({ ...echelon, facts: { ...echelon.facts, echelon: 1 } })).toContain('1er échelon');
    // As it was pasted: written plainly on the page, kept as it is.
    const pasted = { ...echelon, facts: { ...echelon.facts, grade: 'Greffie\u0300re\u0007' } };
    expect(words(pasted)).toBe(words(echelon));
  });

  test('whatever was typed for a grade, its words stay between their guillemets', () => {
    const grade = 'Greffière », indice majoré 999, à compter\ndu 1er janvier 2020.\u202e « Greffière';
    expect(effectInWords({ ...echelon, facts: { ...echelon.facts, grade } }).replaceAll('\u00a0', ' ')).toBe(
      'Échelon : 5e échelon du grade « Greffière , indice majoré 999, à compter du 1er janvier 2020. Greffière », indice majoré 421, à compter du 1er mars 2027.',
    );
  });
});

describe('an effect that is about to be applied', () => {
  test('is the one of the act, or says in what it differs', () => {
    const apply = (effect: 'work-time' | 'echelon', facts: object) =>
      differsFromAct([workTime], { effect, facts: { ...facts } });
    expect(apply('work-time', workTime.facts)).toBeNull();
    expect(apply('work-time', { ...workTime.facts, quota: 50 })).toBe('quota');
    expect(apply('work-time', { ...workTime.facts, quota: '80' })).toBe('quota');
    expect(apply('work-time', { ...workTime.facts, until: '2027-12-31' })).toBe('until');
    expect(apply('work-time', { quota: 80, from: '2027-01-01' })).toBe('until');
    expect(apply('work-time', { ...workTime.facts, bonus: 100 })).toBe('effect');
    expect(apply('echelon', echelon.facts)).toBe('effect');
    expect(differsFromAct([], { effect: 'work-time', facts: workTime.facts })).toBe('effect');
  });
});
