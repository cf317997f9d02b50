import { FormEditor } from '@bpmn-io/form-js-editor';
import { expect, test } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { addOnClick, newFields } from './new-fields.ts';

// jsdom has none: the panel of properties looks with it whether its headings stick.
globalThis.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof IntersectionObserver;

/** form-js's own editor on a page, with what of it is ours; and the form as it stands. */
async function opened() {
  const host = document.body.appendChild(document.createElement('div'));
  const editor = new FormEditor({ container: host, additionalModules: [newFields] } as never);
  await editor.importSchema({ type: 'default', id: 'f', components: [] } as never);
  const stop = addOnClick(host, editor as unknown as Parameters<typeof addOnClick>[1]);
  const inPalette = (type: string) => host.querySelector<HTMLElement>(`.fjs-palette-field[data-field-type="${type}"]`);
  const fields = () =>
    (editor.getSchema() as unknown as { components: { type: string; label?: string }[] }).components.map(
      ({ type, label }) => [type, label],
    );
  const modeling = editor.get('modeling') as {
    editFormField(field: object, name: string, value: unknown): void;
  };
  const add = async (type: string) => {
    await userEvent.click(inPalette(type) as HTMLElement);
    return (editor.get('selection') as { get(): Field }).get();
  };
  return { host, editor, stop, inPalette, fields, add, give: modeling.editFormField.bind(modeling) };
}

interface Field {
  readonly id: string;
  readonly key: string;
  readonly values: { label: string; value: string }[];
  readonly defaultValue?: string;
}

test('a component of the palette is added at the end by a click, with French words; by Enter and by Space, once each', async () => {
  const { editor, stop, inPalette, fields } = await opened();
  const user = userEvent.setup();
  await user.click(inPalette('textfield') as HTMLElement);
  expect(fields()).toEqual([['textfield', 'Texte court']]);
  inPalette('number')?.focus();
  await user.keyboard('{Enter}');
  inPalette('checkbox')?.focus();
  await user.keyboard(' ');
  expect(fields()).toEqual([
    ['textfield', 'Texte court'],
    ['number', 'Nombre'],
    ['checkbox', 'Case à cocher'],
  ]);
  stop();
  await user.click(inPalette('textfield') as HTMLElement);
  expect(fields()).toHaveLength(3);
  editor.destroy();
});

test('the key of a field is named from its label while it is given the first one, then stays', async () => {
  const { editor, add, give } = await opened();
  const day = await add('datetime');
  expect(day.key).toBe('champDate');
  give(day, 'dateLabel', 'Date de');
  give(day, 'dateLabel', 'Date de début');
  expect(day.key).toBe('dateDeDebut');
  const other = await add('datetime');
  give(other, 'dateLabel', 'Date de début');
  expect(other.key).toBe('dateDeDebut2');
  give(day, 'dateLabel', 'Premier jour');
  expect(day.key).toBe('dateDeDebut');
  editor.destroy();
});

test('a field that is added is not drawn anew as it is edited: whoever writes in its panel keeps the focus', async () => {
  const { host, editor, add, give } = await opened();
  const field = await add('textfield');
  const drawn = () => host.querySelector(`.fjs-element[data-id="${field.id}"]`);
  await waitFor(() => expect(drawn()).not.toBeNull());
  const before = drawn();
  give(field, 'label', 'Motif');
  await waitFor(() => expect(drawn()?.textContent).toContain('Motif'));
  expect(drawn() === before).toBe(true);
  editor.destroy();
});

test('what an expression already names keeps its name, and so does a field that was there', async () => {
  const { editor, add, give } = await opened();
  const asked = await add('number');
  const reason = await add('textfield');
  give(reason, 'conditional', { hide: '=(nombre > 2) != true' });
  give(asked, 'label', 'Jours demandés');
  expect(asked.key).toBe('nombre');
  editor.destroy();
  // In an editor of its own: the panel of the field that is selected would look for it in the form that comes.
  const other = await opened();
  await other.editor.importSchema({
    ...{ type: 'default', id: 'f' },
    components: [{ type: 'textfield', id: 'a', key: 'former', label: 'Motif' }],
  } as never);
  const [former] = (other.editor as unknown as { _getState(): { schema: { components: Field[] } } })._getState().schema
    .components;
  other.give(former as Field, 'label', 'Raison');
  expect(former?.key).toBe('former');
  other.editor.destroy();
});

test('a choice begins in French; what it is kept as is named from its label, also where it is the first one shown', async () => {
  const { editor, add, give } = await opened();
  const way = await add('select');
  // As form-js does: in place, then as a change.
  const call = (at: number, label: string) => {
    Object.assign(way.values[at] as object, { label });
    give(way, 'values', way.values);
  };
  expect(way.values).toEqual([{ label: 'Choix 1', value: 'choix-1' }]);
  give(way, 'defaultValue', 'choix-1');
  call(0, 'En main');
  call(0, 'En main propre');
  give(way, 'values', [...way.values, { label: 'Value 2', value: 'value2' }]);
  expect(way.values).toEqual([
    { label: 'En main propre', value: 'en-main-propre' },
    { label: 'Choix 2', value: 'choix-2' },
  ]);
  expect(way.defaultValue).toBe('en-main-propre');
  await add('textfield');
  call(0, 'De la main à la main');
  expect(way.values[0]).toEqual({ label: 'De la main à la main', value: 'en-main-propre' });
  editor.destroy();
});
