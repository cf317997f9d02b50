import { PDFBool, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';
import { addSignatureField, emptySignature, extended } from './incremental.ts';
import { toPdfDate } from './paris-time.ts';
import { EVIDENCE_DIGEST_NAME, RECEIPT_NAME } from './signature-dictionary.ts';

/** What the signature dictionary claims, beside the signature itself. */
export type SealClaims = {
  signedAt: Date;
  /** Who seals, e.g. the ministry. */
  signerName: string;
  reason: string;
  location: string;
  /** SHA-256 (hex) of the evidence, see `evidenceDigest` in the domain; the seal then covers it. */
  evidenceDigest?: string;
  /** Whether it is a receipt, which nobody signed and which has no evidence beside it. */
  receipt?: boolean;
};

/** Texts are written in hexadecimal: no name can be mistaken for the syntax around it. */
const text = (value: string): PDFHexString => PDFHexString.fromText(value);

/**
 * Adds an invisible signature field and an empty signature, as an incremental update: the bytes given stay where they are.
 * @param room bytes kept for the signature
 */
export const addSealPlaceholder = (pdf: Uint8Array, claims: SealClaims, room: number): Promise<Uint8Array> =>
  extended(pdf, (document, changed) => {
    const signature = document.context.obj({
      Type: 'Sig',
      ...emptySignature(SUBFILTER_ETSI_CADES_DETACHED, room),
      M: PDFString.of(toPdfDate(claims.signedAt)),
      Name: text(claims.signerName),
      Reason: text(claims.reason),
      Location: text(claims.location),
    });
    if (claims.evidenceDigest !== undefined) {
      signature.set(PDFName.of(EVIDENCE_DIGEST_NAME), PDFHexString.of(claims.evidenceDigest));
    }
    if (claims.receipt === true) signature.set(PDFName.of(RECEIPT_NAME), PDFBool.True);
    addSignatureField(document, changed, { signature, name: 'Sceau' });
  });
