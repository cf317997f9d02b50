import { afterEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { keepLocalCopy, readLocalCopy } from '#web/client/api/local-copy.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { DraftPage } from './DraftPage.tsx';

const REASON = { type: 'textfield', id: 'reason', key: 'reason', label: 'Motif' };
const draft = {
  ...{ id: 'draft-1', kind: 'essai', title: { fr: 'Essai', en: 'Trial' }, agent: null, onPaper: false },
  ...{ updatedAt: '2026-11-26T13:32:00Z', createdAt: '2026-11-26T13:00:00Z', revision: 5 },
  ...{ data: { reason: 'études' }, origins: [], changes: false, agentSituation: null, withdrawn: null, pieces: [] },
  kindDetail: { stepUp: false, form: { type: 'default', components: [REASON] }, formTexts: { fr: {}, en: {} } },
} as unknown as DraftView;

afterEach(() => localStorage.clear());

/** Opened where this was typed on the revision before, the page being left before the server answered. */
function reopened(reason: string) {
  serve({ 'PUT /api/drafts/draft-1': { revision: 6, updatedAt: '2026-11-26T13:40:00Z' } });
  keepLocalCopy('claire', 'draft-1', { data: { reason }, revision: 4, at: '2026-11-26T13:31:59Z' });
  return show(
    <MeProvider value={{ id: 'claire', firstName: 'Claire', lastName: 'Agnelet' } as unknown as Me}>
      <DraftEditor draft={draft} onFiled={() => {}} />
    </MeProvider>,
  );
}

test('whoever closed the page while it was saved is asked to choose between nothing', async () => {
  reopened('études');
  await screen.findByRole('textbox', { name: 'Motif' });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(readLocalCopy('claire', 'draft-1')).toBeNull();
});

test('where the two differ, they choose', async () => {
  reopened('voyage');
  const dialog = await screen.findByRole('dialog', { name: /modifié ailleurs/ });
  expect(dialog.textContent).toMatch(/voyage.*études/);
});

test('where the proof of who files holds no more, nothing is said of signing', async () => {
  reopened('études');
  serve({ 'POST /api/drafts/draft-1/submission': refusal(409, 'step-up-required') });
  await screen.findByRole('textbox', { name: 'Motif' });
  await userEvent.click(screen.getByRole('button', { name: 'Déposer la demande' }));
  expect(await screen.findByText(/Votre identité n’est pas confirmée/)).toBeDefined();
  expect(document.body.textContent).not.toContain('signer');
});

test('where what was typed cannot be saved, whoever files is told so where they pressed', async () => {
  reopened('études');
  serve({ 'PUT /api/drafts/draft-1': refusal(503, 'unavailable') });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Motif' }), ' de droit', { delay: null });
  await userEvent.click(screen.getByRole('button', { name: 'Déposer la demande' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Impossible d’aboutir');
});

test('a draft that was filed in another tab leads to the request that it became, and nothing of it is kept', async () => {
  const { router } = reopened('études');
  serve({ 'PUT /api/drafts/draft-1': refusal(409, 'draft-already-filed', { params: { requestId: 'r-1' } }) });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Motif' }), ' de droit', { delay: null });
  await userEvent.click(screen.getByRole('button', { name: 'Déposer la demande' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/requests/r-1'));
  expect(router.state.location.state.notice.title).toContain('déjà été déposé');
  await waitFor(() => expect(readLocalCopy('claire', 'draft-1')).toBeNull());
});

test('the page of a draft that was filed, loaded anew, leads to its request', async () => {
  serve({ 'GET /api/drafts/draft-1': refusal(409, 'draft-already-filed', { params: { requestId: 'r-1' } }) });
  const me = { id: 'claire', spaces: ['agent'] } as unknown as Me;
  const { router } = show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <DraftPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { at: '/drafts/draft-1', path: '/drafts/:id' },
  );
  await waitFor(() => expect(router.state.location.pathname).toBe('/requests/r-1'));
});
