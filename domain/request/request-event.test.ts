import { expect, test } from '@jest/globals';
import { eventParams, readEventDetail } from './request-event.ts';

test('an event says what it holds', () => {
  expect(readEventDetail('decision', { decision: 'signature', outcome: 'signed', template: 'act' })).toEqual({
    ...{ decision: 'signature', outcome: 'signed', template: 'act' },
  });
  expect(eventParams('moved', { from: 'visa', to: 'avis', reason: 'erreur' })).toEqual({
    ...{ from: 'visa', to: 'avis', reason: 'erreur' },
  });
});

test('clocks that were set before what a complement does to them was written are understood', () => {
  const former = { dueAt: '2026-11-20T10:00:00.000Z', silenceAt: '2027-01-20T10:00:00.000Z' };
  expect(readEventDetail('deadline', former)).toEqual(former);
});

test.each([
  ['erased with its request', 'cancelled', {}],
  ['of another shape', 'cancelled', { why: 'circuit sans issue' }],
  ['with a word that nobody knows', 'decision', { decision: 'hearing', outcome: 'held', template: null }],
  ['no object', 'moved', 'visa'],
  ['null', 'moved', null],
])('a detail that is %s is none, and breaks nothing', (_what, kind, stored) => {
  expect(eventParams(kind, stored)).toBeNull();
});

test('an event of a kind that a later release wrote says nothing', () => {
  expect(eventParams('heard', { by: 'somebody' })).toBeNull();
});

test('what a later release adds to a detail is left out', () => {
  expect(eventParams('delay', { until: '2026-12-24T00:00:00.000Z', because: 'noël' })).toEqual({
    until: '2026-12-24T00:00:00.000Z',
  });
});
