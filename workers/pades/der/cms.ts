import { createHash } from 'node:crypto';
import { certificatesOnce, type SealKey } from '../keys/key.ts';
import type { TimeStamper } from '../stamps/time-stamping.ts';
import { context, der, objectId, octets, readDer, sequence, setOf, smallInteger, TAG, utcTime } from './der.ts';
import { oid } from './oids.ts';
import { issuedAs } from './signed-data.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const NOTHING = der(TAG.null);
export const SHA_256 = sequence(objectId(oid.sha256), NOTHING);
const RSA_SHA_256 = sequence(objectId(oid.sha256WithRsa), NOTHING);

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(objectId(type), der(TAG.set, value));

/** SigningCertificateV2 (RFC 5035): binds the signature to this very certificate. SHA-256 is its default hash, hence not written. */
const signingCertificateV2 = (certificate: Uint8Array): Uint8Array =>
  sequence(sequence(sequence(octets(sha256(certificate)))));

const nameOf = certificatesOnce((certificate) => {
  const { issuer, serial } = issuedAs(certificate);
  return sequence(issuer, serial);
});

/** What a CMS signs: a file beside it, or what it carries itself; and when it claims to, which PAdES says elsewhere. */
interface Signed {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly carried: boolean;
  readonly claimedAt?: Date;
}

async function sign(
  { contentType, content, carried, claimedAt }: Signed,
  key: SealKey,
  {
    stamp,
    certificates = [key.certificate, ...key.chain],
  }: { stamp?: TimeStamper | undefined; certificates?: readonly Uint8Array[] },
): Promise<Uint8Array> {
  const attributes = setOf(
    attribute(oid.contentType, objectId(contentType)),
    attribute(oid.messageDigest, octets(sha256(content))),
    attribute(oid.signingCertificateV2, signingCertificateV2(key.certificate)),
    ...(claimedAt ? [attribute(oid.signingTime, utcTime(claimedAt))] : []),
  );
  // What is signed is the SET itself, not its implicit tag in the structure.
  const signature = await key.sign(attributes);
  const signerInfo = sequence(
    smallInteger(1),
    nameOf(key)[0],
    SHA_256,
    der(context(0), readDer(attributes).content),
    RSA_SHA_256,
    octets(signature),
    ...(stamp ? [der(context(1), attribute(oid.timeStampToken, await stamp(signature)))] : []),
  );
  const signedData = sequence(
    // RFC 5652: what is not plain data makes it 3.
    smallInteger(contentType === oid.data ? 1 : 3),
    der(TAG.set, SHA_256),
    sequence(objectId(contentType), ...(carried ? [der(context(0), octets(content))] : [])),
    ...(certificates.length > 0 ? [der(context(0), ...certificates)] : []),
    der(TAG.set, signerInfo),
  );
  return sequence(objectId(oid.signedData), der(context(0), signedData));
}

/**
 * Signs content in the way PAdES baseline asks (ETSI EN 319 142-1): a detached CMS whose signed attributes are the content's
 * type, its digest and the certificate. There is no signing-time: the claimed time is the signature dictionary's `/M`.
 * The same content and key always give the same bytes, as long as nobody stamps them.
 *
 * With a stamper (level B-T), the RFC 3161 token over the signature is an unsigned attribute of its SignerInfo.
 */
export const signCms = (content: Uint8Array, key: SealKey, stamp?: TimeStamper): Promise<Uint8Array> =>
  sign({ contentType: oid.data, content, carried: false }, key, { stamp });

/**
 * Signs a statement in the way CAdES baseline asks (ETSI EN 319 122-1): one CMS that carries it, with its signing-time; level
 * B-T with a stamper.
 */
export const signStatement = (
  content: Uint8Array,
  key: SealKey,
  { claimedAt, stamp }: { readonly claimedAt: Date; readonly stamp?: TimeStamper | undefined },
): Promise<Uint8Array> => sign({ contentType: oid.data, content, carried: true, claimedAt }, key, { stamp });

/** The token of a time stamp (RFC 3161): what it says, carried and signed; with its certificates where they were asked for. */
export const signTimeStamp = (info: Uint8Array, key: SealKey, withCertificates: boolean): Promise<Uint8Array> =>
  sign({ contentType: oid.tstInfo, content: info, carried: true }, key, {
    ...(!withCertificates && { certificates: [] }),
  });
