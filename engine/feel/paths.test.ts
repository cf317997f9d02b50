import { expect, test } from '@jest/globals';
import { pathsIn } from './paths.ts';

test.each<[string, string[]]>([
  ['quota', ['quota']],
  ['if person.address.city = null then other else person.name', ['person.address.city', 'other', 'person.name']],
  ['date(answers.day) < date(filedOn) - duration("P3M")', ['answers.day', 'filedOn']],
  ['situation.`temps-de-travail`.quota >= 80', ['situation.temps-de-travail.quota']],
  ['"person.name"', []],
  ['count(people[age > 3].name)', ['people', 'age']],
  ['now().year', []],
])('%s takes %j', (text, expected) => {
  expect(pathsIn(text, 'Expression').map((words) => words.join('.'))).toEqual(expected);
});

test('a cell of a table takes what it compares with', () => {
  expect(pathsIn('> answers.limit, [1..top]', 'UnaryTests')).toEqual([['answers', 'limit'], ['top']]);
});
