import { lengthFault } from '#domain/account/password-rule.ts';
import { DomainError } from '#domain/errors.ts';
import { openApart, TooMuch } from '../../apart/apart.ts';
import type { PasswordAsked, PasswordVerdict } from './password-judge.thread.ts';

/** Judges the passwords that people choose: what they type decides how long that takes, so it is done apart (G11). */
export interface PasswordJudge {
  /**
   * Refuses a password that is too short, leaked or soon guessed, if only from what is known of its owner.
   * @param userId on whose account it is done: one password of theirs at a time
   * @throws {DomainError} form-invalid, at « password »; busy
   */
  judge(userId: string, asked: PasswordAsked): Promise<void>;
  close(): Promise<void>;
}

/** What anyone knows of somebody, and tries first. */
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
/** A password is chosen now and then: the dictionaries leave memory that long after. */
const IDLE_MS = 60_000;
const BUSY_SECONDS = 10;

/** Its thread, and the dictionaries in it, are there only while passwords are chosen. */
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
