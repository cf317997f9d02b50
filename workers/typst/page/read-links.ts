import {
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFString,
} from '@cantoo/pdf-lib';
import { type Box, boxOf, IDENTITY } from './geometry.ts';

/** What one can click on a page, where, and what it opens: « » when it is no address. */
export interface PageLink {
  readonly page: number;
  readonly box: Box;
  readonly address: string;
}

/** Every address that a PDF holds, wherever it stands, and what its pages make clickable. */
export async function readLinks(pdf: Uint8Array): Promise<{ addresses: string[]; links: PageLink[] }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const links = document.getPages().flatMap(({ node }, index) =>
    (node.Annots()?.asArray() ?? []).map((reference): PageLink => {
      const annotation = document.context.lookup(reference, PDFDict);
      const { x, y, width, height } = annotation.lookup(PDFName.of('Rect'), PDFArray).asRectangle();
      const [address = ''] = addressesIn(document.context.lookup(annotation.get(PDFName.of('A'))) ?? annotation);
      return { page: index + 1, box: boxOf([x, y, x + width, y + height], IDENTITY), address };
    }),
  );
  const addresses = document.context.enumerateIndirectObjects().flatMap(([, object]) => addressesIn(object));
  return { addresses, links };
}

/** However it is written: names are the same object once they are decoded. */
const URI = PDFName.of('URI');

/** The addresses of the actions in an object, at any depth. */
function addressesIn(object: PDFObject): string[] {
  if (object instanceof PDFArray) return object.asArray().flatMap(addressesIn);
  if (!(object instanceof PDFDict)) return [];
  return object.entries().flatMap(([key, value]) => {
    const isText = value instanceof PDFString || value instanceof PDFHexString;
    return key === URI && isText ? [value.decodeText()] : addressesIn(value);
  });
}
