import { expect, jest, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { DraftStore } from '../draft/draft-store.ts';
import { DraftFilesContext } from '../draft/use-draft-files.ts';
import { ExportButton } from './ExportButton.tsx';

test('an editor that cannot give what it holds is said so, and the draft may be asked for again', async () => {
  const draft = {
    id: 'd1',
    revision: 1,
    updatedAt: '2026-11-24T10:00:00.000Z',
    files: [],
  } as unknown as CircuitDraftView;
  const store = new DraftStore(draft, {
    save: async () => ({ revision: 1, updatedAt: draft.updatedAt }),
    isConflict: () => false,
    mayComeBack: () => false,
    keep: () => {},
    forget: () => {},
  });
  const saved: string[] = [];
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.pathname);
  });
  let flushed = 0;
  store.onFlush(() => {
    flushed += 1;
    if (flushed === 1) throw new Error('the drawing cannot be written');
  });
  show(
    <DraftFilesContext value={{ draft, store }}>
      <ExportButton />
    </DraftFilesContext>,
  );
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Exporter' });
  await userEvent.click(button);
  await screen.findByRole('alert');
  expect(button.disabled).toBe(false);

  await userEvent.click(button);
  await waitFor(() => expect(saved).toEqual(['/api/atelier/drafts/d1/package']));
  expect(screen.queryByRole('alert')).toBeNull();
  store.stop();
});
