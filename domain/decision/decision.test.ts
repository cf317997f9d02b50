import { describe, expect, test } from '@jest/globals';
import { type DecisionContext, type DecisionInput, decides, decisionFaults, grants, outcomesOf } from './decision.ts';

const step = (kind: DecisionContext['kind'], more: Partial<DecisionContext> = {}): DecisionContext => ({
  kind,
  template: kind === 'signature' ? 'act' : null,
  refusalInterview: true,
  ...more,
});
const days = { filedOn: '2026-11-10', today: '2026-11-24' };
const faults = (where: DecisionContext, input: DecisionInput) =>
  decisionFaults(where, input, days).map(({ field, code }) => `${field}: ${code}`);

describe('what a task offers', () => {
  test.each([
    ['an opinion', step('opinion'), ['favorable', 'reserved', 'unfavorable']],
    ['a visa', step('visa'), ['approved', 'complement']],
    ['the signature of an act', step('signature'), ['signed', 'refused']],
    ['the signature of a refusal', step('signature', { template: 'refusal' }), ['signed', 'reconsidered']],
    ['an answer', step('answer'), ['answered']],
    [
      'an answer that may be more',
      step('answer', { offers: ['acknowledged', 'answered'] }),
      ['answered', 'acknowledged'],
    ],
    ['a complement', step('complement'), ['completed']],
    ['a correction', step('correction'), ['corrected']],
  ])('%s', (_what, where, outcomes) => {
    expect(outcomesOf(where).map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test.each([
    ['an opinion', step('opinion'), ['favorable', 'reserved', 'unfavorable']],
    ['a visa', step('visa', { offers: ['approved', 'complement', 'refused'] }), ['approved']],
    ['a check', step('check'), ['confirmed']],
    ['the signature of an act', step('signature'), ['signed']],
    ['the signature of a refusal', step('signature', { template: 'refusal' }), ['reconsidered']],
  ])('%s, once silence has accepted the request: nothing that refuses it', (_what, where, outcomes) => {
    expect(outcomesOf({ ...where, accepted: true }).map(({ outcome }) => outcome)).toEqual(outcomes);
    // Who signs is still asked the rules.
    if (where.template === 'act') expect(grants({ ...where, accepted: true }, 'signed')).toBe(true);
  });
});

describe('what a decision must come with', () => {
  const refusal = {
    outcome: 'refused',
    reasonLaw: 'article L612-1',
    reasonFact: 'effectif',
    interviewOn: '2026-11-20',
  };
  const signed = { outcome: 'signed', shownSha256: 'a', stepUpProofId: 'b' };
  test.each<[string, DecisionContext, DecisionInput, string[]]>([
    ['a favorable opinion needs nothing', step('opinion'), { outcome: 'favorable' }, []],
    ['a reserved opinion needs a reason', step('opinion'), { outcome: 'reserved' }, ['reason: required']],
    ['spaces are no reason', step('opinion'), { outcome: 'unfavorable', reason: ' \u200b\n' }, ['reason: required']],
    ['a reasoned opinion passes', step('opinion'), { outcome: 'unfavorable', reason: 'effectif' }, []],
    ['an approval needs nothing', step('visa'), { outcome: 'approved' }, []],
    ['asking for a complement says what for', step('visa'), { outcome: 'complement' }, ['reason: required']],
    ['observations are in words', step('answer'), { outcome: 'answered', reason: ' ' }, ['reason: required']],
    ['or in a form of the step', step('answer', { hasForm: true }), { outcome: 'answered' }, []],
    ['having read it needs none', step('answer', { offers: ['acknowledged'] }), { outcome: 'acknowledged' }, []],
    ['an answer agrees to nothing for others', step('answer'), { outcome: 'approved' }, ['outcome: option']],
    ['a visa cannot sign', step('visa'), { outcome: 'signed' }, ['outcome: option']],
    ['an opinion cannot refuse', step('opinion'), refusal, ['outcome: option']],
    [
      'a refusal lacks all',
      step('signature'),
      { outcome: 'refused' },
      ['reasonLaw: required', 'reasonFact: required', 'interviewOn: required'],
    ],
    ['a full refusal passes', step('signature'), refusal, []],
    [
      'a reason that no act can print is no reason',
      step('signature'),
      { ...refusal, reasonFact: 'effectif 😀' },
      ['reasonFact: unprintable'],
    ],
    ['a reason pasted with its bullets passes', step('signature'), { ...refusal, reasonFact: '\uf0b7 effectif' }, []],
    [
      'an interview to come is none',
      step('signature'),
      { ...refusal, interviewOn: '2026-11-25' },
      ['interviewOn: interview-in-future'],
    ],
    [
      'an interview before the request is none',
      step('signature'),
      { ...refusal, interviewOn: '2026-11-09' },
      ['interviewOn: interview-before-filing'],
    ],
    [
      'a kind without interview asks for none',
      step('signature', { refusalInterview: false }),
      { ...refusal, interviewOn: null },
      [],
    ],
    [
      'a signature proves who and what',
      step('signature'),
      { outcome: 'signed' },
      ['shownSha256: required', 'stepUpProofId: required'],
    ],
    ['a proven signature passes', step('signature'), signed, []],
    ['the refusal is signed likewise', step('signature', { template: 'refusal' }), signed, []],
    ['a refusal is not refused again', step('signature', { template: 'refusal' }), refusal, ['outcome: option']],
    [
      'reconsidering says why',
      step('signature', { template: 'refusal' }),
      { outcome: 'reconsidered' },
      ['reason: required'],
    ],
    ['a complement passes', step('complement'), { outcome: 'completed' }, []],
    ['an invented outcome does not', step('correction'), { outcome: 'constructor' }, ['outcome: option']],
  ])('%s', (_what, where, input, expected) => {
    expect(faults(where, input)).toEqual(expected);
  });

  test('only a signature decides', () => {
    expect(decides('signature', 'signed')).toBe(true);
    expect(decides('signature', 'refused')).toBe(false);
    expect(decides('visa', 'approved')).toBe(false);
  });
});
