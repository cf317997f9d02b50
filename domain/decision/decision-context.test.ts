import { describe, expect, test } from '@jest/globals';
import type { CircuitSheet } from '../circuit/manifest.ts';
import { decisionContext, signedTemplate } from './decision-context.ts';

const sheet = {
  refusalInterview: true,
  steps: [
    { elementId: 'visa', decision: 'visa', template: null, outcomes: ['approved', 'refused'] },
    { elementId: 'signature', decision: 'signature', template: null },
    { elementId: 'refus', decision: 'signature', template: 'refusal' },
  ],
} as unknown as CircuitSheet;

describe('the act that a step signs', () => {
  test('is the one that the step names', () => {
    expect(signedTemplate(sheet, 'refus')).toBe('refusal');
  });

  test.each(['signature', 'a step that is gone'])('is « act » where %s names none', (elementId) => {
    expect(signedTemplate(sheet, elementId)).toBe('act');
  });
});

test('the context of a decision is what its step and its circuit say', () => {
  expect(decisionContext(sheet, { elementId: 'visa', decision: 'visa' })).toEqual({
    kind: 'visa',
    template: null,
    refusalInterview: true,
    offers: ['approved', 'refused'],
  });
});
