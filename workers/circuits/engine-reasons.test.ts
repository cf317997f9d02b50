import { expect, test } from '@jest/globals';
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
  ['Something that only another engine says', 'Something that only another engine says'],
])('%s', (english, french) => {
  expect(inFrench(english)).toBe(french);
});
