import { describe, expect, test } from '@jest/globals';
import type { Guarantee } from '../situation/guarantee.ts';
import { type EffectFacts, type GivenDecision, judgeEffect, waitLacks } from './guarantee.ts';

const AT = new Date('2026-11-24T10:00:00Z');
const decision = (id: string, more: Partial<GivenDecision> = {}): GivenDecision => ({
  id,
  kind: 'visa',
  outcome: 'approved',
  authorId: id,
  role: 'gestionnaire',
  confirmed: true,
  metAgent: false,
  ...more,
});
const called = decision('nadia', { kind: 'check', outcome: 'confirmed', metAgent: true });
const paid = decision('felix', { role: 'financier' });
const request = (more: Partial<EffectFacts> = {}): EffectFacts => ({
  agentId: 'claire',
  filedById: null,
  decisions: [],
  act: null,
  provedAtFiling: true,
  alerted: true,
  stopUntil: new Date(AT.getTime() - 1),
  waitedFor: ['nadia', 'felix'],
  ...more,
});
const lacks = (guarantee: Guarantee, facts: EffectFacts) => {
  const judged = judgeEffect(guarantee, facts, AT);
  return 'lacks' in judged ? judged.lacks : judged.grounds.guarantee;
};

describe('what is the agent’s own to say', () => {
  test.each<[string, Partial<EffectFacts>, string]>([
    ['is applied on their own filing', {}, 'self'],
    ['is not, when somebody started it for them', { filedById: 'nadia' }, 'own-filing'],
    ['nor when that one agreed to it', { filedById: 'nadia', decisions: [called] }, 'own-filing'],
    ['nor when the agent did', { filedById: 'nadia', decisions: [decision('claire')] }, 'own-filing'],
    ['is, once another one agreed', { filedById: 'nadia', decisions: [paid] }, 'self'],
    ['is not, once it was refused', { decisions: [decision('nadia', { outcome: 'refused' })] }, 'no-refusal'],
  ])('%s', (_what, more, expected) => {
    expect(lacks('self', request(more))).toBe(expected);
  });
});

describe('what the agent answered', () => {
  const accepted = decision('claire', { kind: 'answer', outcome: 'accepted', role: 'agent' });

  test.each<[Guarantee, Partial<EffectFacts>, string]>([
    ['self', { filedById: 'nadia', decisions: [accepted] }, 'own-filing'],
    ['checked', { decisions: [accepted] }, 'decision'],
    ['act', { decisions: [accepted] }, 'sealed-act'],
    ['two-person', { decisions: [accepted, called] }, 'two-people'],
  ])('G2: proves nothing, where « %s » is asked for', (guarantee, more, expected) => {
    expect(lacks(guarantee, request(more))).toBe(expected);
  });

  test('keeps nothing from being applied, when they do not agree', () => {
    const declined = decision('claire', { kind: 'answer', outcome: 'declined', role: 'agent' });
    expect(lacks('checked', request({ decisions: [called, declined] }))).toBe('checked');
  });
});

describe('what an act decides', () => {
  const act = { id: 'a1', decisionId: 'sophie' };
  const signed = decision('sophie', { kind: 'signature', outcome: 'signed', role: 'signataire' });

  test.each<[string, Partial<EffectFacts>, string]>([
    ['waits for it', {}, 'sealed-act'],
    ['is not grounded on a visa', { decisions: [called, paid] }, 'sealed-act'],
    ['is grounded on the sealed act', { act, decisions: [signed] }, 'act'],
    ['not on a signature that the circuit took back', { act, decisions: [] }, 'sealed-act'],
    ['not on one that may still be taken back', { act, decisions: [{ ...signed, confirmed: false }] }, 'sealed-act'],
  ])('%s', (_what, more, expected) => {
    expect(lacks('act', request(more))).toBe(expected);
  });
});

describe('the account that pay goes to', () => {
  const agreed = { decisions: [called, paid] };

  test('is changed by two people, a call back, a proof, an alert and the end of the wait', () => {
    expect(judgeEffect('two-person', request(agreed), AT)).toEqual({
      grounds: { guarantee: 'two-person', actId: null, decisionIds: ['nadia', 'felix'] },
    });
  });

  test.each<[string, Partial<EffectFacts>, string]>([
    ['somebody filed it for the agent', { ...agreed, filedById: 'nadia' }, 'own-filing'],
    ['the agent did not prove who they are', { ...agreed, provedAtFiling: false }, 'proof-at-filing'],
    ['the agent was not alerted', { ...agreed, alerted: false }, 'alert'],
    ['nobody called back', { decisions: [decision('nadia'), paid] }, 'call-back'],
    [
      'G4: they were called nowhere that was known before',
      { decisions: [{ ...called, metAgent: false }, paid] },
      'call-back',
    ],
    ['the agent called themself back', { decisions: [{ ...called, authorId: 'claire' }, paid] }, 'call-back'],
    ['one person did both', { decisions: [called, { ...paid, authorId: 'nadia' }] }, 'two-people'],
    ['nobody is of finance', { decisions: [called, decision('victor', { role: 'valideur' })] }, 'financier'],
    ['a decision is not confirmed', { decisions: [called, { ...paid, confirmed: false }] }, 'two-people'],
    ['there is no time to stop it', { ...agreed, stopUntil: null }, 'cooling-off'],
    ['the time to stop it is not over', { ...agreed, stopUntil: new Date(AT.getTime() + 1) }, 'cooling-off'],
    ['the time to stop it was spent before anybody agreed', { ...agreed, waitedFor: [] }, 'cooling-off'],
    ['it was set before finance agreed', { ...agreed, waitedFor: ['nadia'] }, 'cooling-off'],
    ['finance refused', { decisions: [called, { ...paid, outcome: 'refused' }] }, 'no-refusal'],
    ['an act alone says so', { act: { id: 'a', decisionId: 'x' } }, 'call-back'],
  ])('is not when %s', (_what, more, expected) => {
    expect(lacks('two-person', request(more))).toBe(expected);
  });
});

test.each<[string, GivenDecision[], string | null]>([
  ['nobody decided', [], 'call-back'],
  ['the agent was called back alone', [called], 'two-people'],
  ['two people agreed', [called, paid], null],
  ['one agreement is still being confirmed', [called, { ...paid, confirmed: false }], 'two-people'],
  ['nobody is of finance', [called, decision('victor', { role: 'valideur' })], 'financier'],
  ['finance refused', [called, { ...paid, outcome: 'refused' }], 'no-refusal'],
])('G2: the time to stop an account is set on two agreements: %s', (_when, decisions, lacks) => {
  expect(waitLacks(request({ decisions, stopUntil: null }))).toBe(lacks);
});
