import { describe, expect, test } from '@jest/globals';
import { valuesAfter } from './values-after.ts';

const VALUES = [{ written: '"favorable"', label: 'Avis favorable' }];
const valuesOf = (name: string) => (['outcome', 'asked.quota', 'décision'].includes(name) ? VALUES : []);

/** Where « | » stands in the text is the cursor. */
const at = (drawn: string) => {
  const cursor = drawn.indexOf('|');
  const text = drawn.replace('|', '');
  const found = valuesAfter(text, cursor, valuesOf);
  return found && text.slice(found.from, found.to);
};

describe('values are offered where a name is compared', () => {
  test.each([
    ['outcome = |', ''],
    ['outcome=|', ''],
    ['outcome != "fav|', '"fav'],
    ['outcome = "fav|"', '"fav"'],
    ['outcome = fav| and other', 'fav'],
    ['x > 1 and asked.quota = |', ''],
    ['décision = |', ''],
    ['outcome in (|', ''],
    ['outcome in ("a", "b", |', ''],
    ['outcome in ["a", "f|"]', '"f"'],
  ])('%s replaces « %s »', (drawn, replaced) => {
    expect(at(drawn)).toBe(replaced);
  });

  test.each(['|', 'outcome|', 'outcome > |', 'other = |', 'outcome = "favorable" |', 'outcome = "favorable" and |'])(
    'none at %s',
    (drawn) => {
      expect(at(drawn)).toBeNull();
    },
  );
});
