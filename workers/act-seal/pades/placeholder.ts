import {
  ParseSpeeds,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
} from '@cantoo/pdf-lib';
import {
  ANNOTATION_FLAGS,
  DEFAULT_BYTE_RANGE_PLACEHOLDER,
  SIG_FLAGS,
  SUBFILTER_ETSI_CADES_DETACHED,
} from '@signpdf/utils';
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
export async function addSealPlaceholder(pdf: Uint8Array, claims: SealClaims, room: number): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, {
    forIncrementalUpdate: true,
    updateMetadata: false,
    parseSpeed: ParseSpeeds.Fastest,
  });
  const { context, catalog } = document;
  const placeholder = PDFName.of(DEFAULT_BYTE_RANGE_PLACEHOLDER);

  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: SUBFILTER_ETSI_CADES_DETACHED,
    ByteRange: [PDFNumber.of(0), placeholder, placeholder, placeholder],
    Contents: PDFHexString.of('0'.repeat(room * 2)),
    M: PDFString.of(toPdfDate(claims.signedAt)),
    Name: text(claims.signerName),
    Reason: text(claims.reason),
    Location: text(claims.location),
  });
  if (claims.evidenceDigest !== undefined) {
    signature.set(PDFName.of(EVIDENCE_DIGEST_NAME), PDFHexString.of(claims.evidenceDigest));
  }
  if (claims.receipt === true) signature.set(PDFName.of(RECEIPT_NAME), PDFBool.True);
  const page = document.getPage(document.getPageCount() - 1);
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    V: context.register(signature),
    T: PDFString.of('Sceau'),
    F: ANNOTATION_FLAGS.PRINT | 128, // Locked
    P: page.ref,
  });
  const widgetRef = context.register(widget);

  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  page.node.set(PDFName.of('Annots'), context.obj([...(annotations?.asArray() ?? []), widgetRef]));
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  const newForm = form ? form.clone(context) : context.obj({});
  newForm.set(PDFName.of('Fields'), context.obj([...(fields?.asArray() ?? []), widgetRef]));
  newForm.set(PDFName.of('SigFlags'), PDFNumber.of(SIG_FLAGS.SIGNATURES_EXIST | SIG_FLAGS.APPEND_ONLY));
  catalog.set(PDFName.of('AcroForm'), newForm);

  // The signature must be readable as bytes: it cannot live in a compressed object stream.
  const update = await document.saveIncremental(context.snapshot ?? document.takeSnapshot(), {
    useObjectStreams: false,
  });
  return Buffer.concat([pdf, update]);
}
