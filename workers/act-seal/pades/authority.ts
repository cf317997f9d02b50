import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { authorityFiles, readPassphrase } from './authority-files.ts';
import { type DistinguishedName, makeCertificate, toPem } from './certificate.ts';
import type { SealKey } from './key.ts';
import { oid } from './oids.ts';
import { makeP12, sealKeyFromP12 } from './p12.ts';

/** The demonstration's authority: where its files are, and the seal key it certified. */
export type DemonstrationAuthority = {
  key: SealKey;
  caPath: string;
  caPem: string;
  /** What SEAL_P12 and its passphrase name. */
  p12Path: string;
  passphrase: string;
};

const ORGANIZATION = 'Ministère de démonstration';
const DAY = 24 * 60 * 60 * 1000;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) };

const keyPair = (modulusLength: number): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey({ ...RSA, modulusLength }, true, ['sign', 'verify']);

/** A positive serial number of 127 bits. */
function newSerial(): Uint8Array {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

const nameOf = (commonName: string, serial: Uint8Array): DistinguishedName => [
  [oid.country, 'FR'],
  [oid.organization, ORGANIZATION],
  [oid.organizationalUnit, 'Démonstration sans valeur juridique'],
  [oid.serialNumber, Buffer.from(serial).toString('hex').toUpperCase()],
  [oid.commonName, commonName],
];

/** Written to disk before the folder gets its name: a half-made authority never shows. */
async function write(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The authority's own private key is forgotten once it has certified the seal: nobody can have it certify another. */
async function make(folder: string, now: Date): Promise<void> {
  const [authority, seal] = await Promise.all([keyPair(3072), keyPair(2048)]);
  const from = new Date(Math.floor(now.getTime() / 1000) * 1000 - DAY);
  const to = new Date(from.getTime() + 5 * 365 * DAY);
  const authoritySerial = newSerial();
  const sealSerial = newSerial();
  const authorityName = nameOf('Autorité de démonstration Harmonie', authoritySerial);
  const issuer = { name: authorityName, privateKey: authority.privateKey, publicKey: authority.publicKey };
  const authorityDer = await makeCertificate({
    subject: authorityName,
    publicKey: authority.publicKey,
    issuer,
    serial: authoritySerial,
    from,
    to,
    isAuthority: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const sealDer = await makeCertificate({
    subject: nameOf('Sceau de démonstration Harmonie', sealSerial),
    publicKey: seal.publicKey,
    issuer,
    serial: sealSerial,
    from,
    to,
    isAuthority: false,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  });
  const passphrase = randomBytes(24).toString('base64url');
  const privateKey = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', seal.privateKey));
  const p12 = await makeP12({ privateKey, certificate: sealDer, chain: [authorityDer], passphrase });
  const { caPath, p12Path, passphrasePath } = authorityFiles(folder);
  await write(caPath, toPem('CERTIFICATE', authorityDer), 0o644);
  await write(p12Path, p12, 0o600);
  await write(passphrasePath, `${passphrase}\n`, 0o600);
}

async function load(folder: string): Promise<DemonstrationAuthority> {
  const { caPath, p12Path } = authorityFiles(folder);
  const [caPem, p12, passphrase] = await Promise.all([
    readFile(caPath, 'utf8'),
    readFile(p12Path),
    readPassphrase(folder),
  ]);
  return { key: await sealKeyFromP12(p12, passphrase), caPath, caPem, p12Path, passphrase };
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(String((error as NodeJS.ErrnoException | null)?.code));

/**
 * Gives the demonstration's authority and seal kept in this folder, making them on first use. The folder is theirs alone.
 * Whoever comes at the same time, from this process or another, gets the same ones: the first complete folder wins.
 */
export async function ensureDemonstrationAuthority(
  folder: string,
  now: Date = new Date(),
): Promise<DemonstrationAuthority> {
  try {
    return await load(folder);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dirname(folder), { recursive: true });
  const draft = `${folder}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    await make(draft, now);
    await rename(draft, folder);
  } catch (error) {
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return load(folder);
}
