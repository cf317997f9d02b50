import type { Database } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { FormJudge } from './forms/form-judge.ts';
import type { Versions } from './versions.ts';

/** What use cases work with; each says which of them it needs. Its clock is an input: when it was asked. */
export interface Deps {
  readonly database: Database;
  readonly versions: Versions;
  /** Judges what people type, apart. */
  readonly forms: FormJudge;
  /** Encrypts what forms mark sensitive. */
  readonly secrets: SecretValues;
}

/** What use cases that notify people work with; `mailDomain` is that of the mails' Message-IDs. */
export type NotifyingDeps = Pick<Deps, 'database'> & { readonly mailDomain: string };
