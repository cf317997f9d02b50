import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { CreatePanel } from './CreatePanel.tsx';
import type { Choice } from './Picker.tsx';
import { PersonPicker } from './pickers.tsx';

function Form() {
  const [person, setPerson] = useState<Choice | null>(null);
  return (
    <CreatePanel title="Donner un droit" filled={{}} onSubmit={async () => {}}>
      <PersonPicker id="person" label="Personne" chosen={person} onChoose={setPerson} />
    </CreatePanel>
  );
}

const CLAIRE = {
  ...{ id: 'p1', firstName: 'Claire', lastName: 'Agnelet', employeeNumber: 'D1' },
  ...{ quality: 'greffière', structureName: 'Tribunal' },
};
const focused = () => document.activeElement;

test('whoever fills in a form by the keyboard is led from its button to its fields, and back', async () => {
  serve({ 'GET /api/administration/people?q=Agn': { items: [CLAIRE] } });
  show(<Form />);
  await userEvent.click(screen.getByRole('button', { name: 'Donner un droit' }));
  const field = screen.getByLabelText('Personne');
  expect(focused()).toBe(field);

  await userEvent.type(field, 'Agn');
  await userEvent.click(await screen.findByRole('button', { name: /Claire Agnelet/ }));
  const change = screen.getByRole('button', { name: /Personne/ });
  expect(focused()).toBe(change);
  await userEvent.click(change);
  expect(focused()).toBe(screen.getByLabelText('Personne'));

  await userEvent.click(screen.getByRole('button', { name: 'Annuler' }));
  expect(focused()).toBe(screen.getByRole('button', { name: 'Donner un droit' }));
});

test('a search for somebody that fails says so, not that nobody was found, and is made again', async () => {
  let answer: unknown = refusal(403, 'forbidden');
  serve({ 'GET /api/administration/people?q=Agn': () => answer });
  show(<Form />);
  await userEvent.click(screen.getByRole('button', { name: 'Donner un droit' }));
  await userEvent.type(screen.getByLabelText('Personne'), 'Agn', { delay: null });
  const again = await screen.findByRole('button', { name: 'Réessayer' });
  answer = { items: [CLAIRE] };
  await userEvent.click(again);
  expect(await screen.findByRole('button', { name: /Claire Agnelet/ })).toBeDefined();
});
