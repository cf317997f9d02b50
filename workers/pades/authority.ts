import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from '#prisma/documents/durable-file.ts';
import { authorityFiles, DEMONSTRATION_UNIT, readPassphrase, stampsFolder } from './authority-files.ts';
import { type DistinguishedName, makeCertificate, makeEmptyRevocationList, toPem } from './der/certificate.ts';
import { oid } from './der/oids.ts';
import type { SealKey } from './keys/key.ts';
import { makeP12, sealKeyFromP12 } from './keys/p12.ts';

/** An authority of the demonstration's: where its files are, and the key it certified. */
export type DemonstrationAuthority = {
  key: SealKey;
  caPath: string;
  caPem: string;
  crlPath: string;
  /** Of the seal, what SEAL_P12 and its passphrase name. */
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
  [oid.organizationalUnit, DEMONSTRATION_UNIT],
  [oid.serialNumber, Buffer.from(serial).toString('hex').toUpperCase()],
  [oid.commonName, commonName],
];

/** What an authority certifies, and how both are called. */
interface Certifies {
  readonly what: 'seal' | 'stamps';
  readonly authority: string;
  readonly holder: string;
  readonly purpose?: string;
}
const SEALS: Certifies = {
  what: 'seal',
  authority: 'Autorité de démonstration Harmonie',
  holder: 'Sceau de démonstration Harmonie',
};
const STAMPS: Certifies = {
  what: 'stamps',
  authority: "Autorité d'horodatage de démonstration Harmonie",
  holder: 'Horodatage de démonstration Harmonie',
  purpose: oid.timeStamping,
};

/**
 * The authority's own private key is forgotten once it has certified its one key: nobody can have it certify another. So it
 * signs at once the list of what it revoked, nothing, for as long as it lives.
 */
async function make(folder: string, { what, ...names }: Certifies, now: Date): Promise<void> {
  const [authority, holder] = await Promise.all([keyPair(3072), keyPair(2048)]);
  const from = new Date(Math.floor(now.getTime() / 1000) * 1000 - DAY);
  const to = new Date(from.getTime() + 5 * 365 * DAY);
  const [authoritySerial, serial] = [newSerial(), newSerial()];
  const authorityName = nameOf(names.authority, authoritySerial);
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
  const certificate = await makeCertificate({
    subject: nameOf(names.holder, serial),
    publicKey: holder.publicKey,
    issuer,
    serial,
    from,
    to,
    isAuthority: false,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    purpose: names.purpose,
  });
  const passphrase = randomBytes(24).toString('base64url');
  const privateKey = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', holder.privateKey));
  const p12 = await makeP12({ privateKey, certificate, chain: [authorityDer], passphrase });
  const { caPath, crlPath, p12Path, passphrasePath } = authorityFiles(folder, what);
  // On the disk before the folder gets its name: a half-made authority never shows.
  await writeDurably(caPath, toPem('CERTIFICATE', authorityDer), 0o644);
  await writeDurably(crlPath, toPem('X509 CRL', await makeEmptyRevocationList(issuer, { from, to })), 0o644);
  await writeDurably(p12Path, p12, 0o600);
  await writeDurably(passphrasePath, `${passphrase}\n`, 0o600);
}

async function load(folder: string, what: 'seal' | 'stamps'): Promise<DemonstrationAuthority> {
  const { caPath, crlPath, p12Path } = authorityFiles(folder, what);
  const [caPem, p12, passphrase] = await Promise.all([
    readFile(caPath, 'utf8'),
    readFile(p12Path),
    readPassphrase(folder, what),
  ]);
  return { key: await sealKeyFromP12(p12, passphrase), caPath, caPem, crlPath, p12Path, passphrase };
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(String((error as NodeJS.ErrnoException | null)?.code));

/**
 * Reads what an authority keeps in a folder, or makes it: concurrent callers get the same, since
 * the first complete folder wins.
 */
async function ensure(folder: string, certifies: Certifies, now: Date): Promise<DemonstrationAuthority> {
  try {
    return await load(folder, certifies.what);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dirname(folder), { recursive: true });
  const draft = `${folder}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    await make(draft, certifies, now);
    await rename(draft, folder);
  } catch (error) {
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return load(folder, certifies.what);
}

/**
 * Gives the demonstration's authority and seal kept in this folder, making them on first use. The folder is theirs alone, and
 * of their time stamps.
 */
export const ensureDemonstrationAuthority = (folder: string, now = new Date()): Promise<DemonstrationAuthority> =>
  ensure(folder, SEALS, now);

/** The same of its time stamps, beside the seal: folders made by older releases get theirs at the next start. */
export const ensureDemonstrationStamps = (sealFolder: string, now = new Date()): Promise<DemonstrationAuthority> =>
  ensure(stampsFolder(sealFolder), STAMPS, now);
