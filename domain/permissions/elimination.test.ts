import { expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import { canWithdrawElimination, eliminationBar } from './elimination.ts';

const DAY = '2026-11-29';
const keeper = (personId: string, structurePath: string): Actor => ({
  personId,
  habilitations: [{ role: 'gestionnaire', structurePath, byRight: false, from: '2020-01-01', until: null }],
});
const acts = [
  { agentId: 'claire', structurePath: '/m/tj/' },
  { agentId: 'hugo', structurePath: '/m/ca/' },
];
const proposal = { proposedById: 'nadia', acts };

test('two people eliminate, each of whom keeps the registry of every act; never their own', () => {
  expect(eliminationBar(keeper('omar', '/m/'), proposal, DAY)).toBeNull();
  expect(eliminationBar(keeper('nadia', '/m/'), proposal, DAY)).toBe('elimination-own-proposal');
  expect(eliminationBar(keeper('omar', '/m/tj/'), proposal, DAY)).toBe('forbidden');
  expect(eliminationBar(keeper('hugo', '/m/'), proposal, DAY)).toBe('forbidden');
  expect(eliminationBar({ ...keeper('omar', '/m/'), habilitations: [] }, proposal, DAY)).toBe('forbidden');
});

test('its author takes it back; others refuse it', () => {
  expect(canWithdrawElimination(keeper('nadia', '/m/'), proposal)).toBe(true);
  expect(canWithdrawElimination(keeper('omar', '/m/'), proposal)).toBe(false);
});
