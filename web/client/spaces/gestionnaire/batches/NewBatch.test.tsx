import { beforeEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { NewBatch } from './NewBatch.tsx';

const field = { type: 'textfield', id: 'motif', key: 'motif', label: 'Motif' };
const KIND = {
  ...{ kind: 'essai', title: { fr: 'Avancement', en: 'Advancement' }, columns: ['Matricule', 'Motif'] },
  ...{ form: { type: 'default', id: 'essai', components: [field] }, formTexts: { fr: {}, en: {} } },
};
const person = { id: '0198d2b1-7c00-7000-8000-000000000002', firstName: 'Claire', lastName: 'Agent' };
const PEOPLE = {
  items: [{ ...person, employeeNumber: 'D10001', quality: 'greffière', structureName: 'Tribunal' }],
  ...{ total: 1, more: false, next: null, previous: null, pageSize: 20 },
};
const opened = (answer: unknown = { id: '9' }, at = '/acts/batches/new/essai') => {
  const calls = serve({
    'GET /api/act-batches/kinds/essai': KIND,
    'GET /api/people?grade=Greffier': PEOPLE,
    'GET /api/people/filters': { structures: [], grades: ['Greffier'] },
    'POST /api/act-batches': answer,
  });
  const page = (
    <SpaceContext.Provider value={{ space: 'gestionnaire', enter: () => {} }}>
      <NewBatch />
    </SpaceContext.Provider>
  );
  return { calls, ...show(page, { path: '/acts/batches/new/:kind', at }) };
};
const sent = (calls: readonly { endpoint: string; body: unknown }[]) =>
  calls.filter(({ endpoint }) => endpoint === 'POST /api/act-batches').map(({ body }) => body);
const submit = () => userEvent.click(screen.getByRole('button', { name: 'Vérifier les agents' }));

// form-js draws when it likes: fields of ours within it are no part of what Testing Library waits for.
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));

test('agents come by a file, which is asked for', async () => {
  const { calls, router } = opened();
  await userEvent.type(await screen.findByLabelText('Motif'), 'Ancienneté');
  await submit();
  expect(screen.getByRole('alert').textContent).toContain('Choisissez le fichier des matricules.');
  expect(sent(calls)).toEqual([]);
  const file = new File(['Matricule\nD10001'], 'agents.csv', { type: 'text/csv' });
  await userEvent.upload(document.querySelector('input[type="file"]') as HTMLInputElement, file);
  await submit();
  const base64 = btoa('Matricule\nD10001');
  await waitFor(() => expect(router.state.location.pathname).toBe('/acts/batches/9'));
  expect(sent(calls)).toEqual([
    { kind: 'essai', answers: { motif: 'Ancienneté' }, agents: { file: { name: 'agents.csv', base64 } } },
  ]);
});

test('or are all those that the filters of the list find; a refusal is said, and what was typed stays', async () => {
  const { calls } = opened(
    refusal(400, 'batch-too-many', { params: { max: 1000 } }),
    '/acts/batches/new/essai?grade=Greffier',
  );
  await userEvent.type(await screen.findByLabelText('Motif'), 'Ancienneté');
  await userEvent.click(screen.getByRole('radio', { name: 'Parmi les agents que je gère' }));
  expect(await screen.findByText('Claire Agent')).toBeTruthy();
  await submit();
  expect(sent(calls)).toEqual([
    { kind: 'essai', answers: { motif: 'Ancienneté' }, agents: { filter: { grade: 'Greffier' } } },
  ]);
  expect((await screen.findByRole('alert')).textContent).toContain('Plus de 1000 agents');
  expect(screen.getByLabelText<HTMLInputElement>('Motif').value).toBe('Ancienneté');
});
