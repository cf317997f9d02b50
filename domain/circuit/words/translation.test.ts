import { describe, expect, test } from '@jest/globals';
import { type BothTexts, madeFrom, saidRight, saysAlike, translationFaults } from './translation.ts';

const texts = (fr: Record<string, string>, en: Record<string, string>, digests?: object): BothTexts => ({
  fr: { elements: fr },
  en: { elements: en, ...(digests && { madeFrom: digests }) },
});
const faults = (both: BothTexts) => Object.fromEntries(translationFaults(both));
/** The texts as they are kept once edited. */
const edited = (before: BothTexts, after: BothTexts): BothTexts => ({
  ...after,
  en: { ...after.en, madeFrom: madeFrom(before, after) },
});

describe('an English text', () => {
  test('that is a copy of the French is none', () => {
    expect(faults(texts({ avis: 'Avis du chef' }, { avis: 'Avis du chef' }))).toEqual({ 'elements.avis': 'copied' });
    expect(faults(texts({ avis: 'Avis du chef' }, { avis: 'Opinion' }))).toEqual({});
  });

  test.each(['Instruction', 'Visas', '80 %', '{number}', 'RIB, IBAN', 'Signature : {number}', '2027'])(
    'of « %s » is the same word',
    (word) => {
      expect(saysAlike(word)).toBe(true);
      expect(faults(texts({ one: word }, { one: word }))).toEqual({});
    },
  );

  test('that somebody says to be the same word counts', () => {
    const copied = texts({ lieu: 'Paris' }, { lieu: 'Paris' });
    expect(faults(copied)).toEqual({ 'elements.lieu': 'copied' });
    const said = { ...copied, en: { ...copied.en, madeFrom: saidRight(copied, 'elements.lieu') } };
    expect(faults(said)).toEqual({});
  });

  test('is to be read again once its French has changed, until it is written anew', () => {
    const before = texts({ avis: 'Avis' }, { avis: 'Opinion' });
    const renamed = edited(before, texts({ avis: 'Avis motivé' }, { avis: 'Opinion' }));
    expect(faults(renamed)).toEqual({ 'elements.avis': 'stale' });
    const again = edited(renamed, { ...renamed, fr: { elements: { avis: 'Avis' } } });
    expect(faults(again)).toEqual({});
    const written = edited(renamed, { ...renamed, en: { ...renamed.en, elements: { avis: 'Reasoned opinion' } } });
    expect(faults(written)).toEqual({});
  });

  test('that was never made stays so when its French changes', () => {
    const before = texts({ avis: 'Avis' }, { avis: 'Avis' });
    expect(faults(edited(before, texts({ avis: 'Avis motivé' }, { avis: 'Avis motivé' })))).toEqual({});
    expect(faults(edited(before, texts({ avis: 'Avis motivé' }, { avis: 'Avis' })))).toEqual({});
  });
});
