import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import type { DrawnElement } from '../../bpmn/services.ts';
import { DraftStore } from '../../draft/draft-store.ts';
import { DraftFilesContext } from '../../draft/use-draft-files.ts';
import { CheckWords, isCheck } from './CheckWords.tsx';

/** A step as bpmn-js has it: what it decides, and the form that it shows. */
const aStep = (decision: string, formId?: string) =>
  ({
    businessObject: {
      extensionElements: {
        values: [
          { $type: 'zeebe:TaskHeaders', values: [{ key: 'decision', value: decision }] },
          { $type: 'zeebe:FormDefinition', formId },
        ],
      },
    },
  }) as unknown as DrawnElement;

function shown(step: DrawnElement) {
  const files = (['fr', 'en'] as const).map((language) => ({
    path: `texts.${language}.json`,
    text: JSON.stringify({ form: { 'rib.question': language === 'fr' ? 'RIB lisible ?' : 'Readable?' } }),
    sha256: '0'.repeat(64),
  }));
  const draft = { id: 'd1', revision: 1, files } as unknown as CircuitDraftView;
  const store = new DraftStore(draft, {
    save: async () => new Promise(() => {}),
    isConflict: () => false,
    mayComeBack: () => false,
    keep: () => {},
    forget: () => {},
  });
  show(
    <DraftFilesContext value={{ draft, store }}>
      <CheckWords element={step} />
    </DraftFilesContext>,
  );
  const said = (language: 'fr' | 'en'): Record<string, string> =>
    JSON.parse(store.getState().files.find(({ path }) => path === `texts.${language}.json`)?.text ?? '{}').form;
  return { store, said };
}

test('only a check has a question of its own', () => {
  expect([aStep('check'), aStep('visa')].map(isCheck)).toEqual([true, false]);
});

test('the question of a check is written beside the drawing, in both languages; emptied, the usual one is asked', async () => {
  const { store, said } = shown(aStep('check', 'rib'));
  const french = screen.getByRole('textbox', { name: 'Question en français' });
  await userEvent.type(french, ' Oui');
  await userEvent.clear(screen.getByRole('textbox', { name: 'Question en anglais' }));
  expect(said('fr')).toEqual({ 'rib.question': 'RIB lisible ? Oui' });
  expect(said('en')).toEqual({});
  store.stop();
});

test.each([
  ['no form yet', undefined, /Choisissez d’abord le formulaire/],
  ['the form that its block is given', '=formulaire', /La démarche qui appelle le bloc/],
])('a check with %s says where its question will be written', (_what, formId, said) => {
  const { store } = shown(aStep('check', formId));
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText(said)).not.toBeNull();
  store.stop();
});
