import { context, type Der, DerError, Members, octetsIn, readDer, readObjectId, TAG } from './der.ts';
import { oid } from './oids.ts';

/** A CMS of the type SignedData (RFC 5652), read but not yet trusted. */
export interface SignedData {
  /** Type of the signed content, as the structure says. */
  readonly contentType: string;
  /** Content inside the structure, when it is not detached. */
  readonly content: Uint8Array | null;
  /** As they are written. */
  readonly certificates: readonly Uint8Array[];
  readonly signerInfos: readonly Der[];
}

/** @throws {DerError} what is not one */
export function readSignedData(bytes: Uint8Array): SignedData {
  const contentInfo = new Members(readDer(bytes));
  if (readObjectId(contentInfo.next()) !== oid.signedData) throw new DerError('the CMS is not signed');
  const wrapped = new Members(contentInfo.next(context(0)), context(0));
  contentInfo.end();
  const signedData = new Members(wrapped.next(TAG.sequence));
  wrapped.end();
  signedData.next(TAG.integer);
  signedData.next(TAG.set);
  const encapsulated = new Members(signedData.next(TAG.sequence));
  const contentType = readObjectId(encapsulated.next());
  const carried = encapsulated.maybe(context(0));
  encapsulated.end();
  const certificates = signedData.maybe(context(0));
  signedData.maybe(context(1));
  const signers = new Members(signedData.next(TAG.set), TAG.set);
  signedData.end();
  return {
    contentType,
    content: carried ? octetsIn(new Members(carried, context(0)).next()) : null,
    // Others than plain certificates are known by their number.
    certificates: certificates
      ? new Members(certificates, context(0))
          .rest()
          .flatMap(({ tag, bytes: one }) => (tag === TAG.sequence ? [one] : []))
      : [],
    signerInfos: signers.rest(),
  };
}

/** Who issued a certificate, and its number, as they are written: how a signature names it. @throws {DerError} */
export function issuedAs(certificate: Uint8Array): { readonly issuer: Uint8Array; readonly serial: Uint8Array } {
  const signed = new Members(new Members(readDer(certificate)).next());
  signed.maybe(context(0));
  const serial = signed.next(TAG.integer).bytes;
  signed.next(TAG.sequence);
  return { issuer: signed.next(TAG.sequence).bytes, serial };
}
