import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftSummary } from '#web/contract/circuits/atelier.ts';
import { SameTitle } from './SameTitle.tsx';

const draft = {
  id: 'd1',
  title: { fr: 'Prêt de vélo', en: 'Loan of a bicycle' },
  updatedBy: { id: 'p1', firstName: 'Bruno', lastName: 'Bertin' },
} as CircuitDraftSummary;

test('a draft of the same title is said, by whom it was touched, and leads there', () => {
  show(<SameTitle drafts={[draft]} />);
  expect(screen.getByRole('status').textContent).toContain('Bruno Bertin');
  expect(screen.getByRole('link', { name: 'Prêt de vélo' }).getAttribute('href')).toBe('/circuits/drafts/d1');
});

test('without one, nothing is said', () => {
  show(<SameTitle drafts={[]} />);
  expect(screen.getByRole('status').textContent).toBe('');
});
