import { readFileSync } from 'node:fs';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { answerApart } from '../../apart/answer-apart.ts';
import { isPacked } from './leaked-passwords.ts';

/** A password to judge, with words that anybody knows about its owner. */
export interface PasswordAsked {
  readonly password: string;
  readonly words: readonly string[];
}

/** Why a password is refused: leaked somewhere, or easily guessed; null: accepted. */
export type PasswordVerdict = 'password-leaked' | 'password-guessable' | null;

/** Of zxcvbn's scores 0 to 4: « safely unguessable », from 10^8 to 10^10 guesses. */
const MIN_SCORE = 3;

const leaked = readFileSync(new URL('../../../config/leaked-passwords.bin', import.meta.url));
const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...french },
  graphs: adjacencyGraphs,
  // Beyond this length its time grows faster than what it finds.
  maxLength: 64,
});

answerApart(({ password, words }: PasswordAsked): PasswordVerdict => {
  if (isPacked(leaked, password)) return 'password-leaked';
  return zxcvbn.check(password, [...words]).score < MIN_SCORE ? 'password-guessable' : null;
});
