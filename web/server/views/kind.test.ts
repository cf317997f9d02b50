import { expect, test } from '@jest/globals';
import type { FormComponent } from '#application/forms/schema.ts';
import type { Version } from '#application/versions.ts';
import { pieceRules } from './kind.ts';

const dependsOf = (...components: Partial<FormComponent>[]): boolean | undefined => {
  const piece = { pieceType: 'proof', label: { fr: 'Preuve', en: 'Proof' }, mandatory: false, field: 'proof' };
  const version = { manifest: { pieces: [piece] }, form: { components } } as unknown as Version;
  return pieceRules(version)[0]?.depends;
};
const proof = { type: 'filepicker', key: 'proof' };

test('a piece depends on the answers where a condition makes it due, or shows it or its group', () => {
  expect(dependsOf(proof)).toBe(false);
  expect(dependsOf({ ...proof, properties: { requiredWhen: '=abroad' } })).toBe(true);
  expect(dependsOf({ ...proof, properties: { requiredWhen: '=abroad', mandatory: 'true' } })).toBe(false);
  expect(dependsOf({ type: 'group', conditional: { hide: '=not(abroad)' }, components: [proof] })).toBe(true);
});
