import { createHash, type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { context, type Der, der, Members, membersOf, octetsIn, readDer, readObjectId, TAG } from '../der/der.ts';
import { oid } from '../der/oids.ts';
import { issuedAs, readSignedData } from '../der/signed-data.ts';
import { Invalid } from './invalid.ts';
import { readCertificate } from './parsed.ts';

/** A CMS with its one signer, read but not yet trusted. */
export interface ReadCms {
  readonly signer: X509Certificate;
  readonly certificates: readonly X509Certificate[];
  /** How many more it carries that cannot be read. They vouch for nothing; what reads one, and what does not, agree so. */
  readonly unread: number;
  /** Type of the signed content, as the structure says. */
  readonly contentType: string;
  /** Content inside the structure, when it is not detached. */
  readonly content: Uint8Array | null;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** The attributes that are signed, as the SET whose bytes are; null when there are none. */
  readonly signed: Der | null;
  /** Those beside the signature. */
  readonly unsigned: Der | null;
}

/** The hashes that are taken. */
export const HASHES: Record<string, string> = {
  [oid.sha256]: 'sha256',
  [oid.sha384]: 'sha384',
  [oid.sha512]: 'sha512',
};
/** The signature algorithms that are taken: RSA PKCS#1 v1.5 and ECDSA, which name their hash themselves. */
const ALGORITHMS: Record<string, { hash: string; key: 'rsa' | 'ec' }> = {
  [oid.sha256WithRsa]: { hash: 'sha256', key: 'rsa' },
  [oid.sha384WithRsa]: { hash: 'sha384', key: 'rsa' },
  [oid.sha512WithRsa]: { hash: 'sha512', key: 'rsa' },
  [oid.ecdsaWithSha256]: { hash: 'sha256', key: 'ec' },
  [oid.ecdsaWithSha384]: { hash: 'sha384', key: 'ec' },
  [oid.ecdsaWithSha512]: { hash: 'sha512', key: 'ec' },
};
const MIN_RSA_BITS = 2048;
/** P-256, P-384 and P-521, by the names that OpenSSL gives. */
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Reads a signed CMS. @throws {Invalid}, or {@link DerError} */
export function readCms(bytes: Uint8Array): ReadCms {
  const { contentType, content, ...read } = readSignedData(bytes);
  const [signerInfo] = read.signerInfos;
  if (!signerInfo || read.signerInfos.length !== 1) throw new Invalid('the signature must have exactly one signer');
  const members = new Members(signerInfo);
  members.next(TAG.integer);
  const sid = members.next();
  const digestAlgorithm = algorithmIn(members.next());
  const signed = members.maybe(context(0));
  const signatureAlgorithm = algorithmIn(members.next());
  const signature = octetsIn(members.next());
  const unsigned = members.maybe(context(1));
  members.end();
  if (sid.tag !== TAG.sequence) throw new Invalid('the signer is not named by its certificate');
  const named = read.certificates.findIndex((certificate) => {
    const { issuer, serial } = issuedAs(certificate);
    return Buffer.compare(sid.content, Buffer.concat([issuer, serial])) === 0;
  });
  const own = read.certificates[named];
  if (!own) throw new Invalid('the certificate of the signer is not in the signature');
  const certificates = read.certificates.flatMap((certificate) => certificateIn(certificate) ?? []);
  return {
    signer: readCertificate(own),
    certificates,
    unread: read.certificates.length - certificates.length,
    contentType,
    content,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    // What was signed is the SET itself, not its implicit tag in the structure.
    signed: signed ? readDer(der(TAG.set, signed.content)) : null,
    unsigned: unsigned ?? null,
  };
}

function certificateIn(der: Uint8Array): X509Certificate | null {
  try {
    return readCertificate(der);
  } catch {
    return null;
  }
}

const algorithmIn = (value: Der): string => readObjectId(new Members(value).next());

/** Each attribute's type and values. @throws {DerError} */
const attributesIn = (set: Der | null): { type: string; values: Der[] }[] =>
  (set ? membersOf(set) : []).map((attribute) => {
    const members = new Members(attribute);
    return { type: readObjectId(members.next()), values: membersOf(members.next(TAG.set)) };
  });

/** Signed attributes by type. @throws {Invalid} when one comes twice or without exactly one value */
export function signedAttributes({ signed }: ReadCms): Map<string, Der> {
  const attributes = new Map<string, Der>();
  for (const { type, values } of attributesIn(signed)) {
    const [value] = values;
    if (attributes.has(type) || !value || values.length !== 1)
      throw new Invalid(`the signed attribute ${type} must come once`);
    attributes.set(type, value);
  }
  return attributes;
}

/** Proves that the content is the one that was signed: its digest is the signed one, its type too. @throws {Invalid} */
export function checkContent(cms: ReadCms, content: Uint8Array[]): void {
  const attributes = signedAttributes(cms);
  const type = attributes.get(oid.contentType);
  if (!type || readObjectId(type) !== cms.contentType)
    throw new Invalid('the type of the signed content is not the announced one');
  const hashName = HASHES[cms.digestAlgorithm];
  if (!hashName) throw new Invalid('the digest algorithm is too weak or unknown');
  const hash = createHash(hashName);
  for (const part of content) hash.update(part);
  const digest = attributes.get(oid.messageDigest);
  if (!digest || !hash.digest().equals(octetsIn(digest)))
    throw new Invalid('the content was altered after it was sealed');
}

/** The algorithm of a signature; bare RSA says its hash elsewhere. @throws {Invalid} */
function algorithmOf({ signatureAlgorithm: id, digestAlgorithm }: ReadCms): { hash: string; key: 'rsa' | 'ec' } {
  const bare = HASHES[digestAlgorithm];
  const algorithm = id === oid.rsa && bare !== undefined ? { hash: bare, key: 'rsa' as const } : ALGORITHMS[id];
  if (!algorithm) throw new Invalid(`the signature algorithm ${id} is not supported`);
  return algorithm;
}

/** Refuses a key that others could find. @throws {Invalid} */
function checkStrength(key: KeyObject): void {
  const { modulusLength = 0, namedCurve = 'none' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength < MIN_RSA_BITS)
    throw new Invalid(`the key of the signature is too short (${modulusLength} bits)`);
  if (key.asymmetricKeyType === 'ec' && !CURVES.has(namedCurve))
    throw new Invalid(`the curve ${namedCurve} of the signature's key is not supported`);
}

/** Whether a key signed these bytes, by an algorithm that names its hash itself. */
export function isSignedWith(algorithmId: string, key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  const algorithm = ALGORITHMS[algorithmId];
  if (!algorithm || algorithm.key !== key.asymmetricKeyType) return false;
  checkStrength(key);
  return verify(algorithm.hash, bytes, key, signature);
}

/** Proves that the holder of the certificate signed the attributes. @throws {Invalid} */
export function checkSignature(cms: ReadCms): void {
  const { signed, signature, signer } = cms;
  if (!signed || signed.content.length === 0) throw new Invalid('the signature has no signed attributes');
  const { hash, key } = algorithmOf(cms);
  const { publicKey } = signer;
  if (publicKey.asymmetricKeyType !== key) throw new Invalid('the signature is not of the kind of its key');
  checkStrength(publicKey);
  if (!verify(hash, signed.bytes, publicKey, signature)) {
    throw new Invalid('the signature is not that of the certificate');
  }
}

/** Proves that the signed attributes name the very certificate that signed (signing-certificate-v2). @throws {Invalid} */
export function checkSigningCertificate(cms: ReadCms): void {
  const attribute = signedAttributes(cms).get(oid.signingCertificateV2);
  if (!attribute) throw new Invalid('signing-certificate-v2 is missing');
  checkNamed(attribute, 'sha256', cms.signer);
}

/** The same of a timestamp, which may still name its certificate by SHA-1 as RFC 3161 did. @throws {Invalid} */
export function checkStampingCertificate(cms: ReadCms): void {
  const attributes = signedAttributes(cms);
  const [second, first] = [attributes.get(oid.signingCertificateV2), attributes.get(oid.signingCertificate)];
  if (second) checkNamed(second, 'sha256', cms.signer);
  else if (first) checkNamed(first, 'sha1', cms.signer);
  else throw new Invalid('the timestamp does not name its certificate');
}

function checkNamed(attribute: Der, byDefault: string, signer: X509Certificate): void {
  // ESSCertIDv2: an optional hash algorithm, then the hash. ESSCertID: the hash.
  const first = new Members(new Members(new Members(attribute).next()).next());
  const algorithm = first.maybe(TAG.sequence);
  const hashName = algorithm ? HASHES[algorithmIn(algorithm)] : byDefault;
  const digest = octetsIn(first.next());
  if (!hashName || !createHash(hashName).update(signer.raw).digest().equals(digest)) {
    throw new Invalid('the signed attributes name another certificate');
  }
}

/** The timestamp token over the signature, if there is one. */
export const timeStampOf = ({ unsigned }: ReadCms): Uint8Array | null =>
  attributesIn(unsigned).find(({ type }) => type === oid.timeStampToken)?.values[0]?.bytes ?? null;
