import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SealKey } from './key.ts';
import { SealKeyError, sealKeyFromP12 } from './p12.ts';
import { Invalid } from './verification/invalid.ts';
import { checkChain, readAnchors } from './verification/trust.ts';
import { maySign } from './verification/usages.ts';

/** The ministry's seal, and whom whoever verifies it trusts. */
export interface Seal {
  readonly key: SealKey;
  /** The certificates of SEAL_CA: the ministry's authority; that of its timestamps, where there is one. */
  readonly anchors: readonly X509Certificate[];
}

/** Where the operator keeps them. */
export interface SealFiles {
  readonly p12Path: string;
  readonly passphrase: string;
  readonly authorityPath: string;
}

/**
 * Proves that what this key seals now will verify: its certificate is made to sign, comes from the authority, and the
 * whole chain is valid today.
 * @returns when the first certificate of the chain ends
 * @throws {SealKeyError}
 */
export function checkSealKey({ key, anchors }: Seal, now: Date): Date {
  const [leaf, ...chain] = [key.certificate, ...key.chain].map((der) => new X509Certificate(der));
  if (leaf === undefined || !maySign(leaf))
    throw new SealKeyError('The seal cannot be used: its certificate is not made to sign documents');
  try {
    const { path } = checkChain(leaf, chain, anchors, now);
    return new Date(Math.min(...path.map(({ validToDate }) => validToDate.getTime())));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new SealKeyError(`The seal cannot be used: ${error.message}`, { cause: error });
  }
}

/** Reads the seal and its authority, and proves that they go together. @throws {SealKeyError} in one line */
export async function openSeal({ p12Path, passphrase, authorityPath }: SealFiles, now: Date): Promise<Seal> {
  const [p12, authority] = await Promise.all([read('SEAL_P12', p12Path), read('SEAL_CA', authorityPath)]);
  const seal = { key: await sealKeyFromP12(p12, passphrase), anchors: anchorsOf(authority.toString('utf8')) };
  checkSealKey(seal, now);
  return seal;
}

async function read(name: string, path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException): never => {
    throw new SealKeyError(`${name} cannot be read: ${path} (${error.code ?? error.message})`, { cause: error });
  });
}

function anchorsOf(pem: string): X509Certificate[] {
  try {
    return readAnchors(pem);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new SealKeyError(`SEAL_CA cannot be used: ${error.message}`, { cause: error });
  }
}
