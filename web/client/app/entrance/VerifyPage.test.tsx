import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { ActVerification } from '#web/contract/signing/verification.ts';
import { VerifyPage } from './VerifyPage.tsx';

const REFERENCE = '4Z8K2M7Q0R5T9V1W3X6Y2B8C4D';
const FOUND: ActVerification = {
  verdict: 'valid',
  what: 'act',
  fault: null,
  caveats: [],
  fileSha256: 'a'.repeat(64),
  sealedAt: '2026-05-04T10:00:00.000Z',
  isDateProven: true,
  act: {
    number: '2026-TJ-RIVEBELLE-A-000042',
    title: 'portant autorisation d’exercer à temps partiel',
    sha256: 'a'.repeat(64),
    author: { firstName: 'Hélène', lastName: 'Marchand', quality: 'La cheffe du service', service: 'Service RH' },
    signedOn: '2026-05-04',
    power: { inNameOf: 'le ministre', visas: ['l’arrêté du 2 septembre 2026'] },
    state: 'withdrawn',
    at: '2026-11-29T10:00:00.000Z',
    laterActs: [
      { nature: 'withdraws', number: '2026-X-A-7', signedOn: '2026-06-01', since: '2026-06-01', state: 'in-force' },
    ],
  },
};
const AUTHORITY = { certificates: [{ name: 'Autorité du sceau', sha256: '12:34' }], demonstration: false };
const at = (reference: string) => ({ at: `/verifier/${reference}`, path: '/verifier/:reference' });

test('the address of an act says who signed it, by what power, and that it was withdrawn since', async () => {
  serve({ [`GET /api/verifications/${REFERENCE}`]: FOUND, 'GET /api/verifications/authority': AUTHORITY });
  show(<VerifyPage />, at(REFERENCE));
  expect(await screen.findByRole('heading', { name: 'Acte authentique, mais retiré' })).toBeTruthy();
  expect(screen.getByText(/Hélène Marchand/)).toBeTruthy();
  expect(screen.getByText('Pour le ministre et par délégation')).toBeTruthy();
  expect(screen.getByText(/Retiré le 1er juin 2026, depuis l’origine, par l’acte n° 2026-X-A-7/)).toBeTruthy();
  expect(await screen.findByText('12:34')).toBeTruthy();
});

test('a reference that no act bears is told so, and how to go on', async () => {
  serve({
    [`GET /api/verifications/${REFERENCE}`]: refusal(404, 'not-found'),
    'GET /api/verifications/authority': AUTHORITY,
  });
  show(<VerifyPage />, at(REFERENCE));
  expect(await screen.findByText('Aucun acte ne porte cette référence.')).toBeTruthy();
});

const inputOf = (): HTMLInputElement => {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('nothing takes a file');
  return input;
};

test('the file of an act that was eliminated is told from a receipt: it was signed, and nobody says what became of it', async () => {
  serve({ 'GET /api/verifications/authority': AUTHORITY, 'POST /api/verifications': { ...FOUND, act: null } });
  show(<VerifyPage />, { at: '/verifier', path: '/verifier' });
  await userEvent.upload(inputOf(), new File(['%PDF-'], 'acte.pdf', { type: 'application/pdf' }));
  expect(await screen.findByRole('heading', { name: 'Acte authentique, que le ministère n’a plus' })).toBeTruthy();
  expect(screen.queryByText(/Récépissé/)).toBeNull();
});

test('a file that was refused for a while can be given again, without losing one’s place', async () => {
  let answer: unknown = refusal(429, 'too-many-requests', { params: { seconds: 10 } });
  serve({ 'GET /api/verifications/authority': AUTHORITY, 'POST /api/verifications': () => answer });
  show(<VerifyPage />, { at: '/verifier', path: '/verifier' });
  const file = new File(['%PDF-'], 'acte.pdf', { type: 'application/pdf' });
  await userEvent.upload(inputOf(), file);
  expect(await screen.findByText('Le fichier n’a pas été vérifié.')).toBeTruthy();
  expect(document.activeElement).toBe(inputOf());
  answer = FOUND;
  await userEvent.upload(inputOf(), file);
  expect(await screen.findByRole('heading', { name: 'Acte authentique, mais retiré' })).toBeTruthy();
  expect(screen.getByText('acte.pdf')).toBeTruthy();
});

test('a file of another ministry is told from a good one; one that is too large is not sent', async () => {
  serve({
    'GET /api/verifications/authority': AUTHORITY,
    'POST /api/verifications': { ...FOUND, verdict: 'not-valid', fault: 'other-authority', act: null },
  });
  show(<VerifyPage />, { at: '/verifier', path: '/verifier' });
  const input = inputOf();
  await userEvent.upload(input, new File(['%PDF-'], 'acte.pdf', { type: 'application/pdf' }));
  expect(await screen.findByRole('heading', { name: 'Ce fichier ne vient pas de ce ministère' })).toBeTruthy();
  const large = new File(['x'], 'gros.pdf', { type: 'application/pdf' });
  Object.defineProperty(large, 'size', { value: 200 * 1024 * 1024 });
  await userEvent.upload(input, large);
  expect(await screen.findByText(/10 Mo/, { selector: '.cds--inline-notification__subtitle' })).toBeTruthy();
});
