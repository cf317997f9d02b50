import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { unfoldsWithinMeasure } from './unfold.ts';
import type { Verdict } from './verdict.ts';

/** What an action may not do. Following a link or going to a page is all that remains. */
const FORBIDDEN_ACTIONS = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'GoToR',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'Trans',
  'GoTo3DView',
]);
/** Entries whose mere presence means a script, an attached file, or something that runs without being clicked on. */
const FORBIDDEN_KEYS = new Set(['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'XFA', 'RichMediaContent', 'AA']);
const FORBIDDEN_TYPES = new Set(['EmbeddedFile', 'FileAttachment', 'RichMedia', 'Screen', '3D']);

/**
 * Reads a file as a PDF and writes it anew, from what its pages reach and nothing else. Two readers may see two files in
 * the same bytes (an object given twice, hidden in another, under a name in disguise): what is kept is what was looked at.
 * Refuses what a colleague could not open without fear. Runs in its own thread: see inspector.ts.
 */
export async function rewritePdf(bytes: Buffer): Promise<Verdict> {
  if (bytes.length === 0) return { refused: 'piece-empty' };
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) return { refused: 'piece-not-pdf' };
  if (!bytes.subarray(-2048).includes('%%EOF')) return { refused: 'piece-not-pdf' };
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      updateMetadata: false,
      preserveXFA: true,
      // What cannot be read whole would be kept in part.
      throwOnInvalidObject: true,
      parseSpeed: Number.POSITIVE_INFINITY,
    });
    if (document.isEncrypted) return { refused: 'piece-encrypted' };
    if (document.getPageCount() === 0) return { refused: 'piece-not-pdf' };
  } catch {
    // Encrypted, its objects cannot be read either: the person reads why.
    return { refused: bytes.includes('/Encrypt') ? 'piece-encrypted' : 'piece-not-pdf' };
  }
  const reached = reachedFrom(document);
  for (const object of reached.objects) {
    if (object instanceof PDFDict && isActive(object)) return { refused: 'piece-active-content' };
  }
  const streams = reached.objects.filter((object) => object instanceof PDFRawStream);
  if (!(await unfoldsWithinMeasure(streams))) return { refused: 'piece-not-pdf' };
  for (const [ref] of document.context.enumerateIndirectObjects()) {
    if (!reached.refs.has(ref)) document.context.delete(ref);
  }
  return { bytes: await written(document) };
}

const written = (document: PDFDocument): Promise<Uint8Array> =>
  document.save({ addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Number.POSITIVE_INFINITY });

/** Every object that the document leads to, and the references of those that have one. */
function reachedFrom({ context }: PDFDocument): { objects: PDFObject[]; refs: Set<PDFRef> } {
  const { Root, Info, ID } = context.trailerInfo;
  const refs = new Set<PDFRef>();
  const objects: PDFObject[] = [];
  const waiting: (PDFObject | undefined)[] = [Root, Info, ID];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (object === undefined) continue;
    if (object instanceof PDFRef) {
      if (refs.has(object)) continue;
      refs.add(object);
      waiting.push(context.lookup(object));
      continue;
    }
    objects.push(object);
    if (object instanceof PDFArray) for (const item of object.asArray()) waiting.push(item);
    else if (object instanceof PDFDict) for (const value of object.values()) waiting.push(value);
    else if (object instanceof PDFStream) waiting.push(object.dict);
  }
  return { objects, refs };
}

/** Whether a dictionary does, opens or carries something; what it says through a reference counts too. */
function isActive(dictionary: PDFDict): boolean {
  for (const [key] of dictionary.entries()) {
    const name = key.decodeText();
    if (FORBIDDEN_KEYS.has(name) || (name === 'OpenAction' && opensMoreThanAPage(dictionary, key))) return true;
    const value = dictionary.lookup(key);
    if (!(value instanceof PDFName)) continue;
    const stated = value.decodeText();
    if (name === 'S' && FORBIDDEN_ACTIONS.has(stated)) return true;
    if ((name === 'Type' || name === 'Subtype') && FORBIDDEN_TYPES.has(stated)) return true;
  }
  return false;
}

/** Opening at a page is no action to fear; opening an address, printing, anything else unasked is. */
function opensMoreThanAPage(dictionary: PDFDict, key: PDFName): boolean {
  const action = dictionary.lookup(key);
  if (!(action instanceof PDFDict)) return false;
  const kind = action.lookup(PDFName.of('S'));
  return !(kind instanceof PDFName && kind.decodeText() === 'GoTo');
}
