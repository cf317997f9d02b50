import { describe, expect, test } from '@jest/globals';
import { decisionContext, signedTemplate } from './decision-context.ts';
import type { CircuitManifest } from './manifest.ts';

const manifest = {
  refusalInterview: true,
  steps: [
    { elementId: 'visa', decision: 'visa', template: null, outcomes: ['approved', 'refused'] },
    { elementId: 'signature', decision: 'signature', template: null },
    { elementId: 'refus', decision: 'signature', template: 'refusal' },
  ],
} as unknown as CircuitManifest;

describe('the act that a step signs', () => {
  test('is the one that the step names', () => {
    expect(signedTemplate(manifest, 'refus')).toBe('refusal');
  });

  test.each(['signature', 'a step that is gone'])('is « act » where %s names none', (elementId) => {
    expect(signedTemplate(manifest, elementId)).toBe('act');
  });
});

test('the context of a decision is what its step and its circuit say', () => {
  expect(decisionContext(manifest, { elementId: 'visa', decision: 'visa' }, false)).toEqual({
    kind: 'visa',
    template: null,
    refusalInterview: true,
    hasForm: false,
    offers: ['approved', 'refused'],
    accepted: false,
  });
});
