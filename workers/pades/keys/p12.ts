import { constants, createPrivateKey, type KeyObject, sign as signWithKey, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { oid } from '../der/oids.ts';
import type { SealKey } from './key.ts';

/** A P12 that cannot give a seal key: wrong passphrase, old ciphers, no key, not RSA. */
export class SealKeyError extends Error {
  readonly code = 'SEAL_KEY';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealKeyError';
  }
}

const sha256WithKey = promisify(
  (bytes: Uint8Array, key: KeyObject, done: (error: Error | null, signature: Buffer) => void): void =>
    signWithKey('sha256', bytes, { key, padding: constants.RSA_PKCS1_PADDING }, done),
);

const bytesOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, 'utf8')).buffer;

/** The ways a P12 is protected that this reader knows: those OpenSSL 3 writes by default. */
const KNOWN_PROTECTION = 'AES with PBES2 (what OpenSSL 3 writes by default)';

type Contents = { keys: KeyObject[]; certificates: Uint8Array[] };

async function open(file: Uint8Array, passphrase: string): Promise<pkijs.SafeContents[]> {
  const pfx = pkijs.PFX.fromBER(new Uint8Array(file));
  await pfx.parseInternalValues({ password: bytesOf(passphrase), checkIntegrity: true });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw new SealKeyError('The seal file holds nothing');
  await safe.parseInternalValues({
    safeContents: safe.safeContents.map(({ contentType }) =>
      contentType === oid.data ? {} : { password: bytesOf(passphrase) },
    ),
  });
  const parsed: Array<{ value: pkijs.SafeContents }> = safe.parsedValue.safeContents;
  return parsed.map(({ value }) => value);
}

async function collect(contents: pkijs.SafeContents[], passphrase: string): Promise<Contents> {
  const found: Contents = { keys: [], certificates: [] };
  const addKey = (info: pkijs.PrivateKeyInfo): void => {
    const der = Buffer.from(info.toSchema().toBER(false));
    found.keys.push(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  };
  for (const bag of contents.flatMap(({ safeBags }) => safeBags)) {
    const value: unknown = bag.bagValue;
    if (value instanceof pkijs.PKCS8ShroudedKeyBag) {
      // Its own method is protected; the bag's parsedValue is filled by it.
      await (
        value as unknown as { parseInternalValues(p: { password: ArrayBuffer }): Promise<void> }
      ).parseInternalValues({
        password: bytesOf(passphrase),
      });
      if (value.parsedValue) addKey(value.parsedValue);
    } else if (value instanceof pkijs.PrivateKeyInfo) {
      addKey(value);
    } else if (value instanceof pkijs.CertBag && value.parsedValue instanceof pkijs.Certificate) {
      found.certificates.push(new Uint8Array(value.parsedValue.toSchema().toBER(false)));
    }
  }
  return found;
}

/** Orders the chain from the seal's issuer upwards; certificates that do not belong to it are left out. */
function chainOf(leaf: X509Certificate, others: X509Certificate[]): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let current = leaf;
  for (;;) {
    const issuer = others.find(
      (candidate) => !chain.includes(candidate) && candidate !== current && current.checkIssued(candidate),
    );
    if (!issuer || issuer === leaf) return chain;
    chain.push(issuer);
    current = issuer;
  }
}

/**
 * Reads a seal key from a P12 file.
 * @throws {SealKeyError} with a reason an operator can act upon
 */
export async function sealKeyFromP12(file: Uint8Array, passphrase: string): Promise<SealKey> {
  let contents: Contents;
  try {
    contents = await collect(await open(file, passphrase), passphrase);
  } catch (error) {
    if (error instanceof SealKeyError) throw error;
    throw new SealKeyError(
      `The seal file cannot be opened: wrong passphrase, damaged file, or not protected by ${KNOWN_PROTECTION}`,
      { cause: error },
    );
  }
  const [key] = contents.keys;
  if (!key || contents.keys.length > 1) throw new SealKeyError('The seal file must hold exactly one private key');
  if (key.asymmetricKeyType !== 'rsa') throw new SealKeyError('The seal key must be an RSA key');
  const certificates = contents.certificates.map((der) => new X509Certificate(der));
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (!leaf) throw new SealKeyError('The seal file holds no certificate for its private key');
  return {
    certificate: new Uint8Array(leaf.raw),
    chain: chainOf(leaf, certificates).map(({ raw }) => new Uint8Array(raw)),
    sign: async (bytes) => new Uint8Array(await sha256WithKey(bytes, key)),
  };
}

/**
 * OpenSSL's own. More would only slow a person who guesses a passphrase that someone chose; and, by
 * half a second, each start.
 */
const ITERATIONS = 2048;

/** What goes in a new P12. */
export type P12Contents = { privateKey: Uint8Array; certificate: Uint8Array; chain: Uint8Array[]; passphrase: string };

/** Writes a P12 as OpenSSL 3 does: AES-256, PBKDF2, integrity by HMAC-SHA-256. The passphrase is drawn at random, 192 bits. */
export async function makeP12({ privateKey, certificate, chain, passphrase }: P12Contents): Promise<Uint8Array> {
  const password = bytesOf(passphrase);
  const protection = {
    password,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as Parameters<
      pkijs.PKCS8ShroudedKeyBag['makeInternalValues']
    >[0]['contentEncryptionAlgorithm'],
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  };
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({
    parsedValue: pkijs.PrivateKeyInfo.fromBER(new Uint8Array(privateKey)),
  });
  await keyBag.makeInternalValues(protection);
  const localKeyId = new pkijs.Attribute({
    type: oid.localKeyId,
    values: [new asn1js.OctetString({ valueHex: new Uint8Array([1]).buffer })],
  });
  const certificateBags = [certificate, ...chain].map(
    (der, index) =>
      new pkijs.SafeBag({
        bagId: oid.certBag,
        bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(new Uint8Array(der)) }),
        ...(index === 0 ? { bagAttributes: [localKeyId] } : {}),
      }),
  );
  const pfx = new pkijs.PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new pkijs.AuthenticatedSafe({
        parsedValue: {
          safeContents: [
            {
              privacyMode: 0,
              value: new pkijs.SafeContents({
                safeBags: [
                  new pkijs.SafeBag({ bagId: oid.shroudedKeyBag, bagValue: keyBag, bagAttributes: [localKeyId] }),
                ],
              }),
            },
            { privacyMode: 1, value: new pkijs.SafeContents({ safeBags: certificateBags }) },
          ],
        },
      }),
    },
  });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw new SealKeyError('The seal file could not be made');
  await safe.makeInternalValues({ safeContents: [{}, protection] });
  await pfx.makeInternalValues({
    password,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: { name: 'SHA-256' },
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER(false));
}
