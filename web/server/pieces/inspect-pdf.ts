import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import { unfoldsTooMuch } from './pdf-bombs.ts';
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
/** Entries whose mere presence means a script, an attached file or a form that a viewer would run. */
const FORBIDDEN_KEYS = new Set(['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'XFA', 'RichMediaContent']);
const FORBIDDEN_TYPES = new Set(['EmbeddedFile', 'FileAttachment', 'RichMedia', 'Screen', '3D']);
/** A parser reads one version of each object, a viewer may read another: the bytes are searched as well. */
const FORBIDDEN_BYTES = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b/;

/** Says whether a file is a PDF that a colleague can open without fear. Runs in its own thread: see inspector.ts. */
export async function inspectPdf(bytes: Buffer): Promise<Verdict> {
  if (bytes.length === 0) return 'piece-empty';
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) return 'piece-not-pdf';
  if (!bytes.subarray(-2048).includes('%%EOF') || unfoldsTooMuch(bytes)) return 'piece-not-pdf';
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false, preserveXFA: true });
    if (document.isEncrypted) return 'piece-encrypted';
    if (document.getPageCount() === 0) return 'piece-not-pdf';
  } catch {
    return 'piece-not-pdf';
  }
  if (FORBIDDEN_BYTES.test(bytes.toString('latin1'))) return 'piece-active-content';
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (isActive(object)) return 'piece-active-content';
  }
  return 'fine';
}

function isActive(root: PDFObject): boolean {
  const waiting: PDFObject[] = [root];
  for (let object = waiting.pop(); object; object = waiting.pop()) {
    if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFDict || object instanceof PDFStream || object instanceof PDFRawStream) {
      const dictionary = object instanceof PDFDict ? object : object.dict;
      if (isActiveDictionary(dictionary)) return true;
      waiting.push(...dictionary.values());
    }
  }
  return false;
}

function isActiveDictionary(dictionary: PDFDict): boolean {
  for (const [key, value] of dictionary.entries()) {
    const name = key.decodeText();
    if (FORBIDDEN_KEYS.has(name)) return true;
    if (!(value instanceof PDFName)) continue;
    const stated = value.decodeText();
    if (name === 'S' && FORBIDDEN_ACTIONS.has(stated)) return true;
    if ((name === 'Type' || name === 'Subtype') && FORBIDDEN_TYPES.has(stated)) return true;
  }
  return false;
}
