import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { certificatesOnce, type SealKey } from './key.ts';
import { oid } from './oids.ts';
import type { TimeStamper } from './time-stamping.ts';

const sha256 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(bytes).digest());
const octets = (bytes: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: new Uint8Array(bytes) });
const der = (value: asn1js.BaseBlock): Uint8Array => new Uint8Array(value.toBER(false));

const SHA_256 = (): pkijs.AlgorithmIdentifier =>
  new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() });
const RSA_SHA_256 = (): pkijs.AlgorithmIdentifier =>
  new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256WithRsa, algorithmParams: new asn1js.Null() });

/** SigningCertificateV2 (RFC 5035): binds the signature to this very certificate. SHA-256 is its default hash, hence not written. */
function signingCertificateV2(certificate: Uint8Array): asn1js.Sequence {
  const essCertId = new asn1js.Sequence({ value: [octets(sha256(certificate))] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] });
}

/** DER wants the members of a SET OF in the order of their encodings. */
function inDerOrder(attributes: pkijs.Attribute[]): pkijs.Attribute[] {
  const encoded = attributes.map((attribute) => ({ attribute, bytes: der(attribute.toSchema()) }));
  return encoded.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ attribute }) => attribute);
}

const certificatesOf = certificatesOnce((der) => pkijs.Certificate.fromBER(new Uint8Array(der)));

/** The token over a signature, as PAdES and CAdES carry it. */
async function stamped(signature: Uint8Array, stamp: TimeStamper): Promise<pkijs.SignedAndUnsignedAttributes> {
  const token = asn1js.fromBER(new Uint8Array(await stamp(signature))).result;
  const attribute = new pkijs.Attribute({ type: oid.timeStampToken, values: [token] });
  return new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] });
}

/** What a CMS signs: a file beside it, or, for a time stamp, what it carries itself. */
interface Signed {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly carried: boolean;
}

async function sign(
  { contentType, content, carried }: Signed,
  key: SealKey,
  {
    stamp,
    certificates = certificatesOf(key),
  }: { stamp?: TimeStamper | undefined; certificates?: readonly pkijs.Certificate[] },
): Promise<pkijs.ContentInfo> {
  const [{ issuer, serialNumber }] = certificatesOf(key);
  const attributes = inDerOrder([
    new pkijs.Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: contentType })] }),
    new pkijs.Attribute({ type: oid.messageDigest, values: [octets(sha256(content))] }),
    new pkijs.Attribute({ type: oid.signingCertificateV2, values: [signingCertificateV2(key.certificate)] }),
  ]);
  // What is signed is the SET itself, not its implicit tag in the structure.
  const signed = der(new asn1js.Set({ value: attributes.map((attribute) => attribute.toSchema()) }));
  const signature = await key.sign(signed);

  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
    digestAlgorithm: SHA_256(),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: RSA_SHA_256(),
    signature: octets(signature),
    ...(stamp && { unsignedAttrs: await stamped(signature, stamp) }),
  });
  const signedData = new pkijs.SignedData({
    // RFC 5652: what is not plain data makes it 3.
    version: contentType === oid.data ? 1 : 3,
    digestAlgorithms: [SHA_256()],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: contentType,
      ...(carried && { eContent: octets(content) }),
    }),
    ...(certificates.length > 0 && { certificates: [...certificates] }),
    signerInfos: [signerInfo],
  });
  return new pkijs.ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) });
}

/**
 * Signs content in the way PAdES baseline asks (ETSI EN 319 142-1): a detached CMS whose signed attributes are the content's
 * type, its digest and the certificate. There is no signing-time: the claimed time is the signature dictionary's `/M`.
 * The same content and key always give the same bytes, as long as nobody stamps them.
 *
 * With a stamper (level B-T), the RFC 3161 token over the signature is an unsigned attribute of its SignerInfo.
 */
export async function signCms(content: Uint8Array, key: SealKey, stamp?: TimeStamper): Promise<Uint8Array> {
  return der((await sign({ contentType: oid.data, content, carried: false }, key, { stamp })).toSchema());
}

/** The token of a time stamp (RFC 3161): what it says, carried and signed; with its certificates where they were asked for. */
export const signTimeStamp = (info: Uint8Array, key: SealKey, withCertificates: boolean): Promise<pkijs.ContentInfo> =>
  sign({ contentType: oid.tstInfo, content: info, carried: true }, key, {
    ...(!withCertificates && { certificates: [] }),
  });
