import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import { namesActiveContent } from './pdf-names.ts';
import { inspectStreams } from './pdf-streams.ts';
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
/** Says whether a file is a PDF that a colleague can open without fear. Runs in its own thread: see inspector.ts. */
export async function inspectPdf(bytes: Buffer): Promise<Verdict> {
  if (bytes.length === 0) return 'piece-empty';
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) return 'piece-not-pdf';
  if (!bytes.subarray(-2048).includes('%%EOF')) return 'piece-not-pdf';
  const streams = inspectStreams(bytes);
  // Encrypted, they cannot be unfolded either: the person reads why.
  if (streams === 'unreadable')
    return /\/Encrypt\b/.test(bytes.toString('latin1')) ? 'piece-encrypted' : 'piece-not-pdf';
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false, preserveXFA: true });
    if (document.isEncrypted) return 'piece-encrypted';
    if (document.getPageCount() === 0) return 'piece-not-pdf';
  } catch {
    return 'piece-not-pdf';
  }
  if (streams === 'active' || namesActiveContent(bytes.toString('latin1'))) return 'piece-active-content';
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
    if (FORBIDDEN_KEYS.has(name) || (name === 'OpenAction' && opensMoreThanAPage(dictionary, key))) return true;
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
