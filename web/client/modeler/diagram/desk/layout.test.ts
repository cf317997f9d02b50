import { describe, expect, test } from '@jest/globals';
import { keepLayout, MAX_WIDTH, MIN_WIDTH, readLayout } from './layout.ts';

/** What a browser keeps, or one that keeps nothing. */
function storage(start: string | null = null) {
  let kept = start;
  return {
    getItem: () => kept,
    setItem: (_key: string, text: string) => {
      kept = text;
    },
  };
}
const BEGINNING = { isFolded: false, width: 336, isMapped: false };

describe('the layout of the drawing', () => {
  test('is found again as it was left', () => {
    const browser = storage();
    const left = { isFolded: true, width: 420, isMapped: true };
    keepLayout(left, browser);
    expect(readLayout(browser)).toEqual(left);
  });

  test.each([[null], ['null'], ['{'], ['[]'], ['{"isFolded":"yes","width":"wide","isMapped":1}']])(
    'begins as it always does from %j',
    (kept) => expect(readLayout(storage(kept))).toEqual(BEGINNING),
  );

  test('keeps a width that leaves room for both', () => {
    expect(readLayout(storage('{"width":9999}')).width).toBe(MAX_WIDTH);
    expect(readLayout(storage('{"width":-4}')).width).toBe(MIN_WIDTH);
  });

  test('is that of the page where a browser keeps nothing', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    expect(readLayout({ getItem: forbidden })).toEqual(BEGINNING);
    expect(() => keepLayout(BEGINNING, { setItem: forbidden })).not.toThrow();
  });
});
