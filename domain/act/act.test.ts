import { describe, expect, test } from '@jest/globals';
import { type ActAuthor, ActNotIssuableError, assertIssuable, rankOf } from './act.ts';

const author: ActAuthor = {
  firstName: 'Hélène',
  lastName: 'Marchand',
  quality: 'Cheffe du bureau des carrières',
  service: 'Service des ressources humaines',
};

const missingIn = (data: { author: ActAuthor }): readonly string[] => {
  try {
    assertIssuable(data);
    return [];
  } catch (error) {
    if (error instanceof ActNotIssuableError) return error.missing;
    throw error;
  }
};

describe('an act can be issued', () => {
  test('when its author has a first name, a last name, a quality and a service', () => {
    expect(missingIn({ author })).toEqual([]);
  });

  test.each(['firstName', 'lastName', 'quality', 'service'] as const)(
    'never without the %s of its author',
    (mention) => {
      expect(missingIn({ author: { ...author, [mention]: '' } })).toEqual([mention]);
    },
  );

  test('never when a mention is made of spaces or invisible characters', () => {
    expect(missingIn({ author: { ...author, quality: ' \u00a0\u200b\t', service: '\u2060' } })).toEqual([
      'quality',
      'service',
    ]);
  });

  test('never under a delegation that does not say whose it is', () => {
    expect(missingIn({ author: { ...author, byDelegationOf: { quality: ' ' } } })).toEqual(['byDelegationOf.quality']);
  });

  test('and a refusal lists everything that is missing at once', () => {
    expect(missingIn({ author: {} as ActAuthor })).toEqual(['firstName', 'lastName', 'quality', 'service']);
  });
});

test.each([
  [{ grade: 'Greffière' }, 'greffière'],
  [
    { grade: 'Greffière', corps: 'Greffiers des services judiciaires', echelon: 3 },
    'greffière, corps des greffiers des services judiciaires, 3e échelon',
  ],
  [{ grade: 'Attaché principal', corps: 'IRA', echelon: 1 }, 'attaché principal, corps : IRA, 1er échelon'],
])('where an agent stands is said in one phrase, %#', (agent, said) => {
  expect(rankOf(agent)).toBe(said);
});
