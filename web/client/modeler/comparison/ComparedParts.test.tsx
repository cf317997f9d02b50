import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { CircuitChanges } from './CircuitChanges.tsx';
import { TechnicalDetail } from './ComparedDiagrams.tsx';
import { ComparedTables, ComparedTexts } from './ComparedParts.tsx';

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

const TABLE = (fraction: string) => `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">
  <decision id="payFraction" name="Fraction de traitement"><decisionTable>
    <input label="Quotité (%)"><inputExpression><text>quota</text></inputExpression></input>
    <output label="Fraction versée" name="payFraction" />
    <rule id="q50"><inputEntry><text>50</text></inputEntry><outputEntry><text>1/2</text></outputEntry></rule>
    <rule id="q80"><inputEntry><text>80</text></inputEntry><outputEntry><text>${fraction}</text></outputEntry></rule>
  </decisionTable></decision></definitions>`;

test('a rule of a table that changed is told by its place, its cells by their columns', () => {
  const drawn = (text: string) => ({ kind: 'pret', name: 'Version', files: [{ path: 't.dmn', text, sha256: '' }] });
  const rules = [{ ruleId: 'q80', change: 'changed' as const, before: ['80', '6/7'], after: ['80', '7/8'] }];
  const tables = [{ path: 't.dmn', decisionId: 'payFraction', change: 'changed' as const, attributes: [], rules }];
  render(<ComparedTables tables={tables} before={drawn(TABLE('6/7'))} after={drawn(TABLE('7/8'))} />);
  expect(screen.getByRole('heading').textContent).toBe('Table Fraction de traitement modifié');
  expect(screen.getByText('règle 2').closest('li')?.textContent).toBe(
    'modifié règle 2 Fraction versée : Avant 6/7 Après 7/8',
  );
});

const lineOf = (path: string, text: string) => ({
  ...{ path, change: 'changed' as const },
  hunks: [{ fromLine: 1, toLine: 1, lines: [{ kind: 'added' as const, text }] }],
});
const foldOf = (text: string) => screen.getByText(text).closest('details');

test('the program of an act that changes with a text is not folded: nothing else says what changes in it', () => {
  const before = circuit(words('Votre prêt commence.', 'Motif'), {});
  const after = circuit(words('Retirez les clés.', 'Motif'), {});
  const texts = [
    { language: 'fr' as const, key: 'mails.granted.body', change: 'changed' as const, before: 'a', after: 'b' },
  ];
  const changes = {
    ...{ from: { versionId: null, number: null }, to: { versionId: null, number: null } },
    ...{ elements: [], forms: [], tables: [], acts: [], texts },
    files: [lineOf('act.typ', '= Autre chose'), lineOf('texts.fr.json', '"body": "Retirez les clés."')],
  };
  render(<CircuitChanges changes={changes} before={before} after={after} />);
  const program = foldOf('= Autre chose');
  expect([program?.open, program?.parentElement?.closest('details')?.open]).toEqual([true, true]);
  expect(foldOf('"body": "Retirez les clés."')?.open).toBe(false);
});

test('that a gateway asks its conditions in another order is not folded', () => {
  const gateway = (name: string) => ({
    ...{ elementId: 'issue', type: 'bpmn:ExclusiveGateway', name: 'Issue', change: 'changed' as const },
    attributes: [{ name, before: 'accord, refus', after: 'refus, accord' }],
  });
  const { rerender } = render(<TechnicalDetail elements={[gateway('order')]} />);
  expect(foldOf('Issue')?.open).toBe(true);
  expect(screen.getByText('Ordre (le premier qui convient l’emporte) :')).toBeDefined();
  rerender(<TechnicalDetail elements={[gateway('name')]} />);
  expect(foldOf('Issue')?.open).toBe(false);
});
