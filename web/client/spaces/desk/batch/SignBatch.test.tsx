import { expect, test } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { Leaf } from '#domain/signing/leaf.ts';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { refresh } from '#web/client/api/query.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import { speak } from '#web/client/language/language.ts';
import type { Me } from '#web/contract/account/me.ts';
import type { SigningBatchView } from '#web/contract/signing/signing-batches.ts';
import { SignBatch } from './SignBatch.tsx';

const me = { spaces: ['signataire'], canStepUp: true, habilitations: [] } as unknown as Me;
const ID = '0198d2b1-7c00-7000-8000-000000000001';
const leaves: Leaf[] = ['7', '8', '9'].map((taskKey) => ({
  ...{ taskKey, sha256: taskKey.repeat(64), shown: 'fold', foldSha256: null },
}));
const made = { id: ID, root: 'a'.repeat(64), count: 3 };
const anAct = (taskKey: string, outcome: SigningBatchView['acts'][number]['outcome'], code: string | null = null) => ({
  ...{ taskKey, outcome, code, params: {}, faults: [] },
  request: { id: ID, number: `2026-00000${taskKey}`, firstName: 'Claire', lastName: 'Martin' },
});
const under = (acts: SigningBatchView['acts'], changes: Partial<SigningBatchView> = {}): SigningBatchView => {
  const count = (outcome: string) => acts.filter((one) => one.outcome === outcome).length;
  const counts = {
    waiting: count('waiting'),
    signed: count('signed'),
    sealed: count('sealed'),
    refused: count('refused'),
  };
  return { ...made, state: 'written', verifiedAt: null, stopAskedAt: null, counts, acts, ...changes };
};
const open = (onOutdated = () => {}, onClose: (signed: boolean) => void = () => {}) =>
  show(
    <MeProvider value={me}>
      <SignBatch leaves={leaves} onClose={onClose} onOutdated={onOutdated} />
    </MeProvider>,
  );
const give = async (code: string) => {
  fireEvent.change(await screen.findByRole('textbox'), { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: 'Signer' }));
};

test('several acts are signed by one code, followed as they go on, and what is not signed is said with why', async () => {
  let view = under([anAct('7', 'waiting'), anAct('8', 'waiting'), anAct('9', 'waiting')]);
  const calls = serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: made,
    [`GET /api/signing/batches/${ID}`]: () => view,
    [`POST /api/signing/batches/${ID}/stop`]: undefined,
  });
  open();
  expect(await screen.findByText(/Il vaut pour ces 3 actes et aucun autre/)).toBeDefined();
  await give('123456');
  expect(await screen.findByText('0 sur 3')).toBeDefined();
  expect(calls.slice(0, 2)).toEqual([
    { endpoint: 'POST /api/signing/batches', body: { leaves } },
    { endpoint: `POST /api/signing/batches/${ID}/step-up`, body: { code: '123456' } },
  ]);
  view = under([anAct('7', 'signed'), anAct('8', 'refused', 'preview-outdated'), anAct('9', 'waiting')]);
  await act(() => refresh('/api/signing/batches/'));
  expect(await screen.findByText('2 sur 3')).toBeDefined();
  expect(screen.getByText(/2026-000008, Claire Martin : L’acte a changé depuis/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Arrêter' }));
  view = under(
    [anAct('7', 'sealed'), anAct('8', 'refused', 'preview-outdated'), anAct('9', 'refused', 'signing-stopped')],
    {
      stopAskedAt: '2026-11-29T10:00:00.000Z',
    },
  );
  expect(await screen.findByText(/La signature est terminée/)).toBeDefined();
  expect(screen.getByText(/Vous avez arrêté le lot avant cet acte/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Arrêter' })).toBeNull();
});

test('without a mouse, the code is typed at once, and what follows it is reached at once', async () => {
  serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: made,
    [`GET /api/signing/batches/${ID}`]: under([anAct('7', 'sealed'), anAct('8', 'sealed'), anAct('9', 'sealed')]),
  });
  open();
  const code = await screen.findByRole('textbox');
  await waitFor(() => expect(document.activeElement).toBe(code));
  await give('123456');
  await screen.findByText(/La signature est terminée/);
  expect(document.activeElement?.textContent).toBe('Fermer');
});

test('Escape leaves the report of a batch as one that was signed', async () => {
  serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: made,
    [`GET /api/signing/batches/${ID}`]: under([anAct('7', 'sealed'), anAct('8', 'sealed'), anAct('9', 'sealed')]),
  });
  const ends: boolean[] = [];
  open(undefined, (signed) => ends.push(signed));
  await give('123456');
  expect(await screen.findByText('3 sur 3')).toBeDefined();
  fireEvent.keyDown(screen.getByRole('dialog', { name: 'Signer 3 actes' }), { key: 'Escape' });
  expect(ends).toEqual([true]);
});

test('what a rule refused is said in its own words; what was decided elsewhere, perhaps by oneself, is said so', async () => {
  const words = { fr: 'La quotité de 75 % n’existe pas.', en: 'There is no share of 75%.' };
  const refused = {
    ...anAct('8', 'refused', 'effect-unlawful'),
    faults: [{ field: 'quota', code: 'situation-rule', params: words }],
  };
  const powerless = { ...anAct('9', 'refused', 'no-signing-capacity'), params: { reason: 'delegation-suspended' } };
  serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: made,
    [`GET /api/signing/batches/${ID}`]: under([anAct('7', 'refused', 'task-already-decided'), refused, powerless]),
    'PUT /api/signing/batches/:id/seen': undefined,
  });
  open();
  await give('123456');
  expect(await screen.findByText(/2026-000008, Claire Martin : .*La quotité de 75 % n’existe pas\./)).toBeDefined();
  expect(screen.getByText(/2026-000009, Claire Martin : .*délégation de signature est suspendue/)).toBeDefined();
  expect(screen.getByText(/2026-000007, Claire Martin : Quelqu’un, ou vous-même, a déjà décidé/)).toBeDefined();
  expect(screen.getByText(/Aucun acte n’est signé/)).toBeDefined();
});

test('the dialog stays until the answer to the code is there, whatever is pressed; then it can be left', async () => {
  let answer: (given: Response) => void = () => {};
  const answered = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  serve({ 'POST /api/signing/batches': made, [`POST /api/signing/batches/${ID}/step-up`]: () => answered });
  let closed = 0;
  open(undefined, () => {
    closed += 1;
  });
  await give('000000');
  const dialog = screen.getByRole('dialog', { name: 'Signer 3 actes' });
  fireEvent.keyDown(dialog, { key: 'Escape' });
  fireEvent.click(screen.getByRole('button', { name: 'Fermer' }));
  expect(closed).toBe(0);
  expect(screen.getByRole('dialog', { name: 'Signer 3 actes' })).toBeDefined();
  await act(async () => answer(refusal(401, 'code-wrong', { params: { left: 4 } })));
  expect(await screen.findByText('Code incorrect. Il reste 4 essais.')).toBeDefined();
  fireEvent.keyDown(dialog, { key: 'Escape' });
  expect(closed).toBe(1);
});

test('a wrong code is said at its field, and nothing is signed', async () => {
  serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: refusal(401, 'code-wrong', { params: { left: 4 } }),
  });
  open();
  await give('000000');
  expect(await screen.findByText('Code incorrect. Il reste 4 essais.')).toBeDefined();
});

test('acts none of which can be signed any more spend no code: it is said, in the language of the reader', async () => {
  serve({
    'POST /api/signing/batches': made,
    [`POST /api/signing/batches/${ID}/step-up`]: refusal(409, 'preview-outdated'),
  });
  await speak('en');
  let isOutdated = false;
  open(() => {
    isOutdated = true;
  });
  fireEvent.change(await screen.findByRole('textbox'), { target: { value: '123456' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign' }));
  expect(await screen.findByText(/The act changed since it was shown to you/)).toBeDefined();
  expect(screen.getByRole('dialog', { name: 'Sign 3 acts' })).toBeDefined();
  // The same pages again would be refused again: others are drawn, and there is nothing to do here but to leave.
  expect(isOutdated).toBe(true);
  expect(screen.queryByRole('textbox')).toBeNull();
});
