import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEMONSTRATION_UNIT } from './authority-files.ts';
import { certificatesOnce, type SealKey } from './keys/key.ts';
import { SealKeyError, sealKeyFromP12 } from './keys/p12.ts';
import { sealKeyFromToken, type TokenFiles } from './keys/pkcs11.ts';
import { Invalid } from './verification/invalid.ts';
import { checkChain, readAnchors } from './verification/trust.ts';
import { maySign } from './verification/usages.ts';

/** The ministry's seal, and the authorities that its verifiers trust. */
export interface Seal {
  readonly key: SealKey;
  /** The certificates of SEAL_CA, the ministry's authority. */
  readonly anchors: readonly X509Certificate[];
  /** Those of TSA_CA, which vouch for time stamps; without any, those of the seal vouch for both. */
  readonly stampAnchors?: readonly X509Certificate[] | undefined;
  /** When the first certificate of its chain ends. */
  readonly until: Date;
}

/** Where the operator keeps them: the key in a file or on a token, and the authorities. */
export interface SealFiles {
  readonly key: { readonly p12Path: string; readonly passphrase: string } | TokenFiles;
  readonly authorityPath: string;
  /** Of the authority of time stamps, where it has a file of its own. */
  readonly stampsAuthorityPath?: string | undefined;
  /** Whether acts are real: what a demonstration's authorities certify is then refused. */
  readonly production?: boolean;
}

const certificatesOf = certificatesOnce((der) => new X509Certificate(der));

/** Keys whose authority said that it revoked them, how it said it and when: for good, whatever an address answers later. */
const revoked = new WeakMap<SealKey, { readonly reason: string; readonly since: Date }>();

/** Has nothing be sealed by this key any more. */
export function forsake(key: SealKey, reason: string, now: Date): void {
  if (!revoked.has(key)) revoked.set(key, { reason, since: now });
}

/** Since when a key is known to be revoked; null: it is not. */
export const forsakenSince = (key: SealKey): Date | null => revoked.get(key)?.since ?? null;

/** From the seal's certificate to the ministry's authority, if it may sign and all are valid then. @throws {SealKeyError} */
export function chainAt({ key, anchors }: Pick<Seal, 'key' | 'anchors'>, at: Date): X509Certificate[] {
  const [leaf, ...others] = certificatesOf(key);
  if (!maySign(leaf)) throw new SealKeyError('The seal cannot be used: its certificate is not made to sign documents');
  return reworded('The seal cannot be used', () => checkChain(leaf, others, anchors, at)).path;
}

/**
 * Proves that what this seal puts now will verify: its certificate is made to sign, comes from the authority, the whole chain
 * is valid, and nothing of it is known to be revoked.
 * @throws {SealKeyError} in one line
 */
export function checkStillGood(seal: Seal, now: Date): void {
  chainAt(seal, now);
  const reason = revoked.get(seal.key)?.reason;
  if (reason !== undefined) throw new SealKeyError(`The seal cannot be used: ${reason}`);
}

/** A key as a seal, once it is proved to be one of this authority. @throws {SealKeyError} in one line */
export function trustedSeal(
  key: SealKey,
  anchors: readonly X509Certificate[],
  now: Date,
  stampAnchors?: readonly X509Certificate[],
): Seal {
  const ends = chainAt({ key, anchors }, now).map(({ validToDate }) => validToDate.getTime());
  return { key, anchors, stampAnchors, until: new Date(Math.min(...ends)) };
}

/** Reads the seal and its authority, and proves that they go together. @throws {SealKeyError} in one line */
export async function openSeal(files: SealFiles, now: Date): Promise<Seal> {
  const { authorityPath, stampsAuthorityPath } = files;
  const [key, anchors, stampAnchors] = await Promise.all([
    keyOf(files),
    anchorsAt('SEAL_CA', authorityPath),
    stampsAuthorityPath === undefined ? undefined : anchorsAt('TSA_CA', stampsAuthorityPath),
  ]);
  if (files.production && [...anchors, ...(stampAnchors ?? [])].some(isOfDemonstration))
    throw new SealKeyError(
      'The seal cannot be used: SEAL_CA or TSA_CA is an authority of a demonstration, which proves nothing of anyone. Production takes those of the ministry',
    );
  return trustedSeal(key, anchors, now, stampAnchors);
}

const isOfDemonstration = ({ subject }: X509Certificate): boolean =>
  subject.split('\n').includes(`OU=${DEMONSTRATION_UNIT}`);

const keyOf = async ({ key }: SealFiles): Promise<SealKey> =>
  'p12Path' in key ? sealKeyFromP12(await read('SEAL_P12', key.p12Path), key.passphrase) : sealKeyFromToken(key);

async function anchorsAt(name: string, path: string): Promise<X509Certificate[]> {
  const pem = (await read(name, path)).toString('utf8');
  return reworded(`${name} cannot be used`, () => readAnchors(pem));
}

async function read(name: string, path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException): never => {
    throw new SealKeyError(`${name} cannot be read: ${path} (${error.code ?? error.message})`, { cause: error });
  });
}

/** What the verification finds, as a fault of the installation. */
function reworded<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new SealKeyError(`${what}: ${error.message}`, { cause: error });
  }
}
