import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import { NO_POWER, powerBody, SigningPower } from './SigningPower.tsx';

function Form() {
  const [power, setPower] = useState(NO_POWER);
  return (
    <>
      <SigningPower value={power} setValue={setPower} />
      <output>{JSON.stringify(powerBody(power))}</output>
    </>
  );
}
const sent = () => JSON.parse(screen.getByRole('status').textContent ?? '');
const chooses = (option: string) => userEvent.selectOptions(screen.getByLabelText('Pouvoir de signature'), option);

test('an administrator says by what power somebody signs: a delegation, a text and for whom, or their own office', async () => {
  show(<Form />);
  expect(sent()).toEqual({ byRight: false });

  await chooses('Un texte le donne, au nom d’une autorité');
  await userEvent.type(screen.getByLabelText(/^Texte qui donne le pouvoir/), 'le décret n° 2005-850');
  await userEvent.type(screen.getByLabelText(/^Autorité au nom de qui/), 'Garde des sceaux');
  expect(screen.getByText(/l’acte se lira « Pour Garde des sceaux et par délégation »/)).toBeTruthy();
  expect(sent().inNameOf).toBe('Garde des sceaux');
  await userEvent.clear(screen.getByLabelText(/^Autorité au nom de qui/));
  await userEvent.type(screen.getByLabelText(/^Autorité au nom de qui/), 'le ministre');
  expect(screen.queryByText(/l’acte se lira/)).toBeNull();
  expect(sent()).toEqual({ byRight: true, powerReference: 'le décret n° 2005-850', inNameOf: 'le ministre' });

  await userEvent.type(screen.getByLabelText(/^Acte de nomination/), 'le décret du 3 mars 2025 portant nomination');
  await userEvent.type(screen.getByLabelText('Nomination signée le'), '03/03/2025');
  await userEvent.type(screen.getByLabelText('Nomination publiée le'), '04/03/2025');
  const appointed = { reference: 'le décret du 3 mars 2025 portant nomination', signedOn: '2025-03-03' };
  expect(sent().appointment).toEqual({ ...appointed, publishedOn: '2025-03-04', effectiveOn: '2025-03-03' });
  await userEvent.clear(screen.getByLabelText(/^Acte de nomination/));

  // In one's own name, nobody is signed for.
  await chooses('En son propre nom');
  expect(screen.queryByLabelText(/^Autorité au nom de qui/)).toBeNull();
  expect(sent()).toEqual({ byRight: true, powerReference: 'le décret n° 2005-850' });
  await userEvent.type(screen.getByLabelText(/^Acte de nomination/), 'l’arrêté');
  expect(screen.getByLabelText('Nomination publiée le (si elle l’est)')).toBeTruthy();
});
