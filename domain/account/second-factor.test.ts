import { expect, test } from '@jest/globals';
import type { Actor } from '../permissions/actor.ts';
import { ROLES, type Role } from '../permissions/role.ts';
import { lacksSecondFactor, mustHaveSecondFactor } from './second-factor.ts';

const TODAY = '2026-11-27';
const holding = (role: Role, until: string | null = null): Actor => ({
  personId: 'sophie',
  habilitations: [{ role, structurePath: '/court/', from: '2026-01-01', until, byRight: false }],
});

test('those who sign, pay, publish or administer give a second factor; nobody else has to', () => {
  const must = ROLES.filter((role) => mustHaveSecondFactor(holding(role), TODAY));
  expect(must).toEqual(['signataire', 'financier', 'analyste', 'administrateur']);
  const need = ROLES.filter((role) => lacksSecondFactor(holding(role), 'single-factor', TODAY));
  expect(need).toEqual(must);
  expect(ROLES.filter((role) => lacksSecondFactor(holding(role), 'two-factor', TODAY))).toEqual([]);
});

test('as long as they hold the right', () => {
  expect(mustHaveSecondFactor(holding('signataire', '2026-11-26'), TODAY)).toBe(false);
  expect(mustHaveSecondFactor(holding('signataire', TODAY), TODAY)).toBe(true);
});
