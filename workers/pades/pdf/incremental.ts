import {
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
} from '@cantoo/pdf-lib';
import { ANNOTATION_FLAGS, DEFAULT_BYTE_RANGE_PLACEHOLDER, SIG_FLAGS } from '@signpdf/utils';
import { essentialsOf } from './essentials.ts';
import { FIELD_SAYS, tagField } from './structure.ts';

const LOCKED = 128;

/** What is written of a document again, beside what is new. */
export type Changes = ReturnType<PDFDocument['takeSnapshot']>;

/**
 * A PDF with what is added to it, as an incremental update: the bytes given stay where they are. Objects that are new are written;
 * `changed` is told of those that were there: to have the library follow each change cost more than all the rest of a seal. Nor
 * does it read more of the document than what the changes need, where this can be told.
 */
export async function extended(
  pdf: Uint8Array,
  add: (document: PDFDocument, changed: Changes) => void,
): Promise<Uint8Array> {
  const essentials = essentialsOf(pdf);
  const read = essentials?.file ?? pdf;
  const document = await PDFDocument.load(read, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  if (essentials) {
    document.context.pdfFileDetails.pdfSize = pdf.length;
    document.context.largestObjectNumber = essentials.size - 1;
  }
  const changed = document.takeSnapshot();
  add(document, changed);
  // A signature must be readable as bytes: it cannot live in a compressed object stream.
  const update = await document.saveIncremental(changed, { useObjectStreams: false });
  return Buffer.concat([pdf, update]);
}

/** What every signature dictionary holds until it is signed: `room` bytes for the signature, over the rest of the file. */
export function emptySignature(subFilter: string, room: number) {
  const placeholder = PDFName.of(DEFAULT_BYTE_RANGE_PLACEHOLDER);
  return {
    Filter: 'Adobe.PPKLite',
    SubFilter: subFilter,
    ByteRange: [PDFNumber.of(0), placeholder, placeholder, placeholder],
    Contents: PDFHexString.of('0'.repeat(room * 2)),
  };
}

/** Adds an invisible field that bears this signature, with words for a screen reader. */
export function addSignatureField(
  document: PDFDocument,
  changed: Changes,
  { signature, name }: { signature: PDFDict; name: string },
): void {
  const { context, catalog } = document;
  const page = document.getPage(document.getPageCount() - 1);
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    V: context.register(signature),
    T: PDFString.of(name),
    F: ANNOTATION_FLAGS.PRINT | LOCKED,
    P: page.ref,
  });
  const widgetRef = context.register(widget);
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  page.node.set(PDFName.of('Annots'), context.obj([...(annotations?.asArray() ?? []), widgetRef]));
  const says = FIELD_SAYS[signature.lookup(PDFName.of('Type'), PDFName).decodeText()];
  if (says !== undefined) tagField(document, changed, { page, field: widget, ref: widgetRef, says });
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  const newForm = form ? form.clone(context) : context.obj({});
  newForm.set(PDFName.of('Fields'), context.obj([...(fields?.asArray() ?? []), widgetRef]));
  newForm.set(PDFName.of('SigFlags'), PDFNumber.of(SIG_FLAGS.SIGNATURES_EXIST | SIG_FLAGS.APPEND_ONLY));
  catalog.set(PDFName.of('AcroForm'), newForm);
  changed.markObjsForSave([catalog, page.node]);
}
