import { describe, expect, test } from '@jest/globals';
import { assign, type Candidate } from './assign.ts';

/** « Claire 30 2015 A B »: her points, since when she is in post, the posts that she asks for. */
function candidates(...lines: string[]): Candidate[] {
  return lines.map((line) => {
    const [requestId = '', points, since, ...choices] = line.split(' ');
    return { requestId, points: Number(points), since: since === '?' ? null : `${since}-01-01`, choices };
  });
}
const posts = (places: Record<string, number>) =>
  Object.entries(places).map(([code, count]) => ({ code, places: count }));
const placed = (...asked: Parameters<typeof assign>) => Object.fromEntries(assign(...asked).placed);

describe('posts of a campaign', () => {
  test('go to whoever has most points, by choices in order', () => {
    const asking = candidates('Claire 30 2015 A B', 'Hugo 20 2010 A B', 'Lise 10 2001 A B');
    expect(placed(asking, posts({ A: 1, B: 1 }))).toEqual({ Claire: 'A', Hugo: 'B' });
  });
  test('are the same whoever is taken first', () => {
    const asking = candidates('Claire 30 2015 B A', 'Hugo 20 2010 A', 'Lise 25 2001 B A', 'Omar 22 2003 A B');
    const offered = posts({ A: 1, B: 1 });
    expect(placed([...asking].reverse(), offered)).toEqual(placed(asking, offered));
    expect(placed(asking, offered)).toEqual({ Claire: 'B', Lise: 'A' });
  });
  test('are taken back from whoever held them when somebody better comes down to them', () => {
    const asking = candidates('Hugo 20 2010 B', 'Claire 30 2015 A B', 'Lise 40 2001 A');
    expect(placed(asking, posts({ A: 1, B: 1 }))).toEqual({ Lise: 'A', Claire: 'B' });
  });
  test('of no place are given to nobody, and one that nobody asks for stays', () => {
    expect(assign(candidates('Claire 30 2015 A'), posts({ A: 0, B: 2 }))).toEqual({ placed: new Map(), ties: [] });
  });
  test('of equal points go to whoever is in post for longest; nobody knows since when: last', () => {
    const asking = candidates('Claire 30 2015 A', 'Hugo 30 2010 A', 'Lise 30 ? A');
    expect(placed(asking, posts({ A: 1 }))).toEqual({ Hugo: 'A' });
    expect(assign(asking, posts({ A: 1 })).ties).toEqual([]);
  });
});

describe('a tie', () => {
  const tied = candidates('Claire 30 2010 A B', 'Hugo 30 2010 A B', 'Lise 40 2001 A');
  test('that decides who gets the last place is settled by nobody but a person', () => {
    expect(assign(tied, posts({ A: 2, B: 1 })).ties).toEqual([
      { postCode: 'A', requestIds: ['Claire', 'Hugo'], places: 1 },
    ]);
  });
  test('that was settled decides, for that post alone', () => {
    const settled = [{ postCode: 'A', requestIds: ['Hugo', 'Claire'] }];
    expect(assign(tied, posts({ A: 2, B: 1 }), settled)).toEqual({
      placed: new Map([
        ['Lise', 'A'],
        ['Hugo', 'A'],
        ['Claire', 'B'],
      ]),
      ties: [],
    });
  });
  test('that decides nothing asks nothing: there are places for all, or others take them', () => {
    expect(assign(tied, posts({ A: 3 })).ties).toEqual([]);
    const others = candidates('Omar 50 2000 C A', 'Nora 60 1999 C');
    expect(assign([...tied, ...others], posts({ A: 2, B: 2, C: 1 })).ties).toEqual([]);
  });
});
