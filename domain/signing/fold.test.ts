import { describe, expect, test } from '@jest/globals';
import { type ComparedAct, foldOf, type Mark } from './fold.ts';

const word = (text: string) => ({ fr: text, en: text });
const act = (taskKey: string, said: Record<string, string>, ...marks: Mark[]): ComparedAct => ({
  ...{ taskKey, marks },
  said: Object.entries(said).map(([key, value]) => ({ key, label: word(key), value: word(value) })),
});
/** Acts that differ only by their first day. */
const alike = (count: number, quota = '80 %') =>
  Array.from({ length: count }, (_, n) => act(`${n}`, { quota, from: `day ${n}` }));
const keys = (acts: readonly { taskKey: string }[]) => acts.map(({ taskKey }) => taskKey);

describe('a fold', () => {
  test('says once what all acts have in common, and of each what differs', () => {
    const fold = foldOf(alike(3));
    expect(fold.common).toEqual([{ key: 'quota', label: word('quota'), value: word('80 %') }]);
    expect(fold.fields.map(({ key }) => key)).toEqual(['from']);
    expect(fold.alike.map(({ differs }) => differs)).toEqual(
      [0, 1, 2].map((n) => [{ key: 'from', value: word(`day ${n}`) }]),
    );
    expect(fold.outliers).toEqual([]);
  });

  test('of one act says it whole', () => {
    expect(foldOf(alike(1))).toMatchObject({ common: [{ key: 'quota' }, { key: 'from' }], alike: [{ differs: [] }] });
    expect(foldOf([])).toEqual({ common: [], fields: [], outliers: [], alike: [] });
  });

  test('never hides an act on which a mark is, even one that says the same as all others', () => {
    const marked = act('reserved', { quota: '80 %', from: 'day 1' }, 'opinion-reserved');
    const fold = foldOf([...alike(20), marked]);
    expect(keys(fold.outliers)).toEqual(['reserved']);
    expect(keys(fold.alike)).not.toContain('reserved');
    expect(fold.outliers[0]).toMatchObject({ marks: ['opinion-reserved'], unusual: [] });
  });

  test('puts apart acts that depart from what nine in ten say, and says the usual value of all others', () => {
    const fold = foldOf([...alike(27), act('half', { quota: '50 %', from: 'day 1' }), act('none', { from: 'day 2' })]);
    expect(fold.outliers).toMatchObject([
      { taskKey: 'half', unusual: ['quota'], differs: [{ key: 'quota', value: word('50 %') }, { key: 'from' }] },
      { taskKey: 'none', unusual: ['quota'], differs: [{ key: 'quota', value: null }, { key: 'from' }] },
    ]);
    expect(fold.common).toMatchObject([{ key: 'quota', value: word('80 %') }]);
    expect(fold.fields.map(({ key }) => key)).toEqual(['quota', 'from']);
  });

  test('where two values are both common, neither is unusual: both are shown', () => {
    const fold = foldOf([...alike(8), ...alike(2, '50 %').map((each) => ({ ...each, taskKey: `h${each.taskKey}` }))]);
    expect(fold.outliers).toEqual([]);
    expect(fold.common).toEqual([]);
  });

  test('of acts that are all to be looked at still says once what they share', () => {
    const fold = foldOf([act('1', { quota: '80 %' }, 'refused-before'), act('2', { quota: '80 %' }, 'rule-warned')]);
    expect(fold).toMatchObject({ common: [{ key: 'quota' }], alike: [], outliers: [{ differs: [] }, { differs: [] }] });
  });

  test('holds every act once', () => {
    const acts = [...alike(40), act('x', { quota: '60 %' }), act('y', { quota: '80 %' }, 'refused-before')];
    const { outliers, alike: rest } = foldOf(acts);
    expect([...keys(outliers), ...keys(rest)].toSorted()).toEqual(keys(acts).toSorted());
  });
});
