import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Encrypts personal values, each bound to its owner: moved to another person's row, it does not
 * open.
 */
export interface SecretValues {
  seal(text: string, owner: string): string;
  /**
   * @throws {SecretDamaged} if it was altered, is another person's, or was made with an unknown key
   */
  open(sealed: string, owner: string): string;
  /**
   * True if the current key sealed it; values of a former key are sealed again when keys are
   * rotated.
   */
  isCurrent(sealed: string): boolean;
}

/** A sealed value that does not open. Nothing of it is ever shown. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged';
}

const VERSION = 'v2';
/** Without the id of its key: each known one is tried. */
const WITHOUT_KEY_ID = 'v1';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const IV_BYTES = 12;

/**
 * Returns an id of a key that does not reveal it: the first 8 hexadecimal digits of its SHA-256.
 */
export const keyId = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/**
 * Creates the encryption with AES-256-GCM: « v2.<id of the key>.<iv>.<text and tag> », in
 * base64url.
 * @param current 32 bytes: seals
 * @param former earlier keys, of 32 bytes: values that they sealed still open
 */
export function createSecretValues(current: Uint8Array, ...former: Uint8Array[]): SecretValues {
  const keys = new Map([current, ...former].map((key) => [keyId(key), key]));
  if ([...keys.values()].some(({ length }) => length !== KEY_BYTES))
    throw new RangeError(`a key that seals has ${KEY_BYTES} bytes`);
  const beginning = `${VERSION}.${keyId(current)}.`;
  return {
    seal(text, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${beginning}${iv.toString('base64url')}.${body.toString('base64url')}`;
    },
    open(sealed, owner) {
      for (const { key, iv, body } of waysToOpen(sealed, keys)) {
        const text = opened(key, iv, body, owner);
        if (text !== null) return text;
      }
      throw new SecretDamaged('a sealed value does not open: altered, of someone else, or sealed with an unknown key');
    },
    isCurrent: (sealed) => sealed.startsWith(beginning),
  };
}

interface WayToOpen {
  readonly key: Uint8Array;
  readonly iv: string;
  readonly body: string;
}

function waysToOpen(sealed: string, keys: ReadonlyMap<string, Uint8Array>): WayToOpen[] {
  const [version, ...parts] = sealed.split('.');
  if (version === VERSION) {
    const [id = '', iv = '', body = ''] = parts;
    const key = keys.get(id);
    return key === undefined ? [] : [{ key, iv, body }];
  }
  const [iv = '', body = ''] = parts;
  return version === WITHOUT_KEY_ID ? [...keys.values()].map((key) => ({ key, iv, body })) : [];
}

function opened(key: Uint8Array, iv: string, body: string, owner: string): string | null {
  const bytes = Buffer.from(body, 'base64url');
  // Base64 leaves spare bits in its last character: several texts would decode to the same bytes.
  if (bytes.length < TAG_BYTES || bytes.toString('base64url') !== body) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
      authTagLength: TAG_BYTES,
    }).setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** A sensitive value as forms keep it: encrypted, beside the mask that may be shown. */
export interface SealedValue {
  readonly sealed: string;
  readonly shown: string;
}

/** True for a sealed value as forms keep it. */
export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SealedValue).sealed === 'string' &&
  typeof (value as SealedValue).shown === 'string';

/**
 * Replaces every sealed value of the data, at any depth: by its text where it is needed, or by its
 * mask.
 */
export function mapSealed(value: unknown, replace: (sealed: SealedValue) => unknown): unknown {
  if (isSealed(value)) return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapSealed(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapSealed(inner, replace)]));
}

/** Replaces every sealed value of the data by its mask. */
export const masked = (data: Record<string, unknown>): Record<string, unknown> =>
  mapSealed(data, ({ shown }) => shown) as Record<string, unknown>;

/**
 * Replaces every sealed value by what the audit keeps of it for ever, whatever keys are rotated:
 * its mask and the SHA-256 of the sealed text as it was then, which reveals nothing of the value.
 */
export const attested = (data: Record<string, unknown>): Record<string, unknown> =>
  mapSealed(data, ({ sealed, shown }) => ({
    shown,
    sealedSha256: createHash('sha256').update(sealed).digest('hex'),
  })) as Record<string, unknown>;
