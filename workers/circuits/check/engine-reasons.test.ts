import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inFrench } from './engine-reasons.ts';

test.each([
  [
    "Sequence flow 'vers-a' must have a condition or be the default flow",
    'Le flux « vers-a » doit avoir une condition, ou être le flux par défaut.',
  ],
  ["Must have a 'zeebe:taskDefinition'", 'Le type de travail n’est pas indiqué (zeebe:taskDefinition).'],
  [
    "'StandardLoopCharacteristics' is currently not supported",
    '« StandardLoopCharacteristics » n’est pas exécuté par le moteur.',
  ],
  [
    "Attribute 'type' must be present and not empty in 'zeebe:taskListener'",
    'L’attribut « type » de « zeebe:taskListener » doit être rempli.',
  ],
  ['Must reference an escalation', 'Il faut désigner une escalade.'],
  ["Cannot parse the expression '=a +' at position 4", 'L’expression « =a + » ne se lit pas, au caractère 4.'],
  ['Something that only another engine says', 'Something that only another engine says'],
])('%s', (english, french) => {
  expect(inFrench(english)).toBe(french);
});

describe('whatever the reader of our engine refuses has its French', () => {
  const model = path.resolve(import.meta.dirname, '../../../engine/model');
  const said = readdirSync(model)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('.test.'))
    .flatMap((name) => sentencesOf(readFileSync(path.join(model, name), 'utf8')));

  test('the messages are found where they are', () => {
    expect(said).toContain('Must have at least one start event');
    expect(said.length).toBeGreaterThan(60);
  });

  test.each([...new Set(said)])('%s', (english) => {
    expect(inFrench(english)).not.toBe(english);
  });
});

/**
 * Texts of a source that read as sentences; what they fill in is « x ». A refused type of element has words of its own,
 * and what stands before all the reasons of a deployment is none of them.
 */
function sentencesOf(source: string): string[] {
  const code = source.replace(/\/\*.*?\*\//gs, '').replace(/(^|\s)\/\/.*$/gm, '');
  const filled = code.replace(/\$\{[^{}]*\}/g, 'x');
  return [...filled.matchAll(/(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)]
    .map(([, , text = '']) => text)
    .filter((text) => /^[A-Z'"]/.test(text) && text.split(' ').length > 3)
    .filter((text) => !/^(Elements of type|Expected to deploy)/.test(text));
}
