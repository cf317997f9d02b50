import { describe, expect, test } from '@jest/globals';
import { shippedThemes } from '#testing/shipped-themes.ts';
import { MESSAGES_OF_OUTCOME } from '../circuit/words/message.ts';
import {
  type CitedDecision,
  CLAIM_OF_MESSAGE,
  type Claim,
  isUnderway,
  missingFor,
  type OutcomeFacts,
} from './outcome-grounds.ts';

const AT = new Date('2026-03-02T10:00:00Z');
const filed: OutcomeFacts = {
  agentId: 'claire',
  filedById: null,
  decides: 'visa',
  effects: [],
  themes: shippedThemes(),
  applied: [],
  sealed: null,
  decisions: [],
  withdrawal: null,
  silenceAt: null,
  silence: null,
};
const decision = (change: Partial<CitedDecision> = {}): CitedDecision => ({
  ...{ kind: 'visa', outcome: 'approved', authorId: 'victor', confirmed: true, reasoned: false },
  ...change,
});
const proposed = decision({ outcome: 'proposed' });
const accepted = decision({ kind: 'answer', outcome: 'accepted' });
const declined = decision({ kind: 'answer', outcome: 'declined' });
const refusal = decision({ outcome: 'refused', reasoned: true });
const favorable = decision({ kind: 'opinion', outcome: 'favorable' });

test.each<[string, Claim, Partial<OutcomeFacts>, string | null]>([
  ['is not, on its filing alone', 'granted', {}, 'agreement'],
  ['is, on a visa where nothing is applied', 'granted', { decisions: [decision()] }, null],
  ['is not, on a visa of the agent', 'granted', { decisions: [decision({ authorId: 'claire' })] }, 'agreement'],
  ['is not, on a visa where somebody signs', 'granted', { decides: 'signature', decisions: [decision()] }, 'agreement'],
  ['is, on the sealed act', 'granted', { decides: 'signature', sealed: 'act' }, null],
  ['is not, on the sealed refusal', 'granted', { sealed: 'refusal', decisions: [decision()] }, 'agreement'],
  ['is not, once refused', 'granted', { decisions: [decision(), refusal] }, 'agreement'],
  ['is, on an opinion where nobody decides more', 'granted', { decides: 'opinion', decisions: [favorable] }, null],
  [
    'is not, on the opinion of who started it',
    'granted',
    { decides: 'opinion', filedById: 'victor', decisions: [favorable] },
    'agreement',
  ],
  ['is not, on an opinion before the visa', 'granted', { decisions: [favorable] }, 'agreement'],
  ['is, by a silence that accepts', 'granted', { silence: 'acceptance' }, null],
  ['is not, by a silence that rejects', 'granted', { silence: 'rejection' }, 'agreement'],
  [
    'is not, its act sealed and its effect not applied',
    'granted',
    { effects: ['temps-de-travail'], sealed: 'act' },
    'effect',
  ],
  ['is, its effect applied without a decision', 'granted', { effects: ['contact'], applied: ['contact'] }, null],
  ['is not refused, on its filing alone', 'refused', {}, 'refusal'],
  ['is refused, with reasons', 'refused', { decisions: [refusal] }, null],
  ['is not refused without a reason', 'refused', { decisions: [{ ...refusal, reasoned: false }] }, 'refusal'],
  ['is refused, by the sealed act', 'refused', { sealed: 'refusal' }, null],
  ['is not refused, its act sealed since', 'refused', { sealed: 'act', decisions: [refusal] }, 'refusal'],
  ['is not refused, once applied', 'refused', { applied: ['contact'], silence: 'rejection' }, 'refusal'],
  ['is refused, by a silence that rejects', 'refused', { silence: 'rejection' }, null],
  ['is not refused, by a silence that accepts', 'refused', { silence: 'acceptance' }, 'refusal'],
  ['is not withdrawn, when nobody asked', 'withdrawn', {}, 'withdrawal'],
  ['is withdrawn, once accepted', 'withdrawn', { withdrawal: 'accepted' }, null],
  ['may end otherwise', 'closed', {}, null],
  ['was not met with silence, without a delay', 'silence-over', {}, 'delay-over'],
  ['was not, before its day', 'silence-over', { silenceAt: new Date(AT.getTime() + 1) }, 'delay-over'],
  ['was, from its day on', 'silence-over', { silenceAt: AT }, null],
  ['was not, once answered', 'silence-over', { silenceAt: AT, sealed: 'act' }, 'delay-over'],
  ['is told of its silence once recorded', 'silence-recorded', { silence: 'rejection' }, null],
  ['is told of no silence before', 'silence-recorded', { silenceAt: AT }, 'silence'],
  ['is told applied once it is', 'applied', { effects: ['contact'], applied: ['contact'] }, null],
  ['is told applied for an effect that is', 'applied', {}, 'effect'],
  ['is agreed by one where one will do', 'agreed', { effects: ['contact'], decisions: [decision()] }, null],
  [
    'is agreed by two for an account',
    'agreed',
    { effects: ['coordonnees-bancaires'], decisions: [decision()] },
    'agreement',
  ],
  [
    'is agreed by both',
    'agreed',
    {
      effects: ['coordonnees-bancaires'],
      decisions: [decision(), decision({ kind: 'check', outcome: 'confirmed', authorId: 'x' })],
    },
    null,
  ],
  ['is told of the sealed act', 'act-sealed', { sealed: 'act' }, null],
  ['is told of no act before', 'act-sealed', { decisions: [decision()] }, 'act'],
  ['is told of the sealed refusal', 'refusal-sealed', { sealed: 'refusal' }, null],
  ['is told of no refusal before', 'refusal-sealed', { decisions: [refusal] }, 'act'],
  ['had an opinion', 'opinion-given', { decisions: [favorable] }, null],
  ['had none', 'opinion-given', { decisions: [decision()] }, 'opinion'],
  ['had a visa', 'visa-given', { decisions: [decision()] }, null],
  ['had one that proposed something else, and accepted it', 'visa-given', { decisions: [proposed, accepted] }, null],
  ['had one that proposed something else, and declined it', 'visa-given', { decisions: [proposed, declined] }, 'visa'],
  ['is granted by nobody, on what it accepted', 'granted', { decisions: [proposed, accepted] }, 'agreement'],
  ['had none, on a complement', 'visa-given', { decisions: [decision({ outcome: 'complement' })] }, 'visa'],
])('a request %s (%s)', (_what, claim, facts, missing) => {
  expect(missingFor(claim, { ...filed, ...facts }, AT)).toBe(missing);
});

describe('what is on its way', () => {
  test('is waited for: a decision that would do, a withdrawal that was asked', () => {
    const decisions = [decision({ confirmed: false })];
    expect(missingFor('granted', { ...filed, decisions }, AT)).toBe('agreement');
    expect(isUnderway('granted', { ...filed, decisions }, AT)).toBe('decision');
    expect(isUnderway('withdrawn', { ...filed, withdrawal: 'pending' }, AT)).toBe('withdrawal');
  });

  test('is not, when it would not do', () => {
    expect(isUnderway('refused', { ...filed, decisions: [decision({ confirmed: false })] }, AT)).toBeNull();
    expect(isUnderway('withdrawn', filed, AT)).toBeNull();
  });
});

test('every message that drawings are checked for is checked when it is told', () => {
  expect(Object.keys(CLAIM_OF_MESSAGE)).toEqual(expect.arrayContaining(Object.keys(MESSAGES_OF_OUTCOME)));
});
