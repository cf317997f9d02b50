import { expect, jest, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { speak } from '#web/client/language/language.ts';
import type { ActBatchLine, ActBatchView } from '#web/contract/signing/act-batches.ts';
import { BatchPage } from './BatchPage.tsx';

const ID = '0198d2b1-7c00-7000-8000-000000000001';
const same = (text: string) => ({ fr: text, en: text });
const view: ActBatchView = {
  ...{ id: ID, title: { fr: 'Avancement d’échelon', en: 'Advancement' }, fileName: 'agents.csv' },
  ...{ madeAt: '2026-11-20T09:00:00.000Z', endedAt: null, state: 'planned', lines: 3, fault: null },
  answers: [{ key: 'basis', label: { fr: 'Fondement', en: 'Ground' }, value: same('Ancienneté'), masked: false }],
  counts: { read: 0, ready: 1, filed: 0, fault: 2 },
  may: { launch: true },
};
const claire = { id: '0198d2b1-7c00-7000-8000-000000000002', firstName: 'Claire', lastName: 'Agent' };
const echelon = { fr: 'Échelon', en: 'Step' };
const line: ActBatchLine = {
  ...{ line: 2, key: 'D10001', agent: claire, state: 'ready', faults: [], request: null },
  answers: [{ key: 'echelon', label: echelon, value: same('7'), masked: false }],
};
const FAULT = { params: {}, field: null, message: null };
const wrong: ActBatchLine[] = [
  { ...line, line: 3, state: 'fault', faults: [{ ...FAULT, code: 'too-big', params: { max: 12 }, field: echelon }] },
  {
    ...line,
    line: 4,
    key: 'D9',
    agent: null,
    answers: [],
    state: 'fault',
    faults: [{ ...FAULT, code: 'agent-unknown' }],
  },
];
const opened = (shown: object = {}) => {
  const calls = serve({
    [`GET /api/act-batches/${ID}`]: { ...view, ...shown },
    [`GET /api/act-batches/${ID}/lines?pageSize=1000`]: { items: [line], total: 1, page: 1, pageSize: 1000 },
    [`GET /api/act-batches/${ID}/lines`]: { items: [line, ...wrong], total: 3, page: 1, pageSize: 20 },
  });
  const page = (
    <SpaceContext.Provider value={{ space: 'gestionnaire', enter: () => {} }}>
      <BatchPage />
    </SpaceContext.Provider>
  );
  show(page, { path: '/acts/batches/:id', at: `/acts/batches/${ID}` });
  return calls;
};

test('who would be given what, and what stands against the others, is read before anything is started', async () => {
  opened();
  const table = await screen.findByRole('table');
  const rows = within(table)
    .getAllByRole('row')
    .map(({ textContent }) => textContent);
  expect(rows[1]).toContain('Claire Agent');
  expect(rows[1]).toContain('Échelon : 7');
  expect(rows[2]).toContain('Échelon : La valeur maximale est 12.');
  expect(rows[3]).toContain('Aucun agent que vous gérez n’a ce matricule');
});

test('the acts are started once that is confirmed', async () => {
  const calls = opened();
  await userEvent.click(await screen.findByRole('button', { name: 'Engager l’acte' }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('2 agents en défaut sont laissés de côté.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Engager l’acte' }));
  expect(calls.map(({ endpoint }) => endpoint)).toContain(`POST /api/act-batches/${ID}/launch`);
});

test('a report bears the day of Paris on which the batch was prepared, the eve in Greenwich', async () => {
  Object.assign(URL, { createObjectURL: () => 'blob:report', revokeObjectURL: () => {} });
  const names: string[] = [];
  const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  opened({ madeAt: '2026-11-30T23:30:00.000Z' });
  await userEvent.click(await screen.findByRole('button', { name: 'Télécharger le compte rendu (CSV)' }));
  await waitFor(() => expect(names).toEqual([expect.stringContaining('2026-12-01')]));
  clicked.mockRestore();
});

test('how far it is is said in figures too', async () => {
  speak('en');
  opened({ state: 'asked', counts: { read: 0, ready: 1, filed: 1, fault: 1 }, may: { launch: false } });
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('2');
  expect(screen.getByText('2 employees of 3')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Start/ })).toBeNull();
});

test('a file that is refused says why', async () => {
  const fault = { ...FAULT, code: 'file-too-long', params: { max: 1000 } };
  opened({ state: 'refused', lines: 0, fault, may: { launch: false } });
  expect(await screen.findByText('Le fichier dépasse 1000 lignes : découpez-le.')).toBeTruthy();
});

test('those at fault are left aside, and the page says what to do with them', async () => {
  opened();
  expect(await screen.findByText(/Corrigez ce qui est dit, puis préparez un autre lot pour eux\./)).toBeTruthy();
});
