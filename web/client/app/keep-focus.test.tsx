import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import { InsertDialog } from '../modeler/diagram/insert/InsertDialog.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** A dialog of the atelier, over which something else is asked. */
function Drawing() {
  const [inserting, setInserting] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <main tabIndex={-1}>
      <button type="button" onClick={() => setInserting(true)}>
        Insérer
      </button>
      {inserting ? (
        <InsertDialog
          choices={[]}
          targets={[]}
          next="Signature"
          onInsert={() => {}}
          onClose={() => setInserting(false)}
        />
      ) : null}
      <input aria-label="Nom" onKeyUp={({ key }) => key === '?' && setAsking(true)} />
      {asking ? (
        <ConfirmDialog
          title="Quitter ?"
          confirm="Quitter"
          onConfirm={async () => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <input aria-label="Motif" />
        </ConfirmDialog>
      ) : null}
    </main>
  );
}

test('closed by Escape or by its button, a dialog of the atelier leaves whoever has no mouse where they were', async () => {
  show(<Drawing />);
  const insert = screen.getByRole('button', { name: 'Insérer' });
  for (const close of [
    () => userEvent.keyboard('{Escape}'),
    () => userEvent.click(screen.getByRole('button', { name: 'Fermer' })),
  ]) {
    insert.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
    await close();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(insert);
  }
});

test('a click on the words of a dialog, or behind it, leaves the focus in it', async () => {
  show(<Drawing />);
  await userEvent.click(screen.getByRole('button', { name: 'Insérer' }));
  const dialog = screen.getByRole('dialog');
  await userEvent.click(screen.getByRole('heading', { name: 'Insérer une étape ici' }));
  expect(dialog.contains(document.activeElement)).toBe(true);
  screen.getByRole('main').focus();
  expect(dialog.contains(document.activeElement)).toBe(true);

  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Insérer' }));
});

test('what was typed in takes the focus back from the dialog that it opened', async () => {
  show(<Drawing />);
  await userEvent.type(screen.getByRole('textbox', { name: 'Nom' }), 'Visa ?');
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Quitter' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Nom' }));
});
