import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '../../../testing/component/server.ts';
import { show } from '../../../testing/component/show.tsx';
import { call } from '../api/api.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

const remove = () => call('DELETE /api/drafts/:id', { params: { id: '1' } });

test('asks before it acts', async () => {
  const calls = serve({ 'DELETE /api/drafts/1': undefined });
  let closed = false;
  show(
    <ConfirmDialog title="Supprimer ?" confirm="Supprimer" onConfirm={remove} onClose={() => (closed = true)}>
      Pour toujours.
    </ConfirmDialog>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Annuler' }));
  expect({ calls, closed }).toEqual({ calls: [], closed: true });

  await userEvent.click(screen.getByRole('button', { name: 'Supprimer' }));
  expect(calls).toEqual([{ endpoint: 'DELETE /api/drafts/1' }]);
});

test('stays open with the reason when it fails', async () => {
  serve({ 'DELETE /api/drafts/1': refusal(403, 'forbidden') });
  show(
    <ConfirmDialog title="Supprimer ?" confirm="Supprimer" onConfirm={remove} onClose={() => {}}>
      Pour toujours.
    </ConfirmDialog>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Supprimer' }));

  expect((await screen.findByRole('alert')).textContent).toContain('droit');
  expect(screen.getByRole('dialog', { name: 'Supprimer ?' })).toBeDefined();
});

test('is confirmed by Enter in a line of text, and not in a paragraph', async () => {
  const calls = serve({ 'DELETE /api/drafts/1': undefined });
  show(
    <ConfirmDialog title="Supprimer ?" confirm="Supprimer" onConfirm={remove} onClose={() => {}}>
      <input aria-label="Nom" />
      <textarea aria-label="Motif" />
    </ConfirmDialog>,
  );

  await userEvent.type(screen.getByRole('textbox', { name: 'Motif' }), 'deux{Enter}lignes');
  expect(calls).toHaveLength(0);

  await userEvent.type(screen.getByRole('textbox', { name: 'Nom' }), 'un nom{Enter}');
  expect(calls).toHaveLength(1);
});
