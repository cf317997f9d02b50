import { expect, test } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { refresh } from '#web/client/api/query.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { speak } from '#web/client/language/language.ts';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import type { DecisionBatchView } from '#web/contract/signing/decision-batches.ts';
import type { DeskView, FoldView } from '#web/contract/signing/signing.ts';
import { DeskPage } from '../DeskPage.tsx';

const me = {
  ...{ spaces: ['valideur'], canStepUp: false, hasPasskey: false, habilitations: [] },
  preparesDesksOf: [],
} as unknown as Me;
const word = (text: string) => ({ fr: text, en: text });
const ID = '01900000-0000-7000-8000-000000000000.avis';
const BATCH = '0198d2b1-7c00-7000-8000-000000000001';
const summary = {
  ...{ id: ID, title: word('Temps partiel'), step: word('Avis'), template: 'act' as const },
  ...{ count: 3, marked: 1, overdue: 0 },
};
const desk: DeskView = {
  waiting: [{ what: 'opinion', count: 3 }],
  ...{ folds: [summary], next: null, shown: 3, setAside: 0, more: false },
  counts: { kinds: [], structures: [], urgencies: [] },
};
const line = (taskKey: string, lastName: string) => ({
  ...{ taskKey, number: `2026-00${taskKey}`, agent: { id: taskKey, firstName: 'Claire', lastName } },
  ...{ structureName: 'Tribunal', dueOn: null, urgency: 'later' as const, marks: [], unusual: [], differs: [] },
  said: taskKey.repeat(16),
});
const fold: FoldView = {
  ...{ id: ID, title: word('Temps partiel'), step: word('Avis'), template: 'act', more: false, what: 'opinion' },
  ...{ common: [], fields: [], sha256: 'f'.repeat(64) },
  outliers: [{ ...line('3', 'Troisième'), marks: ['refused-before'] }],
  alike: [line('1', 'Première'), line('2', 'Deuxième')],
  together: {
    ...{ apart: null, leavesForm: false },
    outcomes: [
      { outcome: 'favorable', requires: [], own: false },
      { outcome: 'reserved', requires: ['reason'], own: false },
      { outcome: 'unfavorable', requires: ['reason'], own: true },
    ],
  },
};
const task = {
  ...{ key: '1', decision: 'opinion', template: null, dueOn: null, overdue: false, step: word('Avis') },
  ...{ outcomes: fold.together?.outcomes, message: null, accepted: false, proposal: null, proposable: null },
  ...{ changes: [], others: { items: [], more: false }, request: { agent: { id: '1' } } },
  requestView: {
    ...{ id: 'r1', number: '2026-001', agent: { id: '1', firstName: 'Claire', lastName: 'Première' } },
    ...{ structureName: 'Tribunal', decisions: [], answers: [], pieces: [], contests: null, contestedBy: [] },
  },
} as unknown as TaskView;
const aTask = (
  taskKey: string,
  outcome: DecisionBatchView['tasks'][number]['outcome'],
  code: string | null = null,
) => ({
  ...{ taskKey, outcome, code, params: {}, faults: [] },
  request: { id: BATCH, number: `2026-00${taskKey}`, firstName: 'Claire', lastName: 'Martin' },
});
const under = (tasks: DecisionBatchView['tasks']): DecisionBatchView => {
  const count = (outcome: string) => tasks.filter((one) => one.outcome === outcome).length;
  return {
    ...{ id: BATCH, count: tasks.length, what: 'opinion', outcome: 'favorable', tasks, stopAskedAt: null },
    ...{ madeAt: '2026-11-29T10:00:00.000Z' },
    counts: { waiting: count('waiting'), given: count('given'), refused: count('refused') },
  };
};
const ANSWERS = {
  'GET /api/signing/desk': { ...desk, folds: [], shown: 0 },
  'GET /api/signing/desk?what=opinion': desk,
  [`GET /api/signing/folds/${ID}`]: fold,
  'POST /api/decision-batches': { id: BATCH, count: 2 },
  [`GET /api/decision-batches/${BATCH}`]: under([aTask('1', 'waiting'), aTask('2', 'waiting')]),
};
const open = (at = `/desk?what=opinion&fold=${ID}`) =>
  show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'valideur', enter: () => {} }}>
        <DeskPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { at },
  );
const dialogOf = async (name: string) => {
  fireEvent.click(await screen.findByRole('button', { name }));
  return within(await screen.findByRole('dialog', { name }));
};

test('whoever signs nothing begins with what they have to give; all but what is to be looked at is ticked', async () => {
  serve(ANSWERS);
  const { router } = open('/desk');
  await screen.findByRole('button', { name: 'Donner un avis (3)', pressed: true });
  expect(router.state.location.search).toBe('?what=opinion');
  fireEvent.click(await screen.findByRole('button', { name: /Temps partiel/ }));
  const ticks = (await screen.findAllByRole('checkbox')) as HTMLInputElement[];
  expect(ticks.map(({ checked }) => checked)).toEqual([false, true, true]);
  expect(screen.getByText(/1 demande à regarder n’est pas cochée/)).toBeDefined();
  fireEvent.click(screen.getByRole('checkbox', { name: /Troisième/ }));
  expect(screen.getByRole('button', { name: 'Décider pour 3 demandes' })).toBeDefined();
});

test('a request that changed since it was ticked is not ticked any more, and stands among those to be looked at', async () => {
  let shown = fold;
  serve({ ...ANSWERS, [`GET /api/signing/folds/${ID}`]: () => shown });
  open();
  await screen.findByRole('button', { name: 'Décider pour 2 demandes' });
  const warned = { ...line('2', 'Deuxième'), said: 'a'.repeat(16), marks: ['opinion-reserved' as const] };
  shown = { ...fold, outliers: [...fold.outliers, warned], alike: [line('1', 'Première')] };
  await act(() => refresh('/api/signing'));
  expect(await screen.findByRole('button', { name: 'Décider pour 1 demande' })).toBeDefined();
  const box = screen.getByRole('checkbox', { name: /Deuxième/ }) as HTMLInputElement;
  expect(box.checked).toBe(false);
  expect(screen.getByText(/2 demandes à regarder ne sont pas cochées/)).toBeDefined();
  fireEvent.click(box);
  expect(screen.getByRole('button', { name: 'Décider pour 2 demandes' })).toBeDefined();
});

test('one decision is given to what is ticked, followed as it goes on, and what is not decided is said with why', async () => {
  let view = under([aTask('1', 'waiting'), aTask('2', 'waiting')]);
  const calls = serve({ ...ANSWERS, [`GET /api/decision-batches/${BATCH}`]: () => view });
  open();
  const dialog = await dialogOf('Décider pour 2 demandes');
  fireEvent.click(dialog.getByLabelText('Réservé'));
  fireEvent.click(dialog.getByRole('button', { name: /avis réservé/ }));
  expect(calls.some(({ endpoint }) => endpoint.startsWith('POST'))).toBe(false);
  fireEvent.change(dialog.getByRole('textbox'), { target: { value: 'Effectif.' } });
  fireEvent.click(dialog.getByRole('button', { name: /avis réservé/ }));
  expect(await dialog.findByText('0 sur 2')).toBeDefined();
  expect(calls.find(({ endpoint }) => endpoint === 'POST /api/decision-batches')?.body).toEqual({
    ...{ foldId: ID, foldSha256: fold.sha256, outcome: 'reserved', reason: 'Effectif.' },
    tasks: ['1', '2'].map((key) => ({ taskKey: key, said: key.repeat(16) })),
  });
  const rule = { field: 'quota', code: 'situation-rule', params: { fr: 'Deux temps partiels.', en: 'Two.' } };
  view = under([aTask('1', 'given'), { ...aTask('2', 'refused', 'effect-unlawful'), faults: [rule] }]);
  await act(() => refresh('/api/decision-batches/'));
  expect(await dialog.findByText(/2026-002, Claire Martin : .*Deux temps partiels\./)).toBeDefined();
});

test('against the agents, each request has a reason of its own, none filled in; what is missing is said at its field', async () => {
  const calls = serve({ ...ANSWERS, 'GET /api/tasks/1': task });
  open(`/desk?what=opinion&fold=${ID}&task=1`);
  // The one that is open beside the list asks the same questions.
  await screen.findByRole('heading', { name: /Première/ });
  const dialog = await dialogOf('Décider pour 2 demandes');
  fireEvent.click(dialog.getByText('Défavorable'));
  const fields = dialog.getAllByRole('textbox') as HTMLTextAreaElement[];
  expect(fields.map(({ value }) => value)).toEqual(['', '']);
  expect(dialog.getByRole('group', { name: '2026-001, Claire Première' })).toBeDefined();
  const [first, second] = fields;
  if (first) fireEvent.change(first, { target: { value: 'Un.' } });
  fireEvent.click(dialog.getByRole('button', { name: /avis défavorable/ }));
  expect(await dialog.findByText('1 motif manque.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(second));
  if (second) fireEvent.change(second, { target: { value: 'Deux.' } });
  fireEvent.click(dialog.getByRole('button', { name: /avis défavorable/ }));
  await dialog.findByText('0 sur 2');
  expect(document.activeElement?.textContent).toBe('Fermer');
  expect(calls.find(({ endpoint }) => endpoint === 'POST /api/decision-batches')?.body).toMatchObject({
    tasks: [{ reason: 'Un.' }, { reason: 'Deux.' }],
  });
});

test('what was written is there again once the dialog was closed, until it is given', async () => {
  serve(ANSWERS);
  open();
  let dialog = await dialogOf('Décider pour 2 demandes');
  fireEvent.click(dialog.getByText('Défavorable'));
  const [first] = dialog.getAllByRole('textbox');
  if (first) fireEvent.change(first, { target: { value: 'Effectif.' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Fermer' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  dialog = await dialogOf('Décider pour 2 demandes');
  const fields = dialog.getAllByRole('textbox') as HTMLTextAreaElement[];
  expect(fields.map(({ value }) => value)).toEqual(['Effectif.', '']);
  for (const field of fields) fireEvent.change(field, { target: { value: 'Effectif.' } });
  fireEvent.click(dialog.getByRole('button', { name: /avis défavorable/ }));
  await dialog.findByText('0 sur 2');
  fireEvent.click(dialog.getAllByRole('button', { name: 'Fermer' }).at(-1) as HTMLElement);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  dialog = await dialogOf('Décider pour 2 demandes');
  expect(dialog.queryByDisplayValue('Effectif.')).toBeNull();
});

test('a step that is decided one request at a time says why, and ticks nothing; in English too', async () => {
  const apart = { ...fold, what: 'check', together: { apart: 'call-back', leavesForm: false, outcomes: [] } };
  serve({ ...ANSWERS, [`GET /api/signing/folds/${ID}`]: apart });
  await speak('en');
  open();
  expect(await screen.findByText(/this check is made one request at a time/)).toBeDefined();
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('a step with a form that may be left empty is decided together, and says that it is; one that demands an answer says so', async () => {
  const check = { ...fold, what: 'check' as const };
  const outcomes = [{ outcome: 'confirmed' as const, requires: [], own: false }];
  serve({
    ...ANSWERS,
    [`GET /api/signing/folds/${ID}`]: { ...check, together: { apart: null, leavesForm: true, outcomes } },
  });
  const { unmount } = open();
  const dialog = await dialogOf('Décider pour 2 demandes');
  expect(dialog.getByText(/^Le formulaire de cette étape reste vide pour toutes/)).toBeDefined();
  unmount();
  const together = { apart: 'form', leavesForm: false, outcomes: [] };
  serve({ ...ANSWERS, [`GET /api/signing/folds/${ID}`]: { ...check, together } });
  await refresh('/api/');
  open();
  expect(
    await screen.findByText(/^Le formulaire de cette étape demande une réponse pour chaque demande/),
  ).toBeDefined();
  expect(screen.queryByRole('checkbox')).toBeNull();
});
