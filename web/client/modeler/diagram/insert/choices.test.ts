import { describe, expect, test } from '@jest/globals';
import type { ElementTemplate } from '../../bpmn/templates.ts';
import { choicesFound, choicesIn } from './choices.ts';

const template = (id: string, name: string, type: string, description = ''): ElementTemplate => ({
  id,
  name,
  description,
  elementType: { value: type },
});

const TEMPLATES = [
  template('fr.harmonie.notify', 'Notifier', 'bpmn:ServiceTask', 'Envoie un message.'),
  template('fr.harmonie.decision-visa', 'Visa', 'bpmn:UserTask'),
  template('fr.harmonie.block.visas', 'Visas', 'bpmn:CallActivity'),
  template('fr.harmonie.block.cloture', 'Clôture', 'bpmn:CallActivity'),
  template('fr.harmonie.decision-opinion', 'Avis', 'bpmn:UserTask'),
];
const PLAIN = { exclusive: 'Choix', parallel: 'Plusieurs voies', timer: 'Attente', message: 'Message' };
const choices = choicesIn(TEMPLATES, 'fr', (id) => ({ name: PLAIN[id], description: '' }));
const GROUPS = {
  blocks: 'Blocs',
  people: 'Étapes d’une personne',
  services: 'Ce que le portail fait',
  gateways: 'Branchements',
  events: 'Attentes',
};
const found = (typed: string) => choicesFound(choices, typed, (group) => GROUPS[group]).map(({ name }) => name);

describe('what an analyst picks from', () => {
  test('begins with blocks, then what people do, what the portal does, gateways and events', () => {
    expect(choices.map(({ name }) => name)).toEqual([
      'Clôture',
      'Visas',
      'Avis',
      'Visa',
      'Notifier',
      'Choix',
      'Plusieurs voies',
      'Attente',
      'Message',
    ]);
  });

  test('is found by the beginning of a word, without its accents, of its name or of what it does', () => {
    expect(found('clot')).toEqual(['Clôture']);
    expect(found('envoie')).toEqual(['Notifier']);
    expect(found('étape vis')).toEqual(['Visa']);
  });

  test('is found by what it is', () => expect(found('bloc')).toEqual(['Clôture', 'Visas']));

  test('is all there when nothing is typed, and nothing when no word fits', () => {
    expect(found('  ')).toHaveLength(choices.length);
    expect(found('zzz')).toEqual([]);
  });
});
