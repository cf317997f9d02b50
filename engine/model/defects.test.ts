import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { unreadable } from '../feel/unreadable.ts';
import { because, reasonOf, sentenceOf } from './defects.ts';

test('a reason is a code and what fills in its sentence', () => {
  const reason = because('too-many-elements', { max: 10, count: 12 });
  expect(reason).toEqual({ code: 'too-many-elements', params: { max: 10, count: 12 } });
  expect(sentenceOf(reason)).toBe('Must not have more than 10 elements and flows, but has 12');
  expect(sentenceOf(because('no-start'))).toBe('Must have at least one start event');
});

test('what is quoted is never filled in itself', () => {
  expect(sentenceOf(because('caught-twice', { trigger: 'error', name: '{trigger}' }))).toBe(
    "Must not have more than one error event for '{trigger}'",
  );
});

test('an expression that cannot be read has the code of its reader', () => {
  expect(reasonOf(unreadable('expression-unreadable-at', { text: 'a +', position: 4 }))).toEqual({
    code: 'expression-unreadable-at',
    params: { text: 'a +', position: 4 },
  });
});

test.each(readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !/\.test\.|\.d\.ts/.test(name)))(
  '%s refuses by a code of the catalogue',
  (name) => {
    const source = readFileSync(path.join(import.meta.dirname, name), 'utf8');
    // the library that reads XML speaks for itself
    const sentences = source.match(/new Error\((?!fault\.message)/g) ?? [];
    expect(sentences).toEqual([]);
  },
);
