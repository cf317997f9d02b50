import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { describe, expect, test } from '@jest/globals';
import { type Block, inputRead, kindOfInput } from '#domain/circuit/blocks/block.ts';
import { BLOCK_TEMPLATE, templateOfBlock } from '#domain/circuit/blocks/block-template.ts';
import { VALUE_KINDS } from '#domain/circuit/value-kind.ts';
import { isTaskRole } from '#domain/permissions/role.ts';
import { READ, templateIn } from '#web/client/modeler/bpmn/template-words.ts';
import { headersTaken } from '#workers/circuits/read/headers-taken.ts';
import type { ModelElement } from '#workers/circuits/read/model.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../processes');
const FOLDER = path.join(PROCESSES, '_templates');
const blocks = readdirSync(path.join(PROCESSES, '_blocks'));
const read = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && !file.startsWith('words.'));
const english: Record<string, string> = read('words.en.json');

describe('the steps an analyst picks from', () => {
  test.each(files)('%s is an element template as Camunda’s modeler reads them', (file) => {
    const { valid, errors } = validateZeebe(read(file));
    expect({ valid, errors }).toEqual({ valid: true, errors: null });
  });

  test.each(blocks)('the block « %s » is offered as an element template, in both languages', (block) => {
    const declared = JSON.parse(readFileSync(path.join(PROCESSES, '_blocks', block, 'block.json'), 'utf8'));
    for (const language of ['fr', 'en'] as const) {
      const { valid, errors } = validateZeebe(templateOfBlock('une-sorte', block, declared, language));
      expect({ valid, errors }).toEqual({ valid: true, errors: null });
    }
  });

  test('the fields of a call stand open under the headings of its block; the names of what it gives back come last, folded', () => {
    const words = (text: string) => ({ fr: text, en: text });
    const asked = (name: string, more: object = {}) => ({ name, label: words(name), ...more });
    const { groups, properties } = templateOfBlock(
      'une-sorte',
      'examen',
      {
        title: words('Examen'),
        summary: words('Examine.'),
        inputs: [
          asked('to'),
          asked('visa', { heading: words('Visa') }),
          asked('outcomes', { optional: true, whenAbsent: words('accord') }),
        ],
        outputs: [{ name: 'visa', label: words('Issue du visa') }],
      },
      'fr',
    );
    const shown = groups.map(({ id, label, openByDefault }) => [
      label,
      openByDefault,
      properties.flatMap((field) => (field.group === id ? field.label : [])),
    ]);
    expect(shown).toEqual([
      ['Ce que le bloc demande', true, ['to']],
      ['Visa', true, ['visa', 'outcomes']],
      ['Ce que le bloc rend', false, ['Issue du visa']],
    ]);
    expect(properties.filter(({ group, type }) => group === undefined && type !== 'Hidden')).toEqual([]);
    expect(properties.find(({ label }) => label === 'outcomes')?.whenAbsent).toBe('accord');
  });

  test.each(files)('%s can be read in English', (file) => {
    expect(wordsOfTemplate(read(file)).filter((text) => !english[text])).toEqual([]);
  });

  test('every header and role that a shipped circuit uses can be picked in its template', () => {
    const steps = stepsOfShippedCircuits().filter(({ template }) => !template.startsWith(BLOCK_TEMPLATE));
    const missing = steps.flatMap(({ template, headers, role }) => {
      const fields: Field[] = read(`${template.replace('fr.harmonie.', '')}.json`).properties;
      const known = fields.flatMap(({ binding }) => (binding.type === 'zeebe:taskHeader' ? [binding.key] : []));
      const roles = fields.find(({ binding }) => binding.property === 'candidateGroups');
      const picked = roles?.choices?.map(({ value }) => value) ?? (roles?.value ? [roles.value] : []);
      return [
        ...headers.filter((header) => !known.includes(header)).map((header) => `${template}: ${header}`),
        // In a block a role may be what its call gives.
        ...(role && inputRead(role) === null && !picked.includes(role) ? [`${template}: role ${role}`] : []),
      ];
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  test('G5: a template offers only roles that may hold a step', () => {
    const offered = files.flatMap((file) =>
      (read(file).properties as Field[])
        .filter(({ binding }) => binding.property === 'candidateGroups')
        .flatMap(({ value, choices }) => [...(choices ?? []).map((choice) => choice.value), ...(value ? [value] : [])]),
    );
    expect(offered.filter((role) => !isTaskRole(role))).toEqual([]);
  });

  test.each(files)('what a field of %s names is said beside it, as the step takes it', (file) => {
    const { properties }: { properties: Field[] } = read(file);
    const asked = properties.filter(({ type }) => type !== 'Hidden');
    const fixed = (of: string) =>
      properties.find(({ binding }) => binding.property === of || binding.key === of)?.value;
    const step = { jobType: fixed('type') ?? '', headers: { decision: fixed('decision') ?? '' } };
    const headers = headersTaken(step as unknown as ModelElement);
    expect(asked.map(({ label, kind }) => [label, VALUE_KINDS.some((one) => one === kind)])).toEqual(
      asked.map(({ label }) => [label, true]),
    );
    expect(asked.map(({ label, binding, kind }) => [label, binding.key ? kind : undefined])).toEqual(
      asked.map(({ label, binding }) => [label, binding.key ? headers[binding.key]?.kind : undefined]),
    );
    // The only name that is written is that of a variable, and it is there already.
    expect(asked.filter(({ kind, value }) => kind === 'result' && !value).map(({ label }) => label)).toEqual([]);
    expect(asked.filter(({ kind }) => kind === 'text')).toEqual([]);
  });

  test.each(blocks)('what the block « %s » asks for says what it names', (block) => {
    const { inputs }: Block = JSON.parse(readFileSync(path.join(PROCESSES, '_blocks', block, 'block.json'), 'utf8'));
    expect(inputs.filter((input) => kindOfInput(input) === 'text').map(({ name }) => name)).toEqual([]);
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

interface Field {
  label?: string;
  type: string;
  kind?: string;
  value?: string;
  choices?: { value: string }[];
  binding: { type: string; key?: string; property?: string };
}

/** The steps of the shipped circuits that were made from a template. */
function stepsOfShippedCircuits(): { template: string; headers: string[]; role: string | undefined }[] {
  return readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => readFileSync(path.join(PROCESSES, file), 'utf8'))
    .flatMap((xml) => [...xml.matchAll(/<bpmn:(\w+) [^>]*zeebe:modelerTemplate="([^"]+)"[\s\S]*?<\/bpmn:\1>/g)])
    .map(([step, , template = '']) => ({
      template,
      headers: [...step.matchAll(/<zeebe:header key="([^"]+)"/g)].map(([, key = '']) => key),
      role: /candidateGroups="([^"]+)"/.exec(step)?.[1],
    }));
}

/** Every text of an element template that people read. */
function wordsOfTemplate(template: unknown): string[] {
  const found: string[] = [];
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (READ.has(key)) found.push(value);
    } else if (Array.isArray(value)) {
      for (const each of value) look(each, '');
    } else if (value !== null && typeof value === 'object') {
      for (const [name, held] of Object.entries(value)) look(held, name);
    }
  };
  look(template, '');
  return found;
}
