import { describe, expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import {
  canEndAdministrator,
  canSuspend,
  confirmingFault,
  gainsOpinionsOf,
  givingFault,
  needsConfirmation,
  type PowerGiven,
  refusingFault,
} from './administration.ts';
import { isSensitiveRole, ROLES, type Role } from './role.ts';

const TODAY = '2026-11-24';
const ROOT = '/root/';
const COURT = '/root/court/';
const REGISTRY = '/root/court/registry/';
const PRISON = '/root/prison/';

const actor = (personId: string, ...held: [Role, string][]): Actor => ({
  personId,
  habilitations: held.map(([role, structurePath]) => ({
    ...{ role, structurePath, from: '2025-01-01', until: null, byRight: false },
  })),
});
const adam = actor('adam', ['administrateur', ROOT]);
const agathe = actor('agathe', ['administrateur', ROOT]);
const local = actor('local', ['administrateur', COURT]);
const power = (change: Partial<PowerGiven> = {}): PowerGiven => ({
  ...{
    from: REGISTRY,
    to: REGISTRY,
    personIds: ['lea'],
    gainerIds: [],
    role: 'signataire',
    sensitive: true,
    ...change,
  },
});

test('every right is an ordinary one, or given by two', () => {
  expect(ROLES.filter((role) => isSensitiveRole(role))).toEqual([
    'signataire',
    'financier',
    'analyste',
    'administrateur',
  ]);
  expect(ROLES.filter((role) => !isSensitiveRole(role))).toEqual([
    'superieur',
    'gestionnaire',
    'valideur',
    'referent-deontologue',
    'administration-accueil',
    'comptable',
  ]);
});

describe('who gives or proposes a power', () => {
  test.each<[string, Actor, Partial<PowerGiven>, string | null]>([
    ['the administrator of the whole', adam, {}, null],
    ['the administrator of that branch', local, {}, null],
    ['the administrator of another branch', local, { from: PRISON, to: PRISON }, 'not-found'],
    ['of a move, the administrator of where it leaves', local, { to: PRISON }, null],
    ['of a move, not the one of where it goes', local, { from: PRISON }, 'not-found'],
    ['nobody to themselves', adam, { personIds: ['adam'] }, 'own-right'],
    ['nobody who gains by it', adam, { gainerIds: ['adam'] }, 'own-gain'],
    ['an analyst’s right, below the top, nobody', adam, { role: 'analyste' }, 'top-only'],
    ['an analyst’s right, at the top', adam, { role: 'analyste', from: ROOT, to: ROOT }, null],
    ['whoever administers nothing', actor('x', ['superieur', ROOT]), {}, 'not-found'],
  ])('%s', (_who, who, change, fault) => {
    expect(givingFault(who, power(change), TODAY)).toBe(fault);
  });

  test.each<[string, Actor, Partial<PowerGiven>, boolean]>([
    ['a sensitive one waits for a second administrator', adam, {}, true],
    ['an ordinary one does not', adam, { sensitive: false }, false],
    ['one that goes where one administers nothing does', local, { sensitive: false, to: PRISON }, true],
  ])('%s', (_which, who, change, waits) => {
    expect(needsConfirmation(who, power(change), TODAY)).toBe(waits);
  });
});

describe('who confirms what was proposed', () => {
  const gone = actor('gone');
  const prison = actor('prison', ['administrateur', PRISON]);
  test.each<[string, Actor, Actor, Partial<PowerGiven>, string | null]>([
    ['another administrator of that place', agathe, adam, {}, null],
    ['one of the branch', local, adam, {}, null],
    ['not one of another branch', local, adam, { from: PRISON, to: PRISON }, 'not-found'],
    ['not whoever proposed it', adam, adam, {}, 'own-proposal'],
    ['not whoever receives it', agathe, adam, { personIds: ['agathe'] }, 'own-right'],
    ['not whoever gains by it', agathe, adam, { gainerIds: ['agathe'] }, 'own-gain'],
    ['nobody, once whoever proposed is no administrator', agathe, gone, {}, 'proposer-not-entitled'],
    ['nobody, once whoever proposed would gain by it', agathe, adam, { gainerIds: ['adam'] }, 'proposer-not-entitled'],
    ['of a move across branches, the administrator of where it goes', prison, local, { to: PRISON }, null],
    ['of a move within what the first one administers, one of both sides', prison, adam, { to: PRISON }, 'not-found'],
  ])('%s', (_who, who, proposer, change, fault) => {
    expect(confirmingFault(who, proposer, power(change), TODAY)).toBe(fault);
  });

  test.each<[string, Actor, Partial<PowerGiven>, string | null]>([
    ['is refused by another administrator, even who would gain by it', agathe, { gainerIds: ['agathe'] }, null],
    ['is taken back, not refused, by its author', adam, {}, 'own-proposal'],
    ['is not refused by whoever would receive it', agathe, { personIds: ['agathe'] }, 'own-right'],
    ['is not refused from elsewhere', local, { from: PRISON, to: PRISON }, 'not-found'],
  ])('it %s', (_how, who, change, fault) => {
    expect(refusingFault(who, 'adam', power(change), TODAY)).toBe(fault);
  });
});

test('the last two administrators stay', () => {
  expect([0, 1, 2].map(canEndAdministrator)).toEqual([false, false, true]);
});

test('G10: an absence is recorded by an administrator of every place where it suspends a supérieur', () => {
  const paul = actor('paul', ['superieur', REGISTRY], ['superieur', PRISON], ['gestionnaire', ROOT]);
  const absence = { from: TODAY, until: '2026-12-24' };
  expect(canSuspend(adam, paul, absence, TODAY)).toBe(true);
  expect(canSuspend(local, paul, absence, TODAY)).toBe(false);
  expect(canSuspend(local, paul, { from: '2024-01-01', until: '2024-12-31' }, TODAY)).toBe(true);
});

test('the absence of a supérieur gives their opinions to the one above, and to nobody beside', () => {
  const paul = actor('paul', ['superieur', REGISTRY]);
  const gains = (...held: [Role, string][]) => gainsOpinionsOf(actor('x', ...held), paul, TODAY);
  expect(gains(['superieur', COURT])).toBe(true);
  expect(gains(['superieur', REGISTRY])).toBe(false);
  expect(gains(['superieur', PRISON])).toBe(false);
  expect(gains(['gestionnaire', COURT])).toBe(false);
  expect(gainsOpinionsOf(actor('x', ['superieur', COURT]), actor('claire'), TODAY)).toBe(false);
});
