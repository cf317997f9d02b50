import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { render, renderHook, screen } from '@testing-library/react';
import type { Block } from '#domain/circuit/blocks/block.ts';
import { templateOfBlock } from '#domain/circuit/blocks/block-template.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { drawingInWords, type FieldTemplate } from './drawing-in-words.ts';
import { readDrawing } from './read-drawing.ts';
import { ChangedList, SaidList } from './SaidList.tsx';
import { changesIn, type Said } from './said.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../../../../processes');
const read = (...file: string[]): string => readFileSync(path.join(PROCESSES, ...file), 'utf8');
const KIND = 'temps-partiel-sur-autorisation';
const DRAWING = read(KIND, `${KIND}.bpmn`);

const blocks = ['instruction', 'signature', 'cloture'].map(
  (name) => [name, JSON.parse(read('_blocks', name, 'block.json')) as Block] as const,
);
const templates = [
  ...readdirSync(path.join(PROCESSES, '_templates'))
    .filter((file) => file !== 'words.en.json')
    .map((file) => JSON.parse(read('_templates', file)) as FieldTemplate),
  ...blocks.map(([name, block]) => templateOfBlock(KIND, name, block, 'fr') as object as FieldTemplate),
];

/** The steps of a drawing, in French. */
async function stepsOf(xml: string): Promise<Said[]> {
  const process = await readDrawing(xml);
  if (!process) throw new Error('No process');
  const words = renderHook(useEditorWords).result.current;
  return drawingInWords(process, {
    ...{ words, templates, names: {}, read: ({ fr }) => fr, typeName: (type) => type },
    facts: {
      ...{ kind: KIND, components: [], tables: new Map(), read: ({ fr }) => fr, outcome: (name) => name },
      ...{ blocks: new Map(blocks.map(([name, { outputs }]) => [name, outputs])), withdrawn: 'Demande retirée' },
    },
    fields: {
      ...{ forms: null, tables: null, themes: null, names: [], inputs: [], roles: [] },
      outcomes: [
        { value: 'approved', label: 'accord' },
        { value: 'complement', label: 'complément' },
        { value: 'proposed', label: 'proposition' },
      ],
      messages: [{ value: 'request-filed', label: 'Nouveau dépôt' }],
      recipients: [
        { value: 'gestionnaire', label: 'Le gestionnaire RH' },
        { value: 'superieur', label: 'Le supérieur' },
      ],
      ...{ requestForm: 'Formulaire de la demande', sayName: ({ name }) => name },
    },
  });
}

const textOf = (name: string): string =>
  screen.getAllByRole('listitem').find(({ firstElementChild }) => firstElementChild?.textContent === name)
    ?.textContent ?? '';

test('whoever approves a drawing reads who does what, who is told of what, and when each way is taken', async () => {
  render(<SaidList said={await stepsOf(DRAWING)} />);
  const review = textOf('Instruction');
  expect(review).toContain('Visa de : Valideur');
  expect(review).toContain('Issues du visa : accord ; complément ; proposition');
  expect(review).toContain('Second visa de : (un seul visa)');
  expect(review).toContain('Message du dépôt : « Nouveau dépôt »');
  expect(review).toContain('Informer du dépôt : Le gestionnaire RH ; Le supérieur');
  expect(review).toContain('Relance après : 15 jours');
  expect(textOf('Issue de la demande ?')).toMatch(
    /Chemin « refus » vers : .*, si .*Issue de la signature est « refusé »/,
  );
  // Where ways only come together, nobody needs to be told.
  expect(textOf('Demande maintenue ?')).toContain(
    'Chemin « retrait » vers : Clôture : retrait, si Demande retirée : oui',
  );
  expect(textOf('Fiche du circuit')).toContain('Silence au bout de : 2 mois');
});

test('of what replaces a version, the steps that changed are read, before and after', async () => {
  const after = DRAWING.replace('source="valideur" target="visaRole"', 'source="financier" target="visaRole"').replace(
    'source="P15D" target="reminder"',
    'source="P1M" target="reminder"',
  );
  const named = { name: 'Nom', type: 'Nature' };
  const changed = changesIn(await stepsOf(DRAWING), await stepsOf(after), named);
  render(<ChangedList changed={changed} />);
  expect(changed.map(({ name, change }) => `${name} ${change}`)).toEqual(['Instruction changed']);
  expect(screen.getByText('Visa de :').parentElement?.textContent).toMatch(
    /^Visa de : Avant Valideur Après Gestionnaire financier$/,
  );
  expect(screen.getByText('Relance après :').parentElement?.textContent).toMatch(/15 jours .*1 mois$/);
});
