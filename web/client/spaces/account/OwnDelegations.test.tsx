import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { OwnDelegations } from './OwnDelegations.tsx';

const person = (id: string, firstName: string) => ({ id, firstName, lastName: 'Martin' });
const delegation = {
  ...{
    id: '1',
    reference: 'Décision du 4 janvier 2026',
    delegator: person('a', 'Hélène'),
    delegate: person('b', 'Sophie'),
  },
  ...{ delegatorQuality: 'la directrice', matters: ['*'], structure: { id: 's', code: 'S', name: 'Tribunal' } },
  ...{ from: '2026-01-06', until: '2026-12-31', state: 'in-force', publishedOn: '2026-01-05', publication: 'BO' },
  ...{ revokedOn: null, suspension: null, officeEndsOn: null, lapse: null, given: false, endsSoon: true },
};

test('a signatory reads for whom they sign, until when, and that it ends soon; a delegator, who signs for them', async () => {
  const revoked = { ...delegation, id: '2', reference: 'Décision du 2 mars 2026', given: true, endsSoon: false };
  serve({
    'GET /api/me/delegations': {
      items: [
        delegation,
        { ...revoked, lapse: 'delegation-revoked', revokedOn: '2026-11-20', matters: ['teletravail'] },
      ],
      kinds: [{ kind: 'teletravail', title: { fr: 'Télétravail', en: 'Telework' } }],
    },
  });
  show(<OwnDelegations />);
  const [received, given] = await screen.findAllByRole('listitem');
  const textOf = (item: HTMLElement | undefined) => item?.textContent ?? '';
  expect(textOf(received)).toContain('Vous signez pour Hélène Martin');
  expect(textOf(received)).toContain('du 6 janvier 2026 au 31 décembre 2026 · donne le pouvoir de signer');
  if (received) expect(within(received).getByText('Se termine bientôt')).toBeDefined();
  expect(textOf(given)).toContain('Sophie Martin signe pour vous : Télétravail');
  expect(textOf(given)).toContain('abrogée le 20 novembre 2026');
});

test('a delegation that ends with an office says when; one that lapsed with it, why', async () => {
  const lapse = 'delegator-changed-office';
  const moved = { ...delegation, id: '2', endsSoon: false, officeEndsOn: '2026-10-31', lapse };
  serve({
    'GET /api/me/delegations': { items: [{ ...delegation, officeEndsOn: '2026-11-30' }, moved], kinds: [] },
  });
  show(<OwnDelegations />);
  const [ending, lapsed] = (await screen.findAllByRole('listitem')).map((item) => item.textContent ?? '');
  expect(ending).toContain('prend fin le 30 novembre 2026, avec les fonctions de qui l’a donnée ou reçue');
  expect(lapsed).toContain('caduque : le délégant a changé de fonctions depuis');
});

test('whoever gave a delegation prolongs its suspension from the days that it has, and reads that it is done', async () => {
  const suspension = { from: '2026-01-10', until: '2099-01-31', reason: 'Intérim' };
  const given = { ...delegation, given: true, endsSoon: false, suspension, lapse: 'delegation-suspended' };
  const endpoint = 'POST /api/me/delegations/1/suspension';
  const calls = serve({ 'GET /api/me/delegations': { items: [given], kinds: [] }, [endpoint]: undefined });
  show(<OwnDelegations />);
  await userEvent.click(await screen.findByRole('button', { name: /^Prolonger la suspension : Décision/ }));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: /^Motif/ }), 'Intérim prolongé');
  await userEvent.click(dialog.getByRole('button', { name: 'Prolonger la suspension' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('est suspendue'));
  const sent = calls.find((call) => call.endpoint === endpoint);
  expect(sent?.body).toMatchObject({ until: '2099-01-31', reason: 'Intérim prolongé' });
});
