import type { Database } from '../prisma/client.ts';
import type { SecretValues } from '../prisma/secret-values.ts';
import type { Versions } from './versions.ts';

/** What use cases work with; each says which of them it needs. Its clock is an input: when it was asked. */
export interface Deps {
  readonly database: Database;
  readonly versions: Versions;
  /** Encrypts what forms mark sensitive. */
  readonly secrets: SecretValues;
}
