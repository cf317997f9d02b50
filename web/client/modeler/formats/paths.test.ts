import { expect, test } from '@jest/globals';
import { templateOf } from './paths.ts';

test('an act is called as its template, however it is written', () => {
  expect(['act.act.json', 'refusal.typ'].map(templateOf)).toEqual(['act', 'refusal']);
});
