import { expect, test } from '@jest/globals';
import { orderedEntries } from './order-menus.ts';

const TEMPLATES = [
  { id: 'fr.harmonie.notify', name: 'Notifier', elementType: { value: 'bpmn:ServiceTask' } },
  { id: 'fr.harmonie.decision-visa', name: 'Visa', elementType: { value: 'bpmn:UserTask' } },
  { id: 'fr.harmonie.block.cloture', name: 'Clôture', elementType: { value: 'bpmn:CallActivity' } },
];
const action = () => undefined;
const entries = {
  'append-none-end-event': { label: 'Fin', group: { id: 'events', name: 'Events' }, action },
  'append-task': { label: 'Tâche', group: { id: 'tasks', name: 'Tasks' }, action },
  'append-exclusive-gateway': { label: 'Branchement', group: { id: 'gateways', name: 'Gateways' }, action },
  'append.template-fr.harmonie.notify': { label: 'Notifier', group: { id: 'harmonie' }, action },
  'append.template-fr.harmonie.decision-visa': { label: 'Visa', group: { id: 'harmonie' }, action },
  'append.template-fr.harmonie.block.cloture': { label: 'Clôture', group: { id: 'harmonie-blocks' }, action },
  'replace-unlink': { label: 'Détacher', action },
};

test('a menu offers blocks, then people’s steps, the portal’s, gateways and events; the rest comes last', () => {
  const ordered = orderedEntries(entries, TEMPLATES, (group) => `« ${group} »`);
  expect(Object.values(ordered).map(({ label, group }) => [label, group])).toEqual([
    ['Clôture', { id: 'blocks', name: '« blocks »' }],
    ['Visa', { id: 'people', name: '« people »' }],
    ['Notifier', { id: 'services', name: '« services »' }],
    ['Branchement', { id: 'gateways', name: '« gateways »' }],
    ['Fin', { id: 'events', name: '« events »' }],
    ['Tâche', { id: 'others', name: '« others »' }],
    ['Détacher', { id: 'others', name: '« others »' }],
  ]);
  expect(Object.values(ordered).every((entry) => entry.action === action)).toBe(true);
});
