import { expect, test } from '@jest/globals';
import type { Step } from '../../bpmn/steps.ts';
import { existingEntry } from './to-existing.ts';

const step = (id: string, name: string, type = 'bpmn:CallActivity'): Step => ({ id, name, type, depth: 0, next: [] });

test('a branch may lead to a step that is drawn already, by its name, or by what it is where it has none', () => {
  const chosen: string[] = [];
  const entry = existingEntry(
    [step('refus', 'Clôture : refus'), step('Gateway_1', 'Gateway_1', 'bpmn:ExclusiveGateway')],
    {
      label: 'Vers une étape existante',
      description: 'Un chemin de plus.',
      to: (name) => `Vers « ${name} »`,
      typeName: () => 'Branchement exclusif',
    },
    (id) => chosen.push(id),
  );
  const within = Object.values(entry.entries as Record<string, { label: string; action: () => void }>);
  expect(entry.label).toBe('Vers une étape existante');
  expect(within.map(({ label }) => label)).toEqual(['Vers « Clôture : refus »', 'Vers « Branchement exclusif »']);
  within[0]?.action();
  expect(chosen).toEqual(['refus']);
});
