import { describe, expect, test } from '@jest/globals';
import { sayReport } from './say-report.ts';

const SAID: readonly (readonly [english: string, french: string])[] = [
  ['A <Service Task> must have a <Task definition type>', '« tâche de service » : il manque « type du travail ».'],
  [
    'A <Call Activity> must have a defined <Called element>',
    '« appel de processus » : il manque « processus appelé ».',
  ],
  [
    'A <Service Task> with <Implementation: Job worker> must have a defined <Task definition type>',
    '« tâche de service » (automate) : il manque « type du travail ».',
  ],
  [
    'A <Complex Gateway> is not supported by Camunda 8.9',
    'Les éléments « branchement complexe » ne sont pas exécutés par le moteur.',
  ],
  ['A <Process> must be <Executable>', '« processus » doit être exécutable.'],
  ['An <End Event> is not allowed in <Ad Hoc Sub Process>', '« fin » n’a pas sa place dans « sous-processus ad hoc ».'],
  ['Link throw event with link name <suite> missing in scope', 'Le lien « suite » n’a pas son pendant.'],
  ['Element is missing bpmndi', 'Cet élément n’est pas dessiné : il n’a ni place ni forme dans le schéma.'],
  ['Property <source> is not a valid FEEL expression', 'Cette expression FEEL ne peut pas être lue.'],
  ['Element is not connected', 'Cet élément n’est pas relié aux autres.'],
];

describe('what the linter finds', () => {
  test.each(SAID)('« %s » is said in French', (english, french) => {
    expect(sayReport(english, 'fr')).toBe(french);
  });

  test('stays as it is in English, and where no French is known', () => {
    expect(sayReport('Element is not connected', 'en')).toBe('Element is not connected');
    expect(sayReport('Something new', 'fr')).toBe('Something new');
  });
});
