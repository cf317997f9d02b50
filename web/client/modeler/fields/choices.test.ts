import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Block } from '#domain/circuit/blocks/block.ts';
import type { DrawnElement } from '#domain/circuit/flows.ts';
import { STEP_HOLDERS } from '#domain/permissions/role.ts';
import type { FieldProperty } from '../bpmn/field-property.ts';
import { type FieldSources, givenByCall, offerOf } from './choices.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../../../../processes');
const read = (...file: string[]): string => readFileSync(path.join(PROCESSES, ...file), 'utf8');
const inputsOf = (block: string) => (JSON.parse(read('_blocks', block, 'block.json')) as Block).inputs;

const sources: FieldSources = {
  forms: [
    {
      ...{ value: 'coordonnees-bancaires-demande', label: 'demande (IBAN…)' },
      fields: [
        { value: 'iban', label: 'IBAN', isDay: false },
        { value: 'from', label: 'À compter du', isDay: true },
      ],
    },
    {
      ...{ value: 'coordonnees-bancaires-rappel', label: 'rappel (Contrôle fait…)' },
      fields: [{ value: 'calledOn', label: 'Appelé le', isDay: true }],
    },
  ],
  messages: [{ value: 'request-filed', label: 'Demande … : nouveau dépôt' }],
  tables: [{ value: 'fraction', label: 'Fraction', answers: [] }],
  themes: null,
  names: [
    { name: 'iban' },
    { name: 'payFraction', label: { fr: 'Fraction', en: 'Fraction' }, givenBy: ['determiner-fraction'] },
    { name: 'visa', givenBy: ['instruction'] },
  ],
  inputs: [],
  roles: [{ value: 'valideur', label: 'Valideur' }],
  recipients: [{ value: 'agent', label: 'L’agent' }],
  outcomes: [],
  requestForm: 'Formulaire de la demande',
  sayName: ({ name, label }) => label?.fr ?? name,
};

const field = (kind: FieldProperty['kind'], more: Partial<FieldProperty> = {}): FieldProperty => ({
  type: 'String',
  ...(kind && { kind }),
  binding: { type: 'zeebe:taskHeader', key: 'x' },
  ...more,
});

type Elements = Record<string, DrawnElement>;

/** The elements of a shipped diagram, as the modeler has them. */
async function elementsOf(...file: string[]): Promise<Elements> {
  const { elementsById } = await new BpmnModdle({ zeebe }).fromXML(read(...file));
  return elementsById as unknown as Elements;
}
const at = (elements: Elements, id: string): DrawnElement => {
  const element = elements[id];
  if (!element) throw new Error(`No ${id}`);
  return element;
};

describe('a field offers', () => {
  let bank: Elements;
  let time: Elements;
  let review: Elements;
  beforeAll(async () => {
    bank = await elementsOf('coordonnees-bancaires', 'coordonnees-bancaires.bpmn');
    time = await elementsOf('temps-partiel-sur-autorisation', 'temps-partiel-sur-autorisation.bpmn');
    review = await elementsOf('_blocks', 'signature', 'signature.bpmn');
  });
  const offered = (property: FieldProperty, element: DrawnElement, more: Partial<FieldSources> = {}) =>
    offerOf(property, element, { ...sources, ...more }).choices.map(({ value, label }) => `${value}: ${label}`);

  test('the forms of the circuit, the one that files the request by what it is', () =>
    expect(offered(field('form'), at(bank, 'contre-appel'))).toEqual([
      'coordonnees-bancaires-demande: Formulaire de la demande',
      'coordonnees-bancaires-rappel: rappel (Contrôle fait…)',
    ]));

  test('days that the form of the request asks for, and no other form', () =>
    expect(offered(field('day-field'), at(bank, 'cloture-accord'))).toEqual(['from: À compter du']));

  test('what pay takes: the fields of the form, then what tables compute and nothing else', () =>
    expect(offered(field('fields'), at(time, 'cloture-accord'), { forms: sources.forms?.slice(0, 1) ?? null })).toEqual(
      ['iban: IBAN', 'from: À compter du', 'payFraction: Fraction'],
    ));

  test('the other steps that a person holds, by their names', () => {
    const people = Object.values(review).filter(({ $type }) => $type === 'bpmn:UserTask');
    const [first, ...others] = people;
    expect(others.length).toBeGreaterThan(0);
    expect(offered(field('steps'), first as DrawnElement)).toEqual(others.map(({ id, name }) => `${id}: ${name}`));
  });

  test('the variables that are known there, as the diagram writes them', () => {
    expect(offered(field('variable'), at(time, 'cloture-accord'))).toEqual([
      '=iban: iban',
      '=payFraction: Fraction',
      '=visa: visa',
    ]);
    expect(offered(field('variable'), at(time, 'enregistrer'))).toEqual(['=iban: iban']);
  });

  test('what a template writes itself, in its words', () =>
    expect(
      offered(field('role', { choices: [{ name: 'Gestionnaire RH', value: 'gestionnaire' }] }), at(bank, 'issue')),
    ).toEqual(['gestionnaire: Gestionnaire RH']));

  test('what there is of it so far, and calls nothing unknown meanwhile', () => {
    const offer = (kind: FieldProperty['kind'], more: Partial<FieldSources> = {}) =>
      offerOf(field(kind), at(bank, 'cloture-accord'), { ...sources, ...more });
    expect(offer('theme')).toEqual({ choices: [], isWhole: false });
    expect(offer('message', { messages: null })).toEqual({ choices: [], isWhole: false });
    expect(offer('table-outcomes')).toEqual({ choices: [], isWhole: false });
    expect(offer('fields', { names: null })).toMatchObject({ isWhole: false, choices: [{ value: 'iban' }, {}] });
    expect(offer('message').isWhole).toBe(true);
  });

  test('in a block, what its calls give of that sort', () => {
    const named = (block: string, kind: FieldProperty['kind'], ...listed: string[]) => {
      const offer = { choices: listed.map((value) => ({ value, label: value })), isWhole: true };
      return givenByCall(field(kind), offer, { inputs: inputsOf(block) }).map(({ name }) => name);
    };
    expect(named('signature', 'recipients', 'agent')).toEqual(['readyTo', 'notifyTo', 'overdueTo', 'silenceTo']);
    expect(named('cloture', 'message')).toEqual(['message']);
    expect(named('contre-appel', 'form')).toEqual(['form']);
    expect(named('signature', 'variable')).toEqual([]);
    // Of a list that the block writes itself: where all of it could be chosen.
    expect(named('instruction', 'role', ...STEP_HOLDERS)).toEqual([
      'visaRole',
      'secondVisaRole',
      'secondOpinionRole',
      'proposalTo',
    ]);
    expect(named('instruction', 'choice', 'rejection', 'acceptance')).toEqual(['silenceMeans']);
  });
});
