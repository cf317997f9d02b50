import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { describe, expect, test } from '@jest/globals';
import { templateIn, wordsOfTemplate } from '../web/client/modeler/diagram/template-words.ts';

const FOLDER = path.resolve(import.meta.dirname, '../processes/_templates');
const read = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && !file.startsWith('words.'));
const english: Record<string, string> = read('words.en.json');

describe('the steps an analyst picks from', () => {
  test.each(files)('%s is an element template as Camunda’s modeler reads them', (file) => {
    const { valid, errors } = validateZeebe(read(file));
    expect({ valid, errors }).toEqual({ valid: true, errors: null });
  });

  test.each(files)('%s can be read in English', (file) => {
    expect(wordsOfTemplate(read(file)).filter((text) => !english[text])).toEqual([]);
  });

  test('no English word is left of a template that is gone', () => {
    const said = new Set(files.flatMap((file) => wordsOfTemplate(read(file))));
    expect(Object.keys(english).filter((text) => !said.has(text))).toEqual([]);
  });

  test('only what people read is translated: values and bindings stay', () => {
    const template = { name: 'Avis', value: 'Avis', properties: [{ label: 'Rôle', binding: { key: 'Rôle' } }] };
    expect(templateIn(template, { Avis: 'Opinion', Rôle: 'Role' })).toEqual({
      name: 'Opinion',
      value: 'Avis',
      properties: [{ label: 'Role', binding: { key: 'Rôle' } }],
    });
  });
});
