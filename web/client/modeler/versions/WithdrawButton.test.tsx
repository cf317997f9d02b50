import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';

const version = (number: number, inForceWithout: number | null) => ({
  ...{ versionId: `v${number}`, number, inForceWithout, title: { fr: 'Mobilité', en: 'Mobility' } },
  ...{ publishedAt: '2026-03-02T09:00:00Z', publishedBy: null, proposedBy: null, reason: null, openRequests: 0 },
  ...{ current: false, withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
});
const third = version(3, 2);

test.each([
  ['back to the one before', third, third, /reviendra à la version 2/],
  ['closed until two analysts publish', version(3, null), third, /fermée jusqu’à ce que deux analystes publient/],
  ['as it is, on another version', version(1, 3), third, /version 3 reste en service/],
  ['closed as it is', version(1, null), undefined, /est fermée et le reste/],
])('a withdrawal says what it will do before it is confirmed: the process is %s', async (_what, row, inForce, said) => {
  const calls = serve({ [`POST /api/circuits/${row.versionId}/withdrawal`]: { kind: 'mobilite', inForce: null } });
  show(<WithdrawButton version={row} inForce={inForce} />);
  await userEvent.click(screen.getByRole('button', { name: `Retirer la version ${row.number}` }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(said)).toBeDefined();
  await userEvent.type(dialog.getByLabelText(/Motif/), 'Une étape manque');
  await userEvent.click(dialog.getByRole('button', { name: 'Retirer' }));
  expect(calls[0]).toMatchObject({ body: { reason: 'Une étape manque' } });
});
