import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import type { DecisionView } from '#web/contract/requests/requests.ts';
import { Decision } from './DecisionsTab.tsx';

const decision = (kind: DecisionView['kind'], outcome: string): DecisionView => ({
  ...{ id: 'd', kind, outcome, step: { fr: 'Étape', en: 'Step' }, at: '2026-11-24T10:00:00Z', answers: [] },
  author: { id: 'p', firstName: 'Claire', lastName: 'Agnelet' },
  ...{ quality: null, reason: 'La charge a doublé.', reasonLaw: null, reasonFact: null },
});

test.each<[DecisionView['kind'], string, string]>([
  ['answer', 'answered', 'Observations'],
  ['visa', 'approved', 'Observations'],
  ['visa', 'complement', 'Motif'],
])('what is said with « %s %s » is read as « %s »', (kind, outcome, label) => {
  show(<Decision decision={decision(kind, outcome)} />);
  expect(screen.getByText(label)).toBeTruthy();
});
