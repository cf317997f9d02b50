import { describe, expect, test } from '@jest/globals';
import { isAcceptedBySilence, isLegalSilence, silenceOf } from './silence-rule.ts';

describe('silence', () => {
  test.each([
    ['temps-partiel-sur-autorisation', 'P2M', 'rejection'],
    ['whatever-an-analyst-draws', 'P2M', 'rejection'],
    ['activite-accessoire', 'P1M', 'rejection'],
    ['detachement', 'P2M', 'acceptance'],
    ['disponibilite-pour-convenances-personnelles', 'P2M', 'acceptance'],
    ['disponibilite-de-droit', 'P2M', 'rejection'],
    ['constructor', 'P2M', 'rejection'],
  ])('on « %s », of %s, is %s, by a text', (kind, after, means) => {
    expect(silenceOf(kind)).toMatchObject({ after, means, reference: expect.stringMatching(/\d/) });
  });

  test.each([
    ['temps-partiel-sur-autorisation', 'P2M', true],
    ['temps-partiel-sur-autorisation', 'P0Y2M', true],
    ['temps-partiel-sur-autorisation', 'P1D', false],
    ['temps-partiel-sur-autorisation', 'P60D', false],
    ['temps-partiel-sur-autorisation', 'P3M', false],
    ['activite-accessoire', 'P2M', false],
  ])('on « %s », %s is the delay of the law: %s', (kind, after, legal) => {
    expect(isLegalSilence(kind, after)).toBe(legal);
  });

  const due = new Date('2026-11-24T22:59:59Z');
  test.each([
    ['detachement', due, '2026-11-24T22:59:59Z', true],
    ['detachement', due, '2026-11-24T22:59:58Z', false],
    ['detachement', null, '2027-11-24T22:59:59Z', false],
    ['disponibilite-de-droit', due, '2027-11-24T22:59:59Z', false],
  ])('on « %s », due at %p, has accepted it by %s: %s', (kind, silenceAt, at, accepted) => {
    expect(isAcceptedBySilence({ kind, silenceAt }, new Date(at))).toBe(accepted);
  });
});
