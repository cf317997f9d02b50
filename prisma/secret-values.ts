import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encrypts values that only the right person may read, bound to whose they are: moved to another's row, one does not open. */
export interface SecretValues {
  seal(text: string, owner: string): string;
  /** @throws {SecretDamaged} when it was altered, is another's, or was made with another key. */
  open(sealed: string, owner: string): string;
}

/** A sealed value that does not open. Nothing of it is ever shown. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged';
}

const VERSION = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under the portal's data key (DATA_KEY): « v1.<iv>.<text and tag> », in base64url. */
export function createSecretValues(key: Uint8Array): SecretValues {
  if (key.length !== KEY_BYTES) throw new RangeError(`a data key has ${KEY_BYTES} bytes`);
  return {
    seal(text, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, iv.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, owner) {
      const [version, iv = '', body = ''] = sealed.split('.');
      const bytes = Buffer.from(body, 'base64url');
      try {
        if (version !== VERSION || bytes.length < TAG_BYTES) throw new Error('not a sealed value');
        // Base64 leaves spare bits in its last character: several texts would stand for the same bytes.
        if (bytes.toString('base64url') !== body) throw new Error('not as it was written');
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
          authTagLength: TAG_BYTES,
        }).setAAD(Buffer.from(owner));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        throw new SecretDamaged(
          'a sealed value does not open: altered, of someone else, or sealed with another DATA_KEY',
        );
      }
    },
  };
}

/** A sensitive value where forms keep it: unreadable, beside what may be shown of it. */
export interface SealedValue {
  readonly sealed: string;
  readonly shown: string;
}

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SealedValue).sealed === 'string' &&
  typeof (value as SealedValue).shown === 'string';

/** The data with every sealed value replaced: opened by whoever must use it, or by its mask. */
export function mapSealed(value: unknown, replace: (sealed: SealedValue) => unknown): unknown {
  if (isSealed(value)) return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapSealed(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapSealed(inner, replace)]));
}

/** What may be shown of the data: its masks. */
export const masked = (data: Record<string, unknown>): Record<string, unknown> =>
  mapSealed(data, ({ shown }) => shown) as Record<string, unknown>;
