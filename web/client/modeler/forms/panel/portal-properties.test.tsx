import { expect, jest, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { show } from '#testing/component/show.tsx';
import type { FormComponent } from '#web/client/forms/schema.ts';
import type { EditorWords } from '../../use-editor-words.ts';
import { PanelIslands } from './panel-islands.ts';
import { portalProperties } from './portal-properties.tsx';

const FIELD: FormComponent = { id: 'proof', key: 'proof', type: 'filepicker', label: 'Justificatif' };

/** Our part of the panel of properties, over a panel that is drawn nowhere. */
function opened({
  field = FIELD,
  panel = document.createElement('div'),
  on = (_event: string, _listen: () => void) => {},
}) {
  const [, Properties] = portalProperties({
    words: ((key: string) => key) as unknown as EditorWords,
    islands: new PanelIslands(),
    schema: () => ({ id: 'f', components: [field] }),
  }).portalProperties as [
    string,
    new (...services: object[]) => { getGroups: (...of: unknown[]) => (groups: unknown[]) => unknown },
  ];
  return new Properties({ registerProvider: () => {}, _container: panel }, { on });
}

/** The groups of the panel for a component, beside form-js's own that says whether it is required. */
function groupsOf(field: FormComponent, editField: (field: FormComponent, given: unknown) => void = () => {}) {
  const general = { id: 'general', entries: [{ id: 'label' }] };
  const validation = { id: 'validation', entries: [{ id: 'required' }] };
  const groups = opened({ field }).getGroups(field, editField)([general, validation]);
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

test('what is said of a field that is added or chosen begins at its top', () => {
  const panel = document.createElement('div');
  panel.innerHTML = '<div class="bio-properties-panel-scroll-container"></div>';
  const [scrolled] = panel.children as unknown as [Element];
  const on = jest.fn<(event: string, listen: () => void) => void>();
  opened({ panel, on });
  scrolled.scrollTop = 300;
  for (const [event, listen] of on.mock.calls) if (event === 'selection.changed') listen();
  expect(scrolled.scrollTop).toBe(0);
});
