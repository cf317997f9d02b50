import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { DraftStore } from '../draft/draft-store.ts';
import { DraftFilesContext } from '../draft/use-draft-files.ts';
import { FileShelf } from './FileShelf.tsx';

const NAMES = [
  { name: 'act', label: 'Arrêté ou décision' },
  { name: 'refusal', label: 'Décision de refus' },
];

test('files that have names of their own are chosen by what people call them, until each is there', async () => {
  const user = userEvent.setup();
  const draft = {
    ...{ id: 'd1', revision: 1, updatedAt: '2026-11-24T10:00:00.000Z' },
    files: [{ path: 'act.typ', text: '= Acte', sha256: '0'.repeat(64) }],
  } as unknown as CircuitDraftView;
  const store = new DraftStore(draft, {
    save: async () => ({ revision: 2, savedAt: '2026-11-24T10:05:00.000Z' }) as never,
    ...{ isConflict: () => false, mayComeBack: () => false, keep: () => {}, forget: () => {} },
  });
  show(
    <DraftFilesContext value={{ draft, store }}>
      <FileShelf
        {...{ ending: '.act.json', also: '.typ', title: 'Actes', emptyText: '', names: NAMES }}
        blank={(name) => `{"${name}":1}`}
        usedBy={() => []}
      >
        {(path) => <p>{path}</p>}
      </FileShelf>
    </DraftFilesContext>,
  );

  await user.click(screen.getByRole('button', { name: 'Ajouter' }));
  const dialog = screen.getByRole('dialog');
  // One of them is there, as code.
  expect(
    within(dialog)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Décision de refus']);
  await user.click(within(dialog).getByRole('button', { name: 'Valider' }));

  expect(store.getState().pending).toEqual({ 'refusal.act.json': '{"refusal":1}' });
  expect(screen.queryByRole('button', { name: 'Ajouter' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Renommer' })).toBeNull();
  store.stop();
});
