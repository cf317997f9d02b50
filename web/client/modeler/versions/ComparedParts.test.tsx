import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { ComparedTexts } from './ComparedParts.tsx';

const circuit = (french: object, english: object) => ({
  ...{ kind: 'pret', name: 'Version' },
  files: [
    ['texts.fr.json', french] as const,
    ['texts.en.json', english] as const,
    ['demande.form', { id: 'd', components: [{ id: 'f', key: 'motif', type: 'textfield', label: 'Motif' }] }] as const,
  ].map(([path, text]) => ({ path, text: JSON.stringify(text), sha256: '' })),
});
const words = (body: string, motif: string) => ({
  mails: { granted: { subject: 'Demande accordée', body } },
  form: { 'motif.label': motif },
});

test('texts that changed are called as people call them, before and after, in their language', () => {
  const before = circuit(words('Votre prêt commence.', 'Motif'), { form: { 'motif.label': 'Reason' } });
  const after = circuit(words('Retirez les clés.', 'Motif'), { form: { 'motif.label': 'Reason of the loan' } });
  render(<ComparedTexts before={before} after={after} />);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'modifié Motif, libellé en anglais Avant Reason Après Reason of the loan',
    'modifié Demande accordée, corps granted en français Avant Votre prêt commence. Après Retirez les clés.',
  ]);
});
