import { EditorView } from '@codemirror/view';
import { expect, test } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { DraftStore } from '../draft/draft-store.ts';
import { DraftFilesContext } from '../draft/use-draft-files.ts';
import { TextsTab } from './TextsTab.tsx';

const DIAGRAM = `<bpmn:definitions xmlns:bpmn="b" xmlns:zeebe="z"><bpmn:process id="pret">
  <bpmn:serviceTask id="prevenir" name="Prévenir"><bpmn:extensionElements><zeebe:taskHeaders>
    <zeebe:header key="message" value="reminder"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:callActivity id="cloture"><bpmn:extensionElements>
    <zeebe:calledElement processId="pret--cloture"/></bpmn:extensionElements></bpmn:callActivity>
</bpmn:process></bpmn:definitions>`;
const SAID = { reminder: { subject: 'Rappel {number}', body: 'Il reste à répondre.' } };
const BEGUN = { fr: { title: 'Prêt', mails: SAID }, en: { title: 'Prêt', mails: {} } };
/** The check alone reads what a block sends. */
const UNSAID = { code: 'message-without-text', params: { message: 'granted' } };

interface Opened {
  blocks?: object[];
  check?: () => unknown;
  said?: Record<'fr' | 'en', object>;
}
const FAULT = { file: 'pret.bpmn', elementId: 'cloture', severity: 'error', message: { fr: '', en: '' }, ...UNSAID };
const TOLD = [{ message: 'granted', recipients: ['agent', 'acted'] }];
const opened = ({
  blocks = [],
  check = () => ({ faults: [FAULT], names: [], told: TOLD }),
  said = BEGUN,
}: Opened = {}) => {
  const [fr, en] = [said.fr, said.en].map((words) => JSON.stringify(words));
  const files = { 'pret.bpmn': DIAGRAM, 'texts.fr.json': fr, 'texts.en.json': en };
  const draft = {
    ...{ id: 'd1', of: 'kind', kind: 'pret', revision: 1, updatedAt: '2026-11-24T10:00:00.000Z', shared: [] },
    files: Object.entries(files).map(([path, text]) => ({ path, text, sha256: '0'.repeat(64) })),
  } as unknown as CircuitDraftView;
  const store = new DraftStore(draft, {
    save: async () => ({ revision: 2, savedAt: '2026-11-24T10:05:00.000Z' }) as never,
    ...{ isConflict: () => false, mayComeBack: () => false, keep: () => {}, forget: () => {} },
  });
  serve({
    'POST /api/atelier/drafts/d1/check': check,
    'GET /api/atelier/parts?of=block': { items: blocks },
  });
  show(
    <DraftFilesContext value={{ draft, store }}>
      <TextsTab />
    </DraftFilesContext>,
  );
  return store;
};
const box = (name: string) => screen.findByRole('textbox', { name });
const editor = async (name: string) => EditorView.findFromDOM(await box(name)) as EditorView;
/** jsdom lays nothing out: what would be typed in an editor is told to it. */
const type = async (name: string, text: string) => {
  const opened = await editor(name);
  act(() => opened.dispatch(opened.state.replaceSelection(text)));
};

test('a message that a step sends has a row for its subject and one for its text, in both languages', async () => {
  const store = opened();
  expect((await editor('Rappel …, objet, en français')).state.doc.toString()).toBe('Rappel {number}');
  const english = await box('Rappel …, objet, en anglais');
  expect(english.getAttribute('aria-invalid')).toBe('true');
  await type('Rappel …, objet, en anglais', 'Reminder {number} {title}');
  expect(screen.getByText('Données inconnues : {title}')).toBeDefined();
  const { pending } = store.getState();
  expect(JSON.parse(String(pending['texts.en.json'])).mails).toEqual({
    reminder: { subject: 'Reminder {number} {title}' },
  });
  store.stop();
});

test('what fills in a message is read by its name, and inserted by it where the cursor is', async () => {
  const store = opened();
  expect((await box('Rappel …, objet, en français')).textContent).toBe('Rappel Numéro de la demande');
  await type('Rappel …, corps, en anglais', 'Reply due on ');
  await userEvent.click(screen.getByRole('button', { name: 'Insérer une donnée : Rappel …, corps, en anglais' }));
  await userEvent.type(screen.getByRole('searchbox', { name: 'Chercher une donnée par son nom' }), 'due');
  await userEvent.click(screen.getByRole('button', { name: /Jour où la réponse est due/ }));
  expect((await box('Rappel …, corps, en anglais')).textContent).toBe('Reply due on Jour où la réponse est due');
  const { pending } = store.getState();
  expect(JSON.parse(String(pending['texts.en.json'])).mails).toEqual({ reminder: { body: 'Reply due on {dueOn}' } });
  store.stop();
});

test('so has one that a called block sends and nothing words yet, until both are written', async () => {
  const store = opened();
  await type('granted, objet, en français', 'Accord {number}');
  await type('Accord …, corps, en français', 'Votre demande est accordée.');
  const { pending } = store.getState();
  expect(JSON.parse(String(pending['texts.fr.json'])).mails).toEqual({
    ...SAID,
    granted: { subject: 'Accord {number}', body: 'Votre demande est accordée.' },
  });
  expect((await box('Accord …, objet, en français')).getAttribute('aria-invalid')).toBe('false');
  store.stop();
});

test('where the block has words for it, it begins with them in both languages, and is adapted', async () => {
  const words = {
    fr: { granted: { subject: 'Accord {number}', body: 'La demande est accordée.' } },
    en: { granted: { subject: 'Granted {number}', body: 'The request is granted.' } },
  };
  const store = opened({ blocks: [{ name: 'cloture', messages: words }] });
  expect((await box('Accord …, corps, en anglais')).textContent).toBe('The request is granted.');
  await type('Accord …, corps, en français', ' Bravo.');
  const { pending } = store.getState();
  const [fr, en] = ['texts.fr.json', 'texts.en.json'].map((path) => JSON.parse(String(pending[path])).mails);
  expect(fr).toEqual({ ...SAID, granted: { ...words.fr.granted, body: 'La demande est accordée. Bravo.' } });
  expect(en).toEqual(words.en);
  expect(screen.getByText('À relire : le français a changé')).toBeDefined();
  store.stop();
});

test('who receives a message is said beside its words', async () => {
  const store = opened();
  expect(await screen.findByText('À : L’agent · Qui a agi')).toBeDefined();
  store.stop();
});

const onlyToDo = () => userEvent.click(screen.getByRole('checkbox', { name: 'À compléter seulement' }));

test('what is to be completed stays under the eyes once it is, and whatever a later check sees', async () => {
  const ANOTHER = { ...FAULT, params: { message: 'paid' } };
  let checks = 0;
  const store = opened({ check: () => ({ faults: checks++ === 0 ? [FAULT, ANOTHER] : [], names: [], told: [] }) });
  await onlyToDo();
  await type('granted, objet, en français', 'Accord');
  await type('Accord, objet, en anglais', 'Granted');
  await act(() => store.save());
  await waitFor(() => expect(checks).toBe(2), { timeout: 4_000 });
  await act(() => new Promise((shown) => setTimeout(shown, 50)));
  expect(await box('paid, objet, en français')).toBeDefined();
  expect(await box('Accord, objet, en anglais')).toBeDefined();
  await onlyToDo();
  await onlyToDo();
  expect(await box('Accord, corps, en anglais')).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Accord, objet, en anglais' })).toBeNull();
  store.stop();
});

test('all is said to be complete once a check has found it so', async () => {
  const fr = { title: 'Prêt', summary: 'Un prêt.', category: 'Prêts', elements: { prevenir: 'Prévenir' }, mails: SAID };
  const mails = { reminder: { subject: 'Reminder {number}', body: 'An answer is awaited.' } };
  const en = { title: 'Loan', summary: 'A loan.', category: 'Loans', elements: { prevenir: 'Tell' }, mails };
  let answer = () => {};
  const checked = new Promise((resolve) => (answer = () => resolve({ faults: [], names: [], told: [] })));
  const store = opened({ said: { fr, en }, check: () => checked });
  expect(screen.getByRole('status').textContent).toBe('Vérification en cours…');
  answer();
  expect(await screen.findByText('Tous les textes sont complets.')).toBeDefined();
  store.stop();
});
