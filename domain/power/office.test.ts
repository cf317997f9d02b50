import { describe, expect, test } from '@jest/globals';
import { isOfFormerOffice, type Post } from './office.ts';

const post = (from: string, until: string | null, quality = 'directrice', structureId = 'a'): Post => ({
  ...{ from, until, quality, structureId },
});
const FIRST = post('2020-01-01', '2026-03-10');

describe('a right to sign, given on 1 March', () => {
  test.each<[string, readonly Post[], boolean]>([
    ['in the post of that day, renewed or of another grade', [FIRST, post('2026-03-11', null, 'Directrice')], false],
    ['before any post, is of the first one', [post('2026-03-05', null)], false],
    ['is of a former office in another quality', [FIRST, post('2026-03-11', null, 'directrice adjointe')], true],
    ['is of a former office elsewhere', [FIRST, post('2026-03-11', null, 'directrice', 'b')], true],
    ['is of a former office after a gap', [FIRST, post('2026-03-15', null)], true],
    ['is of none where its holder is out of post', [FIRST], false],
    ['is of that office while both are held', [post('2020-01-01', null), post('2026-03-11', null, 'chargée')], false],
  ])('%s', (_, posts, former) => {
    expect(isOfFormerOffice({ from: '2026-03-01' }, posts, '2026-04-01')).toBe(former);
  });

  test('after the move is of the new office', () => {
    expect(isOfFormerOffice({ from: '2026-03-12' }, [FIRST, post('2026-03-11', null, 'autre')], '2026-04-01')).toBe(
      false,
    );
  });
});
