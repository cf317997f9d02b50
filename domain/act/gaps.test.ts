import { describe, expect, test } from '@jest/globals';
import { actGaps } from './gaps.ts';

const complete = {
  ministry: 'Ministère de démonstration',
  firstName: 'Claire',
  lastName: 'Agnel',
  posting: { grade: 'Adjointe administrative', structureName: 'Greffe' },
};

describe('what an act lacks', () => {
  test('nothing, when each mention is there', () => {
    expect(actGaps(complete)).toEqual([]);
  });

  test.each([
    ['the grade', { posting: { grade: ' \u200b', structureName: 'Greffe' } }, ['grade']],
    ['the name of the structure', { posting: { grade: 'Adjointe', structureName: '' } }, ['structure']],
    ['a post: neither grade nor structure can then be named', { posting: null }, ['posting']],
    ['both names', { firstName: '', lastName: ' ' }, ['firstName', 'lastName']],
    ['the ministry', { ministry: undefined }, ['ministry']],
    ['the reasons of a refusal', { reasons: null }, ['reasons']],
    ['the reasons in fact', { reasons: { law: ['Article 1'], fact: [] } }, ['reasons']],
  ])('%s', (_what, change, gaps) => {
    expect(actGaps({ ...complete, ...change })).toEqual(gaps);
  });
});
