import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
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

/** A list of one line, which goes once it is removed for a reason. */
function List() {
  const [lines, setLines] = useState(['Brouillon']);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      <h1 tabIndex={-1}>Brouillons</h1>
      {lines.map((line) => (
        <button key={line} type="button" onClick={() => setAsking(true)}>
          Retirer {line}
        </button>
      ))}
      {asking ? (
        <ConfirmDialog
          title="Retirer ?"
          confirm="Retirer"
          ready={reason !== ''}
          onConfirm={async () => {
            setLines([]);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        >
          <textarea aria-label="Motif" value={reason} onChange={({ target }) => setReason(target.value)} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

test('without a mouse: the focus goes to what is asked, then back to where it was, or to the heading once that is gone', async () => {
  show(<List />);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Motif' }));

  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Retirer Brouillon' }));

  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('double');
  await userEvent.click(screen.getByRole('button', { name: 'Retirer' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Brouillons' }));
});

test('a dialog that asks for nothing yet, and cannot be confirmed, has the focus all the same', async () => {
  show(
    <ConfirmDialog title="Publier ?" confirm="Publier" ready={false} onConfirm={remove} onClose={() => {}}>
      Chargement…
    </ConfirmDialog>,
  );
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
});

test('words that were typed are not thrown away by one key: it says so, and is closed when asked again', async () => {
  show(<List />);
  await userEvent.click(screen.getByRole('button', { name: 'Retirer Brouillon' }));
  const reason = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Motif' });
  await userEvent.type(reason, 'La même demande a été déposée deux fois', { delay: null });

  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('alert').textContent).toContain('Ce que vous avez saisi n’est pas enregistré');
  await userEvent.type(reason, '.');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(reason.value).toBe('La même demande a été déposée deux fois.');

  await userEvent.click(screen.getByRole('button', { name: 'Annuler' }));
  await userEvent.click(screen.getByRole('button', { name: 'Abandonner la saisie' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});
