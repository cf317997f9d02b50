import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { ProposalPage } from './ProposalPage.tsx';

const TITLE = { fr: 'Prêt de matériel', en: 'Loan of equipment' };
const PROPOSAL = {
  ...{
    id: 'p1',
    draftId: 'd1',
    of: 'kind',
    kind: 'pret',
    revision: 4,
    reason: 'Première mise en service',
    title: TITLE,
  },
  ...{
    proposedBy: null,
    proposedAt: '2026-11-20T09:00:00Z',
    touchedBy: [],
    state: 'open',
    remark: null,
    failure: null,
  },
  ...{ decidedBy: null, decidedAt: null, mine: { approvalBar: null, canReturn: true, canTakeBack: false } },
};
const FORM = {
  id: 'demande',
  type: 'default',
  components: [{ id: 'f', key: 'motif', type: 'textfield', label: 'Motif' }],
};
const words = (title: string, motif: string) => JSON.stringify({ title, form: { 'motif.label': motif } });
const FILES = {
  'pret.bpmn': `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
    <process id="pret"><userTask id="Activity_1x" name="Visa du financier" /></process></definitions>`,
  'demande.form': JSON.stringify(FORM),
  'texts.fr.json': words(TITLE.fr, 'Motif du prêt'),
  'texts.en.json': words(TITLE.en, 'Reason of the loan'),
};
const DRAFT = { kind: 'pret', files: Object.entries(FILES).map(([path, text]) => ({ path, text })) };
const NOTHING = { elements: [], forms: [], tables: [], acts: [], texts: [], files: [] };
const LINES = [{ change: 'added', text: '{ "id": "demande" }' }];
const CHANGES = {
  ...{ from: { versionId: null, number: null }, to: { versionId: null, number: null } },
  ...NOTHING,
  files: ['_blocks/instruction/block.json', 'demande.form'].map((path) => ({
    ...{ path, change: 'added', hunks: [{ fromLine: 0, toLine: 1, lines: LINES }] },
  })),
};

const MESSAGE = { fr: 'Aucun message n’annonce cette étape.', en: 'No message announces this step.' };
const WARNING = { file: 'pret.bpmn', elementId: 'Activity_1x', code: 'unannounced', severity: 'warning', params: {} };

const opened = (replaces: { id: string; number: number } | null) => {
  const calls = serve({
    'GET /api/atelier/proposals/p1': { ...PROPOSAL, replaces },
    'GET /api/atelier/drafts/d1': DRAFT,
    'GET /api/atelier/drafts/d1/comparison': CHANGES,
    'GET /api/atelier/drafts/d1/comparison?with=v1': { ...CHANGES, ...NOTHING },
    'GET /api/circuits/v1/sources': { files: [] },
    'POST /api/atelier/drafts/d1/check': { faults: [{ ...WARNING, message: MESSAGE }], names: [], told: [] },
  });
  show(
    <SpaceContext.Provider value={{ space: 'circuits', enter: () => {} }}>
      <ProposalPage />
    </SpaceContext.Provider>,
    { at: '/circuits/proposals/p1?part=texts', path: '/circuits/proposals/:id' },
  );
  return calls;
};

test('what is proposed for the first time is read whole, part by part, by whoever approves it', async () => {
  opened(null);
  const parts = await screen.findByRole('group', { name: 'Parties de la version' });
  expect(
    within(parts)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['Diagramme', 'Formulaires', 'Tables', 'Actes', 'Textes']);
  const row = screen.getByRole('row', { name: /Motif du prêt/ });
  expect(within(row).getByText('Reason of the loan')).toBeDefined();
  expect(screen.getByText('{ "id": "demande" }')).toBeDefined();
  // For specialists, folded; not the blocks, which the draft only uses.
  const lines = screen.getByText('Pour les informaticiens : différences ligne à ligne').closest('details');
  expect(lines?.open).toBe(false);
  expect(screen.queryByText('_blocks/instruction/block.json')).toBeNull();
  // A file is called as the tab where it is edited; its path comes after.
  expect(screen.getByText('demande.form').parentElement?.textContent).toMatch(/^Formulaires demande\.form/);

  await userEvent.click(within(parts).getByRole('button', { name: 'Formulaires' }));
  expect(await screen.findByRole('textbox', { name: 'Motif du prêt' })).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Approuver et publier' }).disabled).toBe(false);
});

test('what the checks find is said at the step, by its name', async () => {
  opened(null);
  const fault = (await screen.findByText(MESSAGE.fr)).closest('li') as HTMLElement;
  expect(within(fault).getByText('Visa du financier')).toBeDefined();
  expect(within(fault).queryByText('Activity_1x')).toBeNull();
});

test('what replaces a version is read as what it changes of it', async () => {
  opened({ id: 'v1', number: 1 });
  expect(await screen.findByText(/version 1/i)).toBeDefined();
  await screen.findByRole('button', { name: 'Approuver et publier' });
  expect(screen.queryByRole('group', { name: 'Parties de la version' })).toBeNull();
  expect(screen.queryByText('Reason of the loan')).toBeNull();
});
