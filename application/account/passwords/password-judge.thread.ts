import { readFileSync } from 'node:fs';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { answerApart } from '../../apart/answer-apart.ts';
import { isPacked } from './leaked-passwords.ts';

/** A password to judge, with what anyone knows of whoever chose it. */
export interface PasswordAsked {
  readonly password: string;
  readonly words: readonly string[];
}

/** Why a password is refused: it leaked somewhere; or it is soon guessed. */
export type PasswordVerdict = 'password-leaked' | 'password-guessable' | null;

/** Of zxcvbn's five degrees: « safely unguessable », ten thousand million guesses. */
const MIN_SCORE = 3;

const leaked = readFileSync(new URL('../../../config/leaked-passwords.bin', import.meta.url));
const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...french },
  graphs: adjacencyGraphs,
  // Beyond, its time grows faster than what it finds.
  maxLength: 64,
});

answerApart(({ password, words }: PasswordAsked): PasswordVerdict => {
  if (isPacked(leaked, password)) return 'password-leaked';
  return zxcvbn.check(password, [...words]).score < MIN_SCORE ? 'password-guessable' : null;
});
