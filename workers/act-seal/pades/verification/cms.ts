import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { oid } from '../oids.ts';
import { Invalid } from './invalid.ts';

/** A CMS with its one signer, read but not yet trusted. */
export type ReadCms = {
  signerInfo: pkijs.SignerInfo;
  signer: X509Certificate;
  certificates: X509Certificate[];
  /** Type of the signed content, as the structure says. */
  contentType: string;
  /** Content inside the structure, when it is not detached. */
  content: Uint8Array | null;
};

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

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
const hexOf = (block: asn1js.Integer): string => Buffer.from(block.valueBlock.valueHexView).toString('hex');

/** The certificates of a SignedData as they are written: pkijs parses them, and would write them anew. */
function certificatesIn(signedData: asn1js.Sequence): asn1js.BaseBlock[] {
  const set = signedData.valueBlock.value.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0);
  return (set as asn1js.Constructed | undefined)?.valueBlock.value ?? [];
}

/** Reads a signed CMS. @throws {Invalid} */
export function readCms(der: Uint8Array): ReadCms {
  const contentInfo = pkijs.ContentInfo.fromBER(copy(der));
  if (contentInfo.contentType !== oid.signedData) throw new Invalid('the signature is not a signed CMS');
  const signedData = new pkijs.SignedData({ schema: contentInfo.content });
  const [signerInfo] = signedData.signerInfos;
  if (!signerInfo || signedData.signerInfos.length !== 1)
    throw new Invalid('the signature must have exactly one signer');
  if (!(signerInfo.sid instanceof pkijs.IssuerAndSerialNumber))
    throw new Invalid('the signer is not named by its certificate');
  const { issuer, serialNumber } = signerInfo.sid;
  const encoded = certificatesIn(contentInfo.content);
  const found = (signedData.certificates ?? []).flatMap((parsed, index) => {
    const bytes = encoded[index]?.valueBeforeDecodeView;
    return parsed instanceof pkijs.Certificate && bytes ? [{ parsed, certificate: new X509Certificate(bytes) }] : [];
  });
  const certificates = found.map(({ certificate }) => certificate);
  const named = found.findIndex(
    ({ parsed }) => hexOf(parsed.serialNumber) === hexOf(serialNumber) && parsed.issuer.isEqual(issuer),
  );
  const signer = certificates[named];
  if (!signer) throw new Invalid('the certificate of the signer is not in the signature');
  const eContent = signedData.encapContentInfo.eContent;
  return {
    signerInfo,
    signer,
    certificates,
    contentType: signedData.encapContentInfo.eContentType,
    content: eContent ? new Uint8Array(eContent.getValue()) : null,
  };
}

/** Signed attributes by type. @throws {Invalid} when one comes twice or without exactly one value */
export function signedAttributes({ signerInfo }: ReadCms): Map<string, asn1js.BaseBlock> {
  const attributes = new Map<string, asn1js.BaseBlock>();
  for (const { type, values } of signerInfo.signedAttrs?.attributes ?? []) {
    if (attributes.has(type) || values.length !== 1) throw new Invalid(`the signed attribute ${type} must come once`);
    attributes.set(type, values[0] as asn1js.BaseBlock);
  }
  return attributes;
}

const octetsOf = (block: asn1js.BaseBlock | undefined): Uint8Array =>
  (block as asn1js.OctetString | undefined)?.valueBlock?.valueHexView ?? new Uint8Array();

/** Proves that the content is the one that was signed: its digest is the signed one, its type too. @throws {Invalid} */
export function checkContent(cms: ReadCms, content: Uint8Array[]): void {
  const attributes = signedAttributes(cms);
  const type = attributes.get(oid.contentType) as asn1js.ObjectIdentifier | undefined;
  if (type?.valueBlock.toString() !== cms.contentType)
    throw new Invalid('the type of the signed content is not the announced one');
  const hashName = HASHES[cms.signerInfo.digestAlgorithm.algorithmId];
  if (!hashName) throw new Invalid('the digest algorithm is too weak or unknown');
  const hash = createHash(hashName);
  for (const part of content) hash.update(part);
  if (!hash.digest().equals(octetsOf(attributes.get(oid.messageDigest))))
    throw new Invalid('the content was altered after it was sealed');
}

/** The algorithm of a signature; bare RSA says its hash elsewhere. @throws {Invalid} */
function algorithmOf({ signatureAlgorithm, digestAlgorithm }: pkijs.SignerInfo): { hash: string; key: 'rsa' | 'ec' } {
  const id = signatureAlgorithm.algorithmId;
  const bare = HASHES[digestAlgorithm.algorithmId];
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
export function checkSignature({ signerInfo, signer }: ReadCms): void {
  const signed = signerInfo.signedAttrs?.encodedValue;
  if (!signed || signed.byteLength === 0) throw new Invalid('the signature has no signed attributes');
  const { hash, key } = algorithmOf(signerInfo);
  const { publicKey } = signer;
  if (publicKey.asymmetricKeyType !== key) throw new Invalid('the signature is not of the kind of its key');
  checkStrength(publicKey);
  const signature = signerInfo.signature.valueBlock.valueHexView;
  if (!verify(hash, new Uint8Array(signed), publicKey, signature)) {
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

function checkNamed(attribute: asn1js.BaseBlock, byDefault: string, signer: X509Certificate): void {
  const certificates = (attribute as asn1js.Sequence).valueBlock.value[0] as asn1js.Sequence | undefined;
  const first = certificates?.valueBlock.value[0] as asn1js.Sequence | undefined;
  const [a, b] = first?.valueBlock.value ?? [];
  // ESSCertIDv2: an optional hash algorithm, then the hash. ESSCertID: the hash.
  const named = a?.idBlock.tagNumber === 16 ? (a as asn1js.Sequence).valueBlock.value[0] : undefined;
  const hashName = named ? HASHES[(named as asn1js.ObjectIdentifier).valueBlock.toString()] : byDefault;
  const digest = octetsOf(named ? b : a);
  if (!hashName || !createHash(hashName).update(signer.raw).digest().equals(digest)) {
    throw new Invalid('the signed attributes name another certificate');
  }
}

/** The timestamp token over the signature, if there is one. */
export function timeStampOf({ signerInfo }: ReadCms): Uint8Array | null {
  const attribute = signerInfo.unsignedAttrs?.attributes.find(({ type }) => type === oid.timeStampToken);
  const token = attribute?.values[0] as asn1js.BaseBlock | undefined;
  return token ? new Uint8Array(token.toBER(false)) : null;
}
