import { describe, expect, test } from '@jest/globals';
import { numberInWords } from './in-words.ts';

describe('a number, as it is read', () => {
  test('a year is not parted as thousands are', () => {
    expect(numberInWords(2025)).toEqual({ fr: '2025', en: '2025' });
  });

  test('thousands are parted from five figures on, as each language does', () => {
    expect(numberInWords('12345.5')).toEqual({ fr: '12\u202f345,5', en: '12,345.5' });
  });

  test('what is no number is shown as it is', () => {
    expect(numberInWords('peu')).toEqual({ fr: 'peu', en: 'peu' });
  });
});
