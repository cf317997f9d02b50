import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readPairs, readThemeFile, readValue, writePairs, writeThemeFile } from './theme-file.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../processes/_situation');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

test.each(files)('%s is read and written as it was, with what the form does not show', (file) => {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  const read = readThemeFile(text);
  expect(read && JSON.parse(writeThemeFile(read))).toEqual(JSON.parse(text));
});

test.each(['', '[]', '{"fields": 1}', '{"rules": [1]}'])('%j is no theme that a form can show', (text) => {
  expect(readThemeFile(text)).toBeNull();
});

test('what a choice gives is typed on one line', () => {
  const gives = { payFraction: '50/100', days: 2 };
  expect(writePairs(gives)).toBe('payFraction=50/100; days=2');
  expect(readPairs(writePairs(gives))).toEqual(gives);
  expect([readPairs(''), readPairs('payFraction'), readValue('6/7'), readValue('-2.5')]).toEqual([
    ...[undefined, undefined, '6/7', -2.5],
  ]);
});
