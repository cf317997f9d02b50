import { expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { appealBefore } from '#domain/act/legal/appeal.ts';
import { APPEAL_OF_REFUSAL, type ReceiptFacts, receiptPage } from '#domain/request/receipt.ts';
import { renderer } from '../../testing/apart.ts';
import { expectReadByAll } from '../../testing/form-of-file.ts';

const FACTS: ReceiptFacts = {
  ministry: 'Ministère de démonstration',
  kind: 'Autorisation d’absence',
  number: '2026-000123',
  agent: { firstName: 'Camille', lastName: 'Lefèvre', employeeNumber: 'A1001' },
  structureName: 'Bureau des archives',
  filedOn: '2026-03-01',
  filedBy: null,
  onPaper: false,
  outcome: 'granted',
  closedOn: '2026-03-04',
  silence: null,
  decisions: [
    {
      ...{ firstName: 'Jeanne', lastName: 'Petit', quality: 'cheffe de bureau', step: 'Décision du supérieur' },
      ...{ on: '2026-03-04', reasons: [] },
    },
  ],
  changes: [],
  answers: [{ label: 'Motif', value: 'Concours ou examen' }],
  appeal: [],
  demonstration: false,
};

const read = async (facts: Partial<ReceiptFacts>): Promise<string> => {
  const { pdf } = await renderer.receipt(receiptPage({ ...FACTS, ...facts }));
  return (await extractText(new Uint8Array(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
};

test('a receipt says who asked, what was decided, by whom and when, under the reference of the request', async () => {
  const text = await read({});
  for (const words of [
    'Récépissé Autorisation d’absence Référence : demande n° 2026-000123',
    'Camille LEFÈVRE, matricule A1001 Bureau des archives',
    'Déposée par l’agent le 1er mars 2026.',
    'Accordée le 4 mars 2026.',
    'Jeanne PETIT, cheffe de bureau, le 4 mars 2026 (Décision du supérieur).',
    'Motif : Concours ou examen',
    'il ne porte pas de numéro d’acte',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('Voies et délais');
});

test('a receipt is read by a person who does not see it', async () => {
  const { pdf } = await renderer.receipt(receiptPage({ ...FACTS, demonstration: true }));
  const [ministry, notice, title] = await expectReadByAll(pdf);
  expect([ministry?.role, notice?.role, title?.role]).toEqual(['P', 'P', 'H1']);
});

test('a refusal says its reasons and how to contest it, whatever its author typed', async () => {
  const reasons = ['Nécessités du service 😀', 'L’équipe est "réduite" de moitié.'];
  const decisions = FACTS.decisions.map((decision) => ({ ...decision, reasons }));
  const appeal = appealBefore([APPEAL_OF_REFUSAL], 'tribunal administratif de Melun');
  const text = await read({ outcome: 'refused', decisions, appeal });
  expect(text).toContain('Motifs du refus Nécessités du service ? L’équipe est "réduite" de moitié.');
  expect(text).toContain('devant le tribunal administratif de Melun dans un délai de deux mois');
});

test('what changed is said with what stood before, and the answers no more', async () => {
  const values = [{ label: 'Ville', before: 'Paris', after: 'Lyon' }];
  const changes = [{ title: 'Adresse', from: '2026-03-04', until: null, values }];
  const text = await read({ decisions: [], changes });
  expect(text).toContain('Adresse, à compter du 4 mars 2026 : Ville : Lyon (auparavant : Paris)');
  expect(text).toContain('D’office : la demande n’appelait la décision de personne.');
  expect(text).not.toContain('Ce qui était demandé');
});

test('a silence is said for what it is', async () => {
  const text = await read({
    outcome: 'refused',
    silence: 'rejection',
    appeal: appealBefore([APPEAL_OF_REFUSAL], null),
  });
  expect(text).toContain('Rejetée par le silence de l’administration, constaté le 4 mars 2026.');
  expect(text).not.toContain('Jeanne');
});
