import { expect, test } from '@jest/globals';
import { addressOf } from './address.ts';
import type { call } from './api.ts';
import type { refresh } from './query.ts';

test('an address has its parameters in place, and what says nothing left out', () => {
  const params = { id: 'a/b', pieceId: 'c' };
  expect(addressOf('GET /api/drafts/:id/pieces/:pieceId', { params })).toBe('/api/drafts/a%2Fb/pieces/c');
  expect(addressOf('GET /api/requests', { query: { q: '', scope: 'mine', pageSize: 2 } })).toBe(
    '/api/requests?scope=mine&pageSize=2',
  );
  expect(addressOf('GET /api/requests')).toBe('/api/requests');
});

test('what is no endpoint, or lacks something, does not compile', () => {
  const never = ((..._: unknown[]) => {}) as unknown;
  const address = never as typeof addressOf;
  // @ts-expect-error no such endpoint
  address('GET /api/draft');
  // @ts-expect-error the draft is not said
  address('GET /api/drafts/:id');
  // @ts-expect-error another name than the address's
  address('GET /api/drafts/:id', { params: { draftId: 'a' } });
  // @ts-expect-error a scope that is none
  address('GET /api/requests', { query: { scope: 'all' } });
  const asking = never as typeof call;
  // @ts-expect-error a body is due
  asking('PUT /api/drafts/:id', { params: { id: 'a' } });
  const again = never as typeof refresh;
  // @ts-expect-error nothing is read there
  again('/api/draft');
});
