import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Secrets that the data folder does not hold when the operator gives them, by the names of their variables. */
export const GIVEN_SECRETS = [
  ...(['SESSION_SECRET', 'DATA_KEY', 'FACTOR_KEY'] as const),
  ...(['SEAL_P12', 'SEAL_P12_PASSPHRASE', 'SEAL_PKCS11_PIN', 'SEAL_CA'] as const),
] as const;

/** Secrets of the embedded parts, made at the first start and kept in the data folder, readable by its owner alone. */
export interface EmbeddedSecrets {
  readonly session: string;
  /** Encrypts account numbers. */
  readonly dataKey: string;
  /** Encrypts second factors. */
  readonly factorKey: string;
  readonly databaseSuperuser: string;
  readonly databaseOwner: string;
  readonly databaseApplication: string;
  /** What a rotation replaced, the latest first; keys until nothing is sealed with them (npm run rotate-keys). */
  readonly former?: Partial<Record<RotatedSecret, readonly string[]>>;
}

/** Secrets that can be replaced while what they protect is kept. */
type RotatedSecret = 'session' | 'dataKey' | 'factorKey';

/** The secrets that a portal made in this folder; undefined: none was ever made there. */
export function madeSecrets(dataDir: string): EmbeddedSecrets | undefined {
  const file = fileOf(dataDir);
  try {
    return withKeys(file, JSON.parse(readFileSync(file, 'utf8')) as EmbeddedSecrets);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Reads the secrets, or makes them: for a portal that starts, and beside one that runs. */
export function embeddedSecrets(dataDir: string): EmbeddedSecrets {
  const made = madeSecrets(dataDir);
  if (made !== undefined) return made;
  const secrets = {
    session: secret(),
    dataKey: newKey(),
    factorKey: newKey(),
    databaseSuperuser: secret(),
    databaseOwner: secret(),
    databaseApplication: secret(),
  };
  keep(fileOf(dataDir), secrets);
  return secrets;
}

/** Makes a new one of each; those in use become former ones. The next start takes them up. */
export function replaceSecrets(dataDir: string, kept: EmbeddedSecrets): EmbeddedSecrets {
  const secrets: EmbeddedSecrets = {
    ...kept,
    session: secret(),
    dataKey: newKey(),
    factorKey: newKey(),
    former: {
      session: [kept.session, ...(kept.former?.session ?? [])],
      dataKey: [kept.dataKey, ...(kept.former?.dataKey ?? [])],
      factorKey: [kept.factorKey, ...(kept.former?.factorKey ?? [])],
    },
  };
  keep(fileOf(dataDir), secrets);
  return secrets;
}

/** Forgets the former keys of a kind, where a portal made some: nothing is sealed with them any more. */
export function forgetFormer(dataDir: string, name: RotatedSecret): void {
  const kept = madeSecrets(dataDir);
  if (kept !== undefined) keep(fileOf(dataDir), { ...kept, former: { ...kept.former, [name]: [] } });
}

/** Folders made before account numbers were kept, or before second factors had a key of their own, lack one. */
function withKeys(file: string, kept: EmbeddedSecrets): EmbeddedSecrets {
  if (kept.dataKey !== undefined && kept.factorKey !== undefined) return kept;
  const secrets = { ...kept, dataKey: kept.dataKey ?? newKey(), factorKey: kept.factorKey ?? newKey() };
  keep(file, secrets);
  return secrets;
}

const fileOf = (dataDir: string): string => path.join(dataDir, 'secrets.json');

/** Whole on disk, or not at all: half of it would shut the database and every account number away. */
function keep(file: string, secrets: EmbeddedSecrets): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

const newKey = (): string => randomBytes(32).toString('base64');

/** A fresh secret of 256 bits, safe in an address. */
export const secret = (): string => randomBytes(32).toString('base64url');
