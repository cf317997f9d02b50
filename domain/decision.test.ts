import { describe, expect, test } from '@jest/globals';
import { type DecisionInput, type DecisionPlace, decides, decisionFaults, outcomesOf } from './decision.ts';

const place = (kind: DecisionPlace['kind'], more: Partial<DecisionPlace> = {}): DecisionPlace => ({
  kind,
  template: kind === 'signature' ? 'act' : null,
  refusalInterview: true,
  ...more,
});
const days = { filedOn: '2026-11-10', today: '2026-11-24' };
const faults = (where: DecisionPlace, input: DecisionInput) =>
  decisionFaults(where, input, days).map(({ field, code }) => `${field}: ${code}`);

describe('what a task offers', () => {
  test.each([
    ['an opinion', place('opinion'), ['favorable', 'reserved', 'unfavorable']],
    ['a visa', place('visa'), ['approved', 'complement']],
    ['the signature of an act', place('signature'), ['signed', 'refused']],
    ['the signature of a refusal', place('signature', { template: 'refusal' }), ['signed', 'reconsidered']],
    ['a complement', place('complement'), ['completed']],
    ['a correction', place('correction'), ['corrected']],
  ])('%s', (_what, where, outcomes) => {
    expect(outcomesOf(where).map(({ outcome }) => outcome)).toEqual(outcomes);
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
  test.each<[string, DecisionPlace, DecisionInput, string[]]>([
    ['a favorable opinion needs nothing', place('opinion'), { outcome: 'favorable' }, []],
    ['a reserved opinion needs a reason', place('opinion'), { outcome: 'reserved' }, ['reason: required']],
    ['spaces are no reason', place('opinion'), { outcome: 'unfavorable', reason: ' \u200b\n' }, ['reason: required']],
    ['a reasoned opinion passes', place('opinion'), { outcome: 'unfavorable', reason: 'effectif' }, []],
    ['an approval needs nothing', place('visa'), { outcome: 'approved' }, []],
    ['asking for a complement says what for', place('visa'), { outcome: 'complement' }, ['reason: required']],
    ['a visa cannot sign', place('visa'), { outcome: 'signed' }, ['outcome: option']],
    ['an opinion cannot refuse', place('opinion'), refusal, ['outcome: option']],
    [
      'a refusal lacks all',
      place('signature'),
      { outcome: 'refused' },
      ['reasonLaw: required', 'reasonFact: required', 'interviewOn: required'],
    ],
    ['a full refusal passes', place('signature'), refusal, []],
    [
      'a reason that no act can print is no reason',
      place('signature'),
      { ...refusal, reasonFact: 'effectif 😀' },
      ['reasonFact: unprintable'],
    ],
    ['a reason pasted with its bullets passes', place('signature'), { ...refusal, reasonFact: '\uf0b7 effectif' }, []],
    [
      'an interview to come is none',
      place('signature'),
      { ...refusal, interviewOn: '2026-11-25' },
      ['interviewOn: interview-in-future'],
    ],
    [
      'an interview before the request is none',
      place('signature'),
      { ...refusal, interviewOn: '2026-11-09' },
      ['interviewOn: interview-before-filing'],
    ],
    [
      'a kind without interview asks for none',
      place('signature', { refusalInterview: false }),
      { ...refusal, interviewOn: null },
      [],
    ],
    [
      'a signature proves who and what',
      place('signature'),
      { outcome: 'signed' },
      ['shownSha256: required', 'stepUpProofId: required'],
    ],
    ['a proven signature passes', place('signature'), signed, []],
    ['the refusal is signed likewise', place('signature', { template: 'refusal' }), signed, []],
    ['a refusal is not refused again', place('signature', { template: 'refusal' }), refusal, ['outcome: option']],
    [
      'reconsidering says why',
      place('signature', { template: 'refusal' }),
      { outcome: 'reconsidered' },
      ['reason: required'],
    ],
    ['a complement passes', place('complement'), { outcome: 'completed' }, []],
    ['an invented outcome does not', place('correction'), { outcome: 'constructor' }, ['outcome: option']],
  ])('%s', (_what, where, input, expected) => {
    expect(faults(where, input)).toEqual(expected);
  });

  test('only a signature decides', () => {
    expect(decides('signature', 'signed')).toBe(true);
    expect(decides('signature', 'refused')).toBe(false);
    expect(decides('visa', 'approved')).toBe(false);
  });
});
