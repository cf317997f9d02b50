import { describe, expect, test } from '@jest/globals';
import type { FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';
import { readingOf, templateOf } from './columns.ts';

const field = (type: string, key: string, label: string, more: object = {}) => ({ type, key, id: key, label, ...more });
const YEARS = {
  values: [
    { value: 'seniority', label: 'Ancienneté' },
    { value: 'correction', label: 'Rectification' },
  ],
};
const form = {
  components: [
    { type: 'text', id: 'lead' },
    field('select', 'basis', 'Fondement', YEARS),
    field('datetime', 'effectDate', 'Date d’effet', { subtype: 'date' }),
    field('number', 'index', 'Indice'),
    field('checkbox', 'urgent', 'Urgent'),
    field('checklist', 'marks', 'Mentions', YEARS),
    field('textfield', 'from', 'Lieu'),
    field('textfield', 'to', 'Lieu'),
    field('filepicker', 'service', 'État des services'),
  ],
} as unknown as FormSchema;
const texts = {
  'basis.label': { fr: 'Fondement', en: 'Ground' },
  'basis.options.seniority': { fr: 'Ancienneté', en: 'Seniority' },
};
const version = { form, manifest: { texts: { form: texts } } } as unknown as Version;

function read(head: string[], ...cells: string[]) {
  const reading = readingOf(version, head);
  if ('fault' in reading) return reading.fault;
  const { said, faults } = reading.header({ line: 2, cells });
  return faults.length > 0 ? faults.map(({ code }) => code) : said;
}

describe('a file of agents for whom an act is started', () => {
  test('has a template: the number, then each answer by its label, or its key where two have the same; no document', () => {
    expect(templateOf(version)).toEqual([
      ...['Matricule', 'Fondement', 'Date d’effet', 'Indice', 'Urgent', 'Mentions', 'from', 'to'],
    ]);
  });

  test('says answers by label or key, in either language, in any order, and leaves out what is empty', () => {
    expect(read(['GROUND', 'matricule'], 'ancienneté', 'D1')).toEqual({ basis: 'seniority' });
    expect(read(['Matricule', 'basis'], 'D1', 'Seniority')).toEqual({ basis: 'seniority' });
    expect(read(['Matricule', 'Fondement'], 'D1', '')).toEqual({});
  });

  test('is read as each field is typed', () => {
    const head = ['Matricule', 'Date d’effet', 'Indice', 'Urgent', 'Mentions', 'to'];
    expect(read(head, 'D1', '1/9/2026', '1 234,5', 'oui', 'Ancienneté | correction', 'Valmont')).toEqual({
      ...{ effectDate: '2026-09-01', index: 1234.5, urgent: true, marks: ['seniority', 'correction'], to: 'Valmont' },
    });
    expect(read(head, 'D1', '30/02/2026', 'dix', 'peut-être', 'Ancienneté|x', '')).toEqual([
      ...['day', 'decimal', 'yes-no', 'choice'],
    ]);
  });

  test('is refused with a column that nobody knows, or without numbers; a line that names nobody, or is cut, is at fault', () => {
    expect(read(['Matricule', 'Chef'])).toMatchObject({ code: 'column-unknown', params: { column: 'Chef' } });
    expect(read(['Fondement'])).toMatchObject({ code: 'column-missing' });
    expect(read(['Matricule', 'Fondement'], '', 'Ancienneté')).toEqual(['empty']);
    expect(read(['Matricule', 'Fondement'], 'D1')).toEqual(['cells']);
  });
});
