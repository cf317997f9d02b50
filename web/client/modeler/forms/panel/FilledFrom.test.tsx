import { beforeEach, expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { fillable } from '#domain/situation/prefill.ts';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { shippedThemes } from '#testing/shipped-themes.ts';
import { FilledFrom } from './FilledFrom.tsx';

/** Every theme that is shipped, as the server lists it. */
const items = Object.values(shippedThemes()).map((theme) => ({
  ...{ of: 'theme', name: theme.name, title: theme.title, fillable: fillable(theme), declaration: null, kinds: [] },
}));
beforeEach(() => {
  serve({ 'GET /api/atelier/parts?of=theme': { items } });
});

function Kept({ type, from = '' }: { type: string; from?: string }) {
  const [value, setValue] = useState(from);
  return (
    <>
      <FilledFrom id="from" type={type} value={value} onChange={setValue} />
      <output>{value}</output>
    </>
  );
}

const list = () => screen.getByLabelText('Repris de la situation');
const kept = () => screen.getByRole('status').textContent;

test('what fills a field in is chosen by its name, under its theme, and can be taken away', async () => {
  show(<Kept type="textfield" />);
  const contact = await within(list()).findByRole('group', { name: /joindre|coordonnées|contact/i });
  await userEvent.selectOptions(list(), within(contact).getAllByRole('option')[0] as HTMLElement);
  expect(kept()).toMatch(/^contact\.\w+$/);
  await userEvent.selectOptions(list(), 'Rien : l’agent le saisit');
  expect(kept()).toBe('');
});

test('a day is filled in with days alone', async () => {
  show(<Kept type="datetime" />);
  await within(list()).findByRole('option', { name: 'Date de naissance' });
  expect(within(list()).queryByRole('option', { name: 'Prénom' })).toBeNull();
});

test('what the form names and no theme has stays to be seen', async () => {
  show(<Kept type="textfield" from="contact.fax" />);
  await within(list()).findByRole('option', { name: /inconnu.*contact\.fax/i });
  expect(kept()).toBe('contact.fax');
});
