import type { Database } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { FormJudge } from './forms/form-judge.ts';
import type { Versions } from './versions.ts';

/**
 * Dependencies of use cases; each declares which of them it needs. The time is an input: when it
 * was asked.
 */
export interface Deps {
  readonly database: Database;
  readonly versions: Versions;
  /** Judges what people type, in threads of its own. */
  readonly forms: FormJudge;
  /** Encrypts what forms mark sensitive. */
  readonly secrets: SecretValues;
}

/**
 * Dependencies of use cases that notify people; `mailDomain` is the domain of the mails'
 * Message-IDs.
 */
export type NotifyingDeps = Pick<Deps, 'database'> & { readonly mailDomain: string };
