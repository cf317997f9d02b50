import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { show } from '#testing/component/show.tsx';
import type { Offer } from './choices.ts';
import { DelayInput } from './DelayInput.tsx';
import { OneChoice } from './OneChoice.tsx';
import { SomeChoices } from './SomeChoices.tsx';

const PEOPLE: Offer = {
  choices: [
    { value: 'agent', label: 'L’agent' },
    { value: 'gestionnaire', label: 'Le gestionnaire RH' },
  ],
  isWhole: true,
};

/** A field that keeps what is chosen, and shows it as the diagram would. */
function Kept({ start, field }: { start: string; field: (own: Own) => ReactNode }) {
  const [value, onChange] = useState(start);
  return (
    <>
      {field({ id: 'field', label: 'Champ', describedBy: 'help', value, onChange })}
      <output>{value}</output>
    </>
  );
}
interface Own {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}
const kept = () => screen.getByRole('status').textContent;

test('one of a list: a name that nobody knows is said to be so, and stays until another is chosen', async () => {
  const user = userEvent.setup();
  show(<Kept start="chef" field={({ label, ...own }) => <OneChoice {...own} offer={PEOPLE} none={null} />} />);
  const select = screen.getByRole<HTMLSelectElement>('combobox');
  expect(select.selectedOptions[0]?.textContent).toBe('inconnu : chef');
  await user.selectOptions(select, 'L’agent');
  expect(kept()).toBe('agent');
  expect(screen.queryByText('inconnu : chef')).toBeNull();
});

test('one of a list that is not whole: any name may be right', () => {
  const offer = { ...PEOPLE, isWhole: false };
  show(<Kept start="chef" field={({ label, ...own }) => <OneChoice {...own} offer={offer} none="(aucun)" />} />);
  expect(screen.getByRole<HTMLSelectElement>('combobox').selectedOptions[0]?.textContent).toBe('chef');
});

test('one that is to be made is called so while it is', () => {
  const further = { value: ' new', label: 'Nouveau message…' };
  show(
    <Kept
      start=" new"
      field={({ label, ...own }) => <OneChoice {...own} further={further} offer={PEOPLE} none="(aucun)" />}
    />,
  );
  expect(screen.getByRole<HTMLSelectElement>('combobox').selectedOptions[0]?.textContent).toBe('Nouveau message…');
  expect(screen.queryByText(/inconnu/)).toBeNull();
});

test('several of a list, ticked by the keyboard: those there were keep their order, a stranger can be taken out', async () => {
  const user = userEvent.setup();
  show(<Kept start="gestionnaire, chef" field={(own) => <SomeChoices {...own} offer={PEOPLE} none="(aucun)" />} />);
  expect(screen.getByText(/inconnu : chef/, { selector: 'summary' }).textContent).toContain('Le gestionnaire RH');
  screen.getByRole('checkbox', { name: 'L’agent', hidden: true }).focus();
  await user.keyboard(' ');
  expect(kept()).toBe('gestionnaire, chef, agent');
  await user.click(screen.getByRole('checkbox', { name: 'inconnu : chef', hidden: true }));
  expect(kept()).toBe('gestionnaire, agent');
});

test('nothing chosen says what then happens', () => {
  show(<Kept start="" field={(own) => <SomeChoices {...own} offer={PEOPLE} none="(personne n’est informé)" />} />);
  expect(screen.getByText('(personne n’est informé)', { exact: false, selector: 'summary' })).toBeDefined();
});

test('a delay is a number and a unit; what is none leaves the one that was kept', async () => {
  const user = userEvent.setup();
  show(<Kept start="P15D" field={(own) => <DelayInput {...own} />} />);
  const amount = screen.getByRole('spinbutton');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Unité : Champ' }), 'mois');
  expect(kept()).toBe('P15M');
  await user.clear(amount);
  await user.type(amount, '2');
  expect(kept()).toBe('P2M');
  await user.type(amount, '.5');
  await user.tab();
  expect(kept()).toBe('P2M');
  expect(amount).toHaveProperty('value', '2');
});
