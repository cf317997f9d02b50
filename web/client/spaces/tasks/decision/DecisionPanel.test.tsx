import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '../../../../../testing/component/server.ts';
import { show } from '../../../../../testing/component/show.tsx';
import type { Me } from '../../../../contract/account/me.ts';
import type { TaskView } from '../../../../contract/requests/tasks.ts';
import { MeProvider } from '../../../app/me.tsx';
import { DecisionPanel } from './DecisionPanel.tsx';

const me = { spaces: ['valideur'], canStepUp: true } as unknown as Me;
const task = { key: '7', decision: 'signature', template: 'refusal', outcomes: [] } as unknown as TaskView;

test.each([
  ['a visa was refused', 'visa', 'refused', 'Visa refusé : motifs'],
  ['a signature was refused', 'signature', 'refused', 'Signature refusée : motifs'],
  ['a refusal was taken back', 'signature', 'reconsidered', 'Refus réexaminé : motif'],
  ['more was asked for', 'visa', 'complement', 'Ce qui est demandé'],
])('what is quoted beside the decision is said to be what it is, where %s', (_where, kind, outcome, said) => {
  serve({});
  show(
    <MeProvider value={me}>
      <DecisionPanel task={{ ...task, message: { kind, outcome, text: 'Poste à pourvoir.' } }} />
    </MeProvider>,
  );
  expect(screen.getByText('Poste à pourvoir.').closest('blockquote')?.textContent).toBe(`${said}Poste à pourvoir.`);
});

test.each([
  ['can refuse is said to grant', ['approved', 'refused'], /accorde la demande, ou la refuse/],
  ['cannot is said to check', ['approved', 'complement'], /complet et régulier/],
])('a visa that %s', (_what, outcomes, said) => {
  serve({});
  const offered = outcomes.map((outcome) => ({ outcome, requires: [] }));
  const seen = { requestView: { filedBy: null }, decision: 'visa', template: null, outcomes: offered };
  const visa = { ...task, ...seen } as unknown as TaskView;
  show(
    <MeProvider value={me}>
      <DecisionPanel task={visa} />
    </MeProvider>,
  );
  expect(screen.getByText(said)).toBeDefined();
});
