import { describe, expect, test } from '@jest/globals';
import type { DecisionContext } from '../decision/decision.ts';
import { faultsForAll, outcomesForAll } from './decided-together.ts';

const context = (changes: Partial<DecisionContext>): DecisionContext => ({
  ...{ kind: 'opinion', template: null, refusalInterview: false },
  ...changes,
});
const offered = (changes: Partial<DecisionContext>) =>
  outcomesForAll(context(changes)).map(({ outcome, own }) => (own ? `${outcome}!` : outcome));

describe('given to several requests at once («!»: with a reason of its own each)', () => {
  test.each<[string, Partial<DecisionContext>, string[]]>([
    ['an opinion', { kind: 'opinion' }, ['favorable', 'reserved', 'unfavorable!']],
    ['a visa', { kind: 'visa' }, ['approved', 'complement']],
    [
      'a visa that may refuse or propose otherwise',
      { kind: 'visa', offers: ['approved', 'proposed', 'refused'] },
      ['approved', 'refused!'],
    ],
    ['a check', { kind: 'check' }, ['confirmed', 'unconfirmed!']],
    ['no signature, nor the interview before its refusal', { kind: 'signature', refusalInterview: true }, []],
  ])('%s', (_what, changes, outcomes) => expect(offered(changes)).toEqual(outcomes));
});

test('a blank reason is none, and a text that the act cannot print is said at its request', () => {
  const visa = context({ kind: 'visa', offers: ['approved', 'refused'] });
  const refused = (reasonLaw: string, reasonFact: string) => ({ taskKey: '1', reasonLaw, reasonFact });
  const tasks = [refused('Article 1', 'Effectif'), refused(' ', 'Effectif 漢')];
  const faults = faultsForAll(visa, { outcome: 'refused', reason: 'pour tous', tasks }, '2026-11-29');
  expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
    ...['tasks.1.reasonLaw required', 'tasks.1.reasonFact unprintable'],
  ]);
});
