import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { shippedThemes } from '#testing/shipped-themes.ts';
import type { Header, Headers } from '../steps/headers.ts';
import { DECISION, PERSON_STEPS } from '../steps/person-step.ts';
import { PROCESS_PROPERTIES } from '../steps/process-properties.ts';
import { DEFINITIONS } from './definitions.ts';
import { jobTypesPage } from './job-types-page.ts';
import { JOBS } from './registry.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Field {
  readonly type: string;
  readonly value?: string;
  readonly optional?: boolean;
  readonly choices?: readonly { readonly value: string }[];
  readonly constraints?: { readonly notEmpty?: boolean; readonly pattern?: { readonly value: string } };
  readonly binding: { readonly type: string; readonly key?: string };
}

/** The fields of an element template that write headers, by header. */
function fieldsOf(template: string): Map<string, Field> {
  const { properties } = JSON.parse(readFileSync(path.join(ROOT, 'processes/_templates', `${template}.json`), 'utf8'));
  return new Map(
    (properties as Field[]).flatMap((field) =>
      field.binding.type === 'zeebe:taskHeader' ? [[field.binding.key ?? '', field]] : [],
    ),
  );
}

/** Where a field does not say what its header’s definition says. */
function driftOf({ required, choices, example, kind, ...header }: Header, field: Field): string[] {
  const isList = kind === 'recipients' || kind === 'outcomes';
  const values = field.choices?.map(({ value }) => value).sort();
  const offered = kind === 'theme' ? Object.keys(shippedThemes()) : choices;
  const wanted = isList || offered === undefined ? undefined : [...offered].sort();
  const pattern = field.constraints?.pattern?.value;
  const filled = field.constraints?.notEmpty === true || (field.type === 'Dropdown' && field.value !== undefined);
  return [
    ...(JSON.stringify(values) === JSON.stringify(wanted) ? [] : ['choices']),
    ...(!required || (filled && !field.optional) ? [] : ['can be left empty']),
    ...(required || field.optional || field.value === header.default ? [] : ['default']),
    ...(example === undefined || (pattern !== undefined && new RegExp(pattern).test(example)) ? [] : ['pattern']),
    ...(field.value === undefined || header.schema.safeParse(field.value).success ? [] : ['value']),
  ];
}

const TEMPLATES: [string, Headers][] = [
  ...Object.values(DEFINITIONS).map(({ type, headers }): [string, Headers] => [type, headers]),
  ...Object.entries(PERSON_STEPS).map(([decision, headers]): [string, Headers] => [`decision-${decision}`, headers]),
];

describe('the definition of each job type and of each person’s step', () => {
  test.each(TEMPLATES)('%s: its headers are the fields of its element template, and conversely', (name, headers) => {
    const fields = fieldsOf(name);
    const decision = fields.get('decision');
    fields.delete('decision');
    expect([...fields.keys()].sort()).toEqual(Object.keys(headers).sort());
    for (const [header, field] of fields)
      expect([header, driftOf(headers[header] as Header, field)]).toEqual([header, []]);
    if (name.startsWith('decision-')) {
      expect(decision).toMatchObject({ type: 'Hidden', value: name.replace('decision-', '') });
      expect(DECISION.decision.schema.safeParse(decision?.value).success).toBe(true);
    } else expect(decision).toBeUndefined();
  });

  test('every element template has a definition', () => {
    const files = readdirSync(path.join(ROOT, 'processes/_templates')).filter((file) => !file.startsWith('words.'));
    expect(files.sort()).toEqual(TEMPLATES.map(([name]) => `${name}.json`).sort());
  });

  test('every folder with a definition is in the list, and is done by someone', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) => readdirSync(path.join(import.meta.dirname, name)).includes('definition.ts'));
    expect(Object.keys(DEFINITIONS).sort()).toEqual(folders.sort());
    expect(JOBS.map(({ definition }) => definition.type).sort()).toEqual(folders);
    expect(JOBS.every(({ handler }) => typeof ('before' in handler ? handler.before : handler) === 'function')).toBe(
      true,
    );
  });

  test('docs/job-types.md says what they say (npm run docs writes it)', () => {
    const page = readFileSync(path.join(ROOT, 'docs/job-types.md'), 'utf8');
    expect(page).toBe(jobTypesPage(Object.values(DEFINITIONS), PERSON_STEPS, PROCESS_PROPERTIES));
  });
});
