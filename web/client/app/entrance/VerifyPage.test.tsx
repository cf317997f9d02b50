import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '../../../../testing/component/show.tsx';
import { VerifyPage } from './VerifyPage.tsx';

// No server answers here: a question of it would fail.
test.each(['4Z8K2M7Q0R5T9V1W3X6Y2B8C4D', '7'.repeat(26), '0'])(
  'the address of an act says how to verify it, whoever asks and whatever is known of « %s »',
  (reference) => {
    show(<VerifyPage />, { at: `/verifier/${reference}`, path: '/verifier/:reference' });
    expect(screen.getByRole('heading', { name: 'Vérifier un acte' })).toBeTruthy();
    expect(screen.getByText(/^npm run verify/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /Certificat/ }).getAttribute('href')).toContain('seal-authority');
    expect(screen.queryByText(reference) !== null).toBe(reference.length === 26);
  },
);
