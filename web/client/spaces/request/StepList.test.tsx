import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import type { ProgressView } from '#web/contract/requests/requests.ts';
import { speak } from '../../language/language.ts';
import { StepList } from './ProgressTab.tsx';

type Step = ProgressView['steps'][number];

const aStep = (fr: string, en: string, state: Step['state'], more: Partial<Step> = {}): Step => ({
  elementId: fr,
  name: { fr, en },
  role: null,
  type: 'user',
  state,
  at: null,
  by: null,
  outcome: null,
  ...more,
});
const steps = [
  aStep('Dépôt', 'Filing', 'done', {
    at: '2026-11-26T07:40:00Z',
    by: { id: 'claire', firstName: 'Claire', lastName: 'Agnelet' } as NonNullable<Step['by']>,
  }),
  aStep('Avis du supérieur', 'Opinion of the superior', 'current', { role: 'superieur', at: '2026-11-26T07:41:00Z' }),
  aStep('Visa financier', 'Finance’s visa', 'depends', { role: 'financier' }),
  aStep('Signature', 'Signature', 'ahead', { role: 'signataire' }),
  aStep('Signature du refus', 'Signature of the refusal', 'otherwise', { role: 'signataire' }),
];

test('says what was done, when and by whom, and which step is under way', () => {
  show(<StepList steps={steps} />);

  const [filing, opinion] = screen.getAllByRole('listitem');
  expect(filing?.textContent).toBe('Dépôt (fait)26 novembre 2026 à 08:40 par Claire Agnelet');
  expect(filing?.getAttribute('aria-current')).toBeNull();
  expect(opinion?.textContent).toBe('Avis du supérieur Supérieur hiérarchique (en cours)depuis le 26 novembre 2026');
  expect(opinion?.getAttribute('aria-current')).toBe('step');
});

test('says the normal way ahead, and what of it depends on the case', () => {
  show(<StepList steps={steps} />);

  const [, , visa, signature] = screen.getAllByRole('listitem');
  expect(visa?.textContent).toBe('Visa financier Gestionnaire financier (selon le cas)');
  expect(signature?.textContent).toBe('Signature Signataire (à venir)');
  expect(signature?.closest('details')).toBeNull();
});

test('what else may follow is folded, so that nobody reads a refusal as something that awaits them', async () => {
  show(<StepList steps={steps} />);

  const otherwise = screen.getByRole('group');
  expect(otherwise.hasAttribute('open')).toBe(false);
  expect(within(otherwise).getByText('Signature du refus')).toBeDefined();
  await userEvent.click(within(otherwise).getByText(/Autre suite/));
  expect(otherwise.hasAttribute('open')).toBe(true);
});

test('once all is over, what was not taken is told apart in other words', () => {
  const { unmount } = show(<StepList steps={steps} />);
  const before = document.querySelector('summary')?.textContent;
  unmount();
  show(<StepList steps={steps} over />);
  expect(document.querySelector('summary')?.textContent).not.toBe(before);
});

test('a block opens in place, with what is done there and who has it', () => {
  show(
    <StepList
      steps={[
        aStep('Instruction', 'Review', 'current', { elementId: 'instruction', type: 'block' }),
        aStep('Visa', 'Visa', 'current', { elementId: 'instruction/visa', at: '2026-11-26T07:41:00Z' }),
        aStep('Signature', 'Signature', 'ahead', { elementId: 'signature', type: 'block' }),
        aStep('Signature de l’acte', 'Signature of the act', 'ahead', { elementId: 'signature/acte' }),
      ]}
    />,
  );

  const [block, visa] = screen.getAllByRole('listitem');
  expect(within(block as HTMLElement).getByText('Visa')).toBe(visa?.querySelector('span'));
  expect(
    within(block as HTMLElement)
      .getByRole('group')
      .hasAttribute('open'),
  ).toBe(true);
});

test('what was refused is said so', () => {
  show(<StepList steps={[aStep('Signature de l’acte', 'Signature of the act', 'done', { outcome: 'refused' })]} />);
  expect(screen.getByRole('listitem').textContent).toBe('Signature de l’acte : Refus (fait)');
});

test('reads in English too', async () => {
  await speak('en');
  show(<StepList steps={steps} />);
  expect(screen.getAllByRole('listitem')[0]?.textContent).toBe(
    'Filing (done)26 November 2026 at 08:40 by Claire Agnelet',
  );
  show(<StepList steps={[aStep('Signature', 'Signature of the act', 'done', { outcome: 'refused' })]} />);
  expect(screen.getAllByRole('listitem').at(-1)?.textContent).toMatch(/^Signature of the act: /);
});
