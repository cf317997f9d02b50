import { expect, test } from '@jest/globals';
import { type CancellationFacts, cancellationBar } from './cancellation.ts';

const filed: CancellationFacts = {
  ...{ closed: false, signed: false, sealed: null, silence: null },
  ...{ effects: ['temps-de-travail'], applied: [] },
};

test.each<[string, Partial<CancellationFacts>, string | null]>([
  ['nothing is decided', {}, null],
  ['a silence rejected it', { silence: 'rejection' }, null],
  ['it is closed', { closed: true }, 'request-closed'],
  ['an act is signed, not sealed yet', { signed: true }, 'cancel-act-unsealed'],
  ['an act is sealed, and not applied', { signed: true, sealed: 'act' }, 'cancel-act-unapplied'],
  [
    'an act is sealed, and applied',
    { signed: true, sealed: 'act', applied: ['temps-de-travail'] },
    'cancel-act-notified',
  ],
  ['an act that changes nothing is sealed', { signed: true, sealed: 'act', effects: [] }, 'cancel-act-notified'],
  ['a refusal is sealed', { signed: true, sealed: 'refusal' }, 'cancel-act-notified'],
  ['an act is sealed, another one signed', { signed: true, sealed: 'refusal' }, 'cancel-act-notified'],
  ['the situation changed without an act', { applied: ['temps-de-travail'] }, 'cancel-applied'],
  ['a silence accepted it', { silence: 'acceptance' }, 'cancel-accepted'],
])('where %s, a plain cancellation is answered rightly', (_what, facts, bar) => {
  expect(cancellationBar({ ...filed, ...facts })).toBe(bar);
});
