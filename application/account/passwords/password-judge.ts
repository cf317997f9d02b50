import { lengthFault } from '#domain/account/password-rule.ts';
import { DomainError } from '#domain/errors.ts';
import { openApart, TooMuch } from '../../apart/apart.ts';
import type { PasswordAsked, PasswordVerdict } from './password-judge.thread.ts';

/**
 * Judges the passwords that people choose. How long it takes depends on what they type, so it runs
 * in a thread of its own (G11).
 */
export interface PasswordJudge {
  /**
   * Refuses a password that is too short, leaked or easily guessed, also from what is known of its
   * owner.
   * @param userId the account concerned: one password at a time for each
   * @throws {DomainError} form-invalid, at « password »; busy
   */
  judge(userId: string, asked: PasswordAsked): Promise<void>;
  close(): Promise<void>;
}

/** Lists what anybody knows about a person, and would try first. */
export const knownOf = (
  person: { readonly firstName: string; readonly lastName: string },
  email: string,
): readonly string[] => [
  'harmonie',
  person.firstName,
  person.lastName,
  email,
  ...email.split('@'),
  ...email.split(/[@.]/),
];

const PROCESSOR_MS = 3_000;
const MEGABYTES = 192;
/** Passwords are chosen rarely: the dictionaries leave memory after this time. */
const IDLE_MS = 60_000;
const BUSY_SECONDS = 10;

/**
 * Opens the judge. Its thread and dictionaries are in memory only while passwords are being chosen.
 */
export function openPasswordJudge(): PasswordJudge {
  const apart = openApart<PasswordAsked, PasswordVerdict>(new URL('./password-judge.thread.ts', import.meta.url), {
    ...{ threads: 1, processorMs: PROCESSOR_MS, megabytes: MEGABYTES, waiting: 3, idleMs: IDLE_MS },
  });
  return {
    async judge(userId, asked) {
      const fault = lengthFault(asked.password);
      if (fault !== null) throw new DomainError('form-invalid', {}, [fault]);
      const code = await apart.run([userId], asked).catch((error: unknown) => {
        throw error instanceof TooMuch ? new DomainError('busy', { seconds: BUSY_SECONDS }) : error;
      });
      if (code !== null) throw new DomainError('form-invalid', {}, [{ field: 'password', code, params: {} }]);
    },
    close: () => apart.close(),
  };
}
