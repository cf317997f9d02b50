import { type PDFContext, PDFDict, type PDFObject, PDFObjectParser } from '@cantoo/pdf-lib';
import { Invalid } from './invalid.ts';

/** An object of an update; a stream has its content apart. */
export interface Added {
  readonly value: PDFObject;
  readonly stream: Uint8Array | null;
}

/** What one incremental update of a PDF writes: its objects by number, and where its table of them stands. */
export interface Update {
  readonly objects: ReadonlyMap<number, Added>;
  readonly trailer: PDFDict;
  readonly startxref: number;
}

const OBJECT = /\s*(\d{1,8}) 0 obj\n/y;
const TABLE = /\s*xref\n/y;
const SECTION = /(\d{1,8}) (\d{1,8})\n/y;
const ENTRY = /(\d{10}) (\d{5}) ([nf])[ \r]\n/y;
const TRAILER = /\s*trailer\n/y;
const END = /\s*startxref\n(\d{1,10})\n%%EOF\s*$/y;
const STREAM = /\nstream\n/;

/**
 * Reads the bytes that were added to a PDF, written plainly as this portal writes them: objects one after the other, each once, a
 * table that names these very places, a trailer. Whatever could be read in two ways is refused: two readers see one document.
 * @throws {Invalid}
 */
export function readUpdate(file: Uint8Array, from: number, to: number, context: PDFContext): Update {
  const text = Buffer.from(file.buffer, file.byteOffset, to).toString('latin1');
  let at = from;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const must = (pattern: RegExp): RegExpExecArray => take(pattern) ?? refuse();
  const objects = new Map<number, Added>();
  const places = new Map<number, number>();
  for (let found = take(OBJECT); found; found = take(OBJECT)) {
    const number = Number(found[1]);
    if (objects.has(number)) refuse();
    places.set(number, at - `${number} 0 obj\n`.length);
    const { added, end } = readObject(text, at, context);
    objects.set(number, added);
    at = end;
  }
  must(TABLE);
  const table = at - 'xref\n'.length;
  for (let section = take(SECTION); section; section = take(SECTION)) {
    const [first, count] = [Number(section[1]), Number(section[2])];
    for (let number = first; number < first + count; number++) {
      const [, place, , kind] = must(ENTRY);
      // No object of before is taken away; the first entry is that of none.
      if (kind === 'f' ? number !== 0 : places.get(number) !== Number(place)) refuse();
      places.delete(number);
    }
  }
  if (places.size > 0) refuse();
  must(TRAILER);
  const { added, end } = readValue(text, at, '\nstartxref\n', context);
  at = end - '\nstartxref\n'.length;
  const startxref = Number(must(END)[1]);
  if (startxref !== table || !(added instanceof PDFDict)) refuse();
  return { objects, trailer: added as PDFDict, startxref };
}

function readObject(text: string, at: number, context: PDFContext): { added: Added; end: number } {
  const close = text.indexOf('\nendobj\n', at);
  const head = text.slice(at, close);
  const stream = STREAM.exec(head);
  if (!stream) {
    const { added: value, end } = readValue(text, at, '\nendobj\n', context);
    return { added: { value, stream: null }, end };
  }
  const { added: value } = readValue(text, at, '\nstream\n', context);
  const length = value instanceof PDFDict ? Number(/\/Length (\d{1,9})\n/.exec(value.toString())?.[1]) : Number.NaN;
  const begin = at + stream.index + stream[0].length;
  const tail = '\nendstream\nendobj\n';
  if (!Number.isInteger(length) || text.slice(begin + length, begin + length + tail.length) !== tail) refuse();
  const content = Buffer.from(text.slice(begin, begin + length), 'latin1');
  return { added: { value, stream: content }, end: begin + length + tail.length };
}

/** A value up to there, written in the one way that it is written anew. */
function readValue(text: string, at: number, until: string, context: PDFContext): { added: PDFObject; end: number } {
  const stop = text.indexOf(until, at);
  if (stop === -1) refuse();
  const written = text.slice(at, stop);
  const added = PDFObjectParser.forBytes(Buffer.from(written, 'latin1'), context).parseObject();
  if (inOnePiece(added.toString()) !== inOnePiece(written)) refuse();
  return { added, end: stop + until.length };
}

const inOnePiece = (text: string): string => text.replace(/\s+/g, '');

function refuse(): never {
  throw new Invalid('what was added is not written as this portal writes it');
}
