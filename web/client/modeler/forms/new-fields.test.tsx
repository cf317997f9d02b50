import { FormEditor } from '@bpmn-io/form-js-editor';
import { expect, test } from '@jest/globals';
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
  return { host, editor, stop, inPalette, fields };
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
