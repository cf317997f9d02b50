import { describe, expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import {
  type Administered,
  accountFault,
  canCorrectPerson,
  canCreatePerson,
  canMovePerson,
  canSeeAccount,
  correctingFault,
  guardedPath,
  isGuardedByTwo,
  linkedAccountFault,
} from './people.ts';
import { ROLES, type Role } from './role.ts';

const TODAY = '2026-11-24';
const ROOT = '/root/';
const COURT = '/root/court/';
const PRISON = '/root/prison/';

const actor = (personId: string, ...held: [Role, string, string?][]): Actor => ({
  personId,
  habilitations: held.map(([role, structurePath, until]) => ({
    ...{ role, structurePath, from: '2025-01-01', until: until ?? null, byRight: false },
  })),
});
const claire: Administered = { personId: 'claire', placePath: COURT };
const people = {
  'the administrator of the court': actor('local', ['administrateur', COURT]),
  'the administrator of the whole': actor('adam', ['administrateur', ROOT]),
  'an administrator elsewhere': actor('else', ['administrateur', PRISON]),
  'a former administrator': actor('former', ['administrateur', ROOT, '2026-11-23']),
  'whoever is administrator, of themselves': actor('claire', ['administrateur', ROOT]),
  'every other role': actor(
    'all',
    ...ROLES.filter((role) => role !== 'administrateur').map((role): [Role, string] => [role, ROOT]),
  ),
};
type Name = keyof typeof people;
const entitled = (judge: (who: Actor) => boolean) =>
  (Object.keys(people) as Name[]).filter((name) => judge(people[name]));
const here: Name[] = ['the administrator of the court', 'the administrator of the whole'];
const self: Name = 'whoever is administrator, of themselves';

describe('who may do what to a person of a court', () => {
  test('sees them and makes one: who administers it', () => {
    expect(entitled((who) => canSeeAccount(who, claire, TODAY))).toEqual([...here, self]);
    expect(entitled((who) => canCreatePerson(who, COURT, TODAY))).toEqual([...here, self]);
  });
  test('corrects who they are: the same, but oneself', () => {
    expect(entitled((who) => canCorrectPerson(who, claire, TODAY))).toEqual(here);
    expect(correctingFault(people[self], claire, TODAY)).toBe('own-identity');
    expect(correctingFault(people['an administrator elsewhere'], claire, TODAY)).toBe('not-found');
  });
  test('moves them elsewhere: who administers both places', () => {
    expect(entitled((who) => canMovePerson(who, claire, COURT, TODAY))).toEqual(here);
    expect(entitled((who) => canMovePerson(who, claire, PRISON, TODAY))).toEqual(['the administrator of the whole']);
  });
  test('acts on their account: the same, but oneself', () => {
    expect(entitled((who) => accountFault(who, claire, TODAY) === null)).toEqual(here);
    expect(accountFault(people[self], claire, TODAY)).toBe('own-account');
    expect(accountFault(people['an administrator elsewhere'], claire, TODAY)).toBe('not-found');
  });
  test('nobody, of a person who is nowhere', () => {
    expect(entitled((who) => canSeeAccount(who, { personId: 'claire', placePath: null }, TODAY))).toEqual([]);
  });
});

test('two administrators answer for the account of those who sign, pay, publish or give rights, today or later', () => {
  expect(ROLES.filter((role) => isGuardedByTwo(actor('x', [role, COURT]), TODAY))).toEqual([
    'signataire',
    'financier',
    'analyste',
    'administrateur',
  ]);
  expect(isGuardedByTwo(actor('x', ['signataire', COURT, TODAY]), TODAY)).toBe(true);
  expect(isGuardedByTwo(actor('x', ['signataire', COURT, '2026-11-23']), TODAY)).toBe(false);
});

test('no link opens the account of those who hold such a right without a work address', () => {
  const fault = (role: Role, workEmail: string | null) =>
    linkedAccountFault(workEmail, actor('x', [role, COURT]), TODAY);
  expect(ROLES.filter((role) => fault(role, null) === 'address-needed')).toEqual(
    ROLES.filter((role) => isGuardedByTwo(actor('x', [role, COURT]), TODAY)),
  );
  expect(ROLES.filter((role) => fault(role, 'x@harmonie.example') !== null)).toEqual([]);
});

test('who answers for an account administers all that its owner signs, pays, publishes or administers, and where they are', () => {
  const path = (...held: [Role, string, string?][]) => guardedPath('/root/court/office/', actor('x', ...held), TODAY);
  expect(path()).toBe('/root/court/office/');
  expect(path(['superieur', ROOT], ['signataire', ROOT, '2026-11-23'])).toBe('/root/court/office/');
  expect(path(['signataire', COURT])).toBe(COURT);
  expect(path(['financier', PRISON])).toBe(ROOT);
  expect(path(['signataire', '/root/court/office/'], ['administrateur', ROOT])).toBe(ROOT);
});
