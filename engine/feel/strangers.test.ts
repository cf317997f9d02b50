import { describe, expect, test } from '@jest/globals';
import type { Top } from './parse.ts';
import { type Stranger, strangerIn } from './strangers.ts';

describe('what Camunda reads as FEEL and what it does not', () => {
  test.each<[string, Top, Stranger['is'] | null, string?]>([
    ['outcome = "x"', 'Expression', null],
    ['=outcome = "x"', 'Expression', 'equals-first', '='],
    ['= outcome', 'Expression', 'equals-first', '='],
    ['!= outcome', 'Expression', 'equals-first', '!='],
    ['a = 1 and = "x"', 'Expression', 'equals-first', '='],
    ['outcome == "x"', 'Expression', 'equals-first', '='],
    ['if = 1 then 2 else 3', 'Expression', 'equals-first', '='],
    ['a = b = c', 'Expression', 'comparison-chained', '='],
    ['1 < a < 3', 'Expression', 'comparison-chained', '<'],
    ['(a = b) = c', 'Expression', null],
    ['a = b and c = d', 'Expression', null],
    ['x between 1 and 5', 'Expression', null],
    ['x in [1..5]', 'Expression', null],
    ['x in (> 5, < 2)', 'Expression', null],
    ['(> 5)', 'Expression', null],
    ['my name = 1', 'Expression', 'name-of-words', 'my name'],
    ['`my name` = 1', 'Expression', null],
    ['un nom accentué', 'Expression', 'name-of-words', 'un nom accentué'],
    ['données_à_jour = 1', 'Expression', null],
    ['string length(word) > 3', 'Expression', null],
    ['date and time("2026-02-10T08:30:00") < now()', 'Expression', null],
    ['years and months duration(a, b) = duration("P1M")', 'Expression', null],
    ['a.time offset', 'Expression', null],
    ['x instance of date and time', 'Expression', null],
    ['for i in list return i = 1', 'Expression', null],
    ['{ a key: 1 }.a', 'Expression', null],
    ['"x"', 'UnaryTests', null],
    ['= "x"', 'UnaryTests', 'equals-first', '='],
    ['!= "x"', 'UnaryTests', 'equals-first', '!='],
    ['>= 3, not', 'UnaryTests', null],
    ['not("a", "b")', 'UnaryTests', null],
    // A fourth argument by name would be Jest's own, where a row has none.
  ])('%s (%s): %s', (text, top, is, ...[where]) => {
    const found = strangerIn(text, top);
    expect(found?.is ?? null).toBe(is);
    if (found !== null && where !== undefined) expect(text.slice(found.from, found.to).trim()).toBe(where);
  });
});
