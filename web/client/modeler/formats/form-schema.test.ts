import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FormSchema } from '#web/client/forms/schema.ts';
import { readFormFile, withWord, wordsOfForm, writeFormFile } from './form-schema.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../processes');
const shipped = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.form'));

describe('a file of a form', () => {
  test.each(shipped)('%s is written again as it was, to the letter', (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const schema = readFormFile(text);
    expect(schema && writeFormFile(schema, text)).toBe(text);
  });

  test.each(shipped)('%s: each of its words can be changed alone', (file) => {
    const schema = readFormFile(readFileSync(path.join(ROOT, file), 'utf8')) as FormSchema;
    for (const [key, word] of Object.entries(wordsOfForm(schema))) {
      const changed = withWord(schema, key, 'Autrement');
      expect(wordsOfForm(changed)).toEqual({ ...wordsOfForm(schema), [key]: 'Autrement' });
      expect(withWord(changed, key, word)).toEqual(schema);
    }
  });

  test('what is no form is not read', () => {
    expect([readFormFile('{'), readFormFile('[]'), readFormFile('{"id":"x"}')]).toEqual([null, null, null]);
  });
});
