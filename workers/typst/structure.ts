import { createHash } from 'node:crypto';

/** The words of an element: its title, what it is read as. */
const WORDS = /(\/(?:T|Alt|ActualText) )(\(\)|<(?:FEFF)?>|\((?:\\[\s\S]|[^\\)])*\)|<[^>]*>)/g;
/** The pieces of the page that an element holds, by their numbers: they follow lines and pages. */
const PIECES = /(\/K \[)([^\]<]*)/g;

/**
 * A digest of the structure that the compiler wrote (ISO 32000-1, 14.7): its elements, one within the other, and which of them
 * have words; not the words, nor what stands on which page. Acts of one template mostly share it.
 * @throws {Error} when the compiler writes its files in another way
 */
export function structureOf(pdf: Uint8Array): string {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const root = text.indexOf('/Type /StructTreeRoot');
  const end = text.indexOf('endobj', text.lastIndexOf('/Type /StructElem'));
  if (root < 0 || end < root) throw new Error('The compiler no longer writes PDF as it did: structure');
  const structure = text
    .slice(root, end)
    .replace(WORDS, (_all, key: string, words: string) => key + (/^(?:\(\)|<(?:FEFF)?>)$/.test(words) ? '()' : '(…)'))
    .replace(PIECES, (_all, start: string, pieces: string) => start + (pieces.match(/\d+ 0 R/g) ?? []).join(' '));
  const elements = structure.match(/<<\n {2}\/Type \/StructElem[\s\S]*?\nendobj/g) ?? [];
  return createHash('sha256')
    .update(`${text.includes('<dc:title>')} ${elements.join()}`)
    .digest('hex');
}
