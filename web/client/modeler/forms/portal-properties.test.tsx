import { expect, jest, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { show } from '../../../../testing/component/show.tsx';
import type { FormComponent } from '../../forms/schema.ts';
import type { EditorWords } from '../use-editor-words.ts';
import { PanelIslands } from './panel-islands.ts';
import { portalProperties } from './portal-properties.tsx';

const FIELD: FormComponent = { id: 'proof', key: 'proof', type: 'filepicker', label: 'Justificatif' };

/** The groups of the panel for a component, beside form-js's own that says whether it is required. */
function groupsOf(field: FormComponent, editField: (field: FormComponent, given: unknown) => void = () => {}) {
  const [, Properties] = portalProperties({
    words: ((key: string) => key) as unknown as EditorWords,
    islands: new PanelIslands(),
    schema: () => ({ id: 'f', components: [field] }),
  }).portalProperties as [
    string,
    new (panel: object) => { getGroups: (...of: unknown[]) => (groups: unknown[]) => unknown },
  ];
  const general = { id: 'general', entries: [{ id: 'label' }] };
  const validation = { id: 'validation', entries: [{ id: 'required' }] };
  const groups = new Properties({ registerProvider: () => {} }).getGroups(field, editField)([general, validation]);
  return groups as { id: string; entries: { id: string; content: ReactElement }[] }[];
}

test('a piece is made mandatory in one place, whichever way its form says it', async () => {
  const field = { ...FIELD, validate: { required: true } };
  const edit = jest.fn();
  const groups = groupsOf(field, edit);
  expect(groups.map(({ id }) => id)).toEqual(['general', 'portal']);
  show(groups[1]?.entries.find(({ id }) => id === 'portal-mandatory')?.content as ReactElement);
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'forms.own.mandatory.label' });
  expect(box.checked).toBe(true);
  await userEvent.click(box);
  expect(edit).toHaveBeenLastCalledWith(field, { properties: undefined, validate: {} });
});

test('other fields are made so in form-js’s own', () => {
  const groups = groupsOf({ ...FIELD, type: 'textfield' });
  expect(groups.find(({ id }) => id === 'validation')?.entries).toEqual([{ id: 'required' }]);
});
