import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import type { FormComponent } from '#web/client/forms/schema.ts';
import { type ConditionName, FieldCondition } from './FieldCondition.tsx';

const day = (key: string, dateLabel: string): FormComponent => ({
  id: key,
  key,
  type: 'datetime',
  subtype: 'date',
  dateLabel,
});
const END = day('endDate', 'Date de fin');
const SCHEMA = {
  id: 'f',
  components: [
    day('startDate', 'Date de début'),
    END,
    {
      ...{ id: 'way', key: 'way', type: 'select', label: 'Mode' },
      values: [
        { value: 'post', label: 'Par la poste' },
        { value: 'in-person', label: 'En main propre' },
      ],
    },
    { id: 'phone', key: 'phone', type: 'textfield', label: 'Téléphone' },
    { id: 'days', key: 'days', type: 'number', label: 'Jours' },
  ],
};

/** The condition as it is kept, beside the chooser. */
function Kept({ name, from = '' }: { name: ConditionName; from?: string }) {
  const [feel, setFeel] = useState(from);
  return (
    <>
      <FieldCondition name={name} field={END} schema={SCHEMA} feel={feel} onChange={setFeel} />
      <output>{feel}</output>
    </>
  );
}

const kept = () => screen.getByRole('status').textContent;
const pick = (label: string, choice: string) =>
  userEvent.selectOptions(screen.getAllByLabelText(label).at(-1) as Element, choice);

test('« La date de fin suit la date de début » is chosen, without a word of FEEL', async () => {
  show(<Kept name="validate" />);
  await userEvent.click(screen.getByRole('button', { name: 'Choisir une condition' }));
  expect(screen.getByLabelText<HTMLSelectElement>('Ce qui est regardé').selectedOptions[0]?.text).toBe('Date de fin');
  expect(kept()).toBe('=date(endDate) > date(startDate)');
  await pick('Ce qui doit être vrai', 'est au plus tard');
  await pick('Délai', 'un délai après');
  const count = screen.getByLabelText('Nombre de jours, de mois ou d’années');
  await userEvent.clear(count);
  await userEvent.type(count, '0');
  await userEvent.tab();
  expect(screen.getByText('Écrivez un nombre entier, de 1 à 9999.')).toBeTruthy();
  expect(kept()).toBe('=date(endDate) <= date(startDate) + duration("P1M")');
  await userEvent.clear(count);
  await userEvent.type(count, '2');
  await pick('Unité', 'ans');
  expect(kept()).toBe('=date(endDate) <= date(startDate) + duration("P2Y")');
  await pick('Jour auquel il est comparé', 'aujourd’hui');
  expect(kept()).toBe('=date(endDate) <= today() + duration("P2Y")');
});

test('a field is due when another is filled in, and one more thing holds', async () => {
  show(<Kept name="requiredWhen" />);
  await userEvent.click(screen.getByRole('button', { name: 'Choisir une condition' }));
  await pick('Ce qui est regardé', 'Téléphone');
  await pick('Ce qui doit être vrai', 'n’a pas de réponse');
  await userEvent.click(screen.getByRole('button', { name: 'Et aussi…' }));
  await pick('Ce qui est regardé', 'Jours');
  await pick('Ce qui doit être vrai', 'est au moins');
  expect(kept()).toBe('=(phone = null or phone = "") and days >= 0');
  await userEvent.click(screen.getByRole('button', { name: 'Retirer : Téléphone' }));
  expect(kept()).toBe('=days >= 0');
  await userEvent.click(screen.getByRole('button', { name: 'Retirer : Jours' }));
  expect(kept()).toBe('');
  expect(screen.getByText('Aucune autre réponse ne le rend obligatoire.')).toBeTruthy();
});

test('« Affiché quand » is chosen of the choices of another field; form-js is told when it is hidden', async () => {
  show(<Kept name="shownWhen" from={'=way != "in-person"'} />);
  expect(screen.getByLabelText<HTMLSelectElement>('Ce qui doit être vrai').selectedOptions[0]?.text).toBe(
    'est « En main propre »',
  );
  await pick('Ce qui doit être vrai', 'est « Par la poste »');
  expect(kept()).toBe('=way != "post"');
});
