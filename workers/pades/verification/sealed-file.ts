import { EVIDENCE_DIGEST_PATTERN, parsePdfDate, RECEIPT_PATTERN } from '../pdf/signature-dictionary.ts';
import { Invalid } from './invalid.ts';

/** The seal as the file holds it. */
export type SealField = {
  /** Everything but the signature itself. */
  signedBytes: [Uint8Array, Uint8Array];
  /** The CMS, without its padding. */
  cms: Uint8Array;
  /** Where the signature dictionary begins: nothing before it belongs to the seal. */
  dictionaryOffset: number;
  subFilter: string | null;
  /** The claimed time, `/M`. */
  claimedAt: Date | null;
  /** SHA-256 of the evidence, when the seal carries one. */
  evidenceDigest: string | null;
  /** Whether the seal says that the file is a receipt. */
  receipt: boolean;
};

/** Why a file that nobody sealed is not valid. */
export const NO_SEAL = 'the file bears no seal';

const BYTE_RANGE = /\/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,8}\]/y;
/** A signature as it is written. */
const DIGITS = /^<[0-9a-f]+>$/;
const MAX_DICTIONARY = 16_384;
/** Enough for any life of an act, renewed each year or so. */
const MAX_EDITIONS = 500;

/** A time stamp over all of a file before its end, but itself: an archive edition ends with one. */
export type DocumentStamp = Pick<SealField, 'signedBytes' | 'cms'> & {
  /** Where the former edition ends, and this one. */
  from: number;
  to: number;
};

/** A sealed file as it was sealed, and the editions that its archive added: each begins with the one before, byte for byte. */
export type Editions = { sealed: Uint8Array; stamps: DocumentStamp[]; holes: Hole[] };

/** Where a signature stands in a file, which it does not cover: from its « < » to after its « > ». */
type Hole = { from: number; to: number };

/** A signature as a file holds it, and its dictionary. */
type Signature = Pick<SealField, 'signedBytes' | 'cms' | 'dictionaryOffset'> & { dictionary: string };

const latin1 = (file: Uint8Array): string =>
  Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');

/**
 * Tells the editions of a file apart, by where each of its signatures ends: the seal, then document time stamps alone.
 * @throws {Invalid}
 */
export function editionsOf(file: Uint8Array): Editions {
  const text = latin1(file);
  const ends: number[] = [];
  const stamps: DocumentStamp[] = [];
  const holes: Hole[] = [];
  for (let from = 0; ; ) {
    const position = text.indexOf('/ByteRange', from);
    if (position === -1) break;
    const { firstLength, second, end } = rangeAt(text, position);
    if (end > file.length) throw new Invalid('the file was cut: bytes that the seal covers are missing');
    if (end <= position || ends.length > MAX_EDITIONS)
      throw new Invalid('the range of bytes that the seal covers is not possible');
    if (ends.length > 0) {
      const { dictionary, signedBytes, cms } = signatureIn(file.subarray(0, end), from);
      if (!/\/SubFilter\s*\/ETSI\.RFC3161\b/.test(dictionary))
        throw new Invalid('the file bears more than one signature, one seal is expected');
      stamps.push({ signedBytes, cms, from, to: end });
    }
    ends.push(end);
    holes.push({ from: firstLength, to: second });
    from = end;
  }
  const [sealed] = ends;
  if (sealed === undefined) throw new Invalid(text.startsWith('%PDF-') ? NO_SEAL : 'the file is not a PDF');
  const last = ends.at(-1) ?? 0;
  if (last < file.length) throw new Invalid(`${file.length - last} bytes were added after the seal`);
  return { sealed: file.subarray(0, sealed), stamps, holes };
}

/**
 * The same bytes, their signatures empty: these are verified apart, and to read their tens of thousands of digits as a PDF takes
 * longer than all the rest. What is not digits alone stays.
 */
export function withoutSignatures(file: Uint8Array, holes: readonly Hole[]): Uint8Array {
  const copy = Buffer.from(file);
  for (const { from, to } of holes) {
    if (DIGITS.test(copy.toString('latin1', from, to))) copy.fill(' ', from, to).write('<>', from, 'latin1');
  }
  return copy;
}

/**
 * Finds the one seal of a file and proves that it covers all of the file but itself. Works on bytes, not on the structure
 * of the PDF: since every byte is covered, no structure can hide anything.
 * @throws {Invalid}
 */
export function findSeal(file: Uint8Array): SealField {
  const { dictionary, ...signature } = signatureIn(file, 0);
  return {
    ...signature,
    subFilter: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary)?.[1] ?? null,
    claimedAt: parsePdfDate(/\/M\s*\((D:[^)]{1,40})\)/.exec(dictionary)?.[1] ?? ''),
    evidenceDigest: EVIDENCE_DIGEST_PATTERN.exec(dictionary)?.[1]?.toLowerCase() ?? null,
    receipt: RECEIPT_PATTERN.test(dictionary),
  };
}

function rangeAt(text: string, position: number) {
  BYTE_RANGE.lastIndex = position;
  const found = BYTE_RANGE.exec(text);
  if (!found) throw new Invalid('the range of bytes that the seal covers cannot be read');
  const [start = -1, firstLength = -1, second = -1, secondLength = -1] = found.slice(1).map(Number);
  return { start, firstLength, second, end: second + secondLength };
}

/** The one signature of what comes after that place, over all of the file but itself. @throws {Invalid} */
function signatureIn(file: Uint8Array, from: number): Signature {
  const text = latin1(file);
  if (!text.startsWith('%PDF-')) throw new Invalid('the file is not a PDF');
  const position = text.lastIndexOf('/ByteRange');
  if (position < from) throw new Invalid(NO_SEAL);
  if (text.indexOf('/ByteRange', from) !== position)
    throw new Invalid('the file bears more than one signature, one seal is expected');
  const { start, firstLength, second, end } = rangeAt(text, position);
  if (start !== 0) throw new Invalid('the seal does not cover the beginning of the file');
  if (end < file.length) throw new Invalid(`${file.length - end} bytes were added after the seal`);
  if (end > file.length) throw new Invalid('the file was cut: bytes that the seal covers are missing');
  if (firstLength < position || second <= firstLength + 2)
    throw new Invalid('the range of bytes that the seal covers is not possible');

  const hole = text.slice(firstLength, second);
  if (!DIGITS.test(hole) || hole.length % 2 !== 0) {
    throw new Invalid('what the seal leaves uncovered is not a signature and nothing else');
  }
  const dictionaryOffset = text.lastIndexOf('obj', position);
  const before = text.slice(dictionaryOffset, firstLength);
  const after = text.slice(second, second + MAX_DICTIONARY).split('endobj')[0] ?? '';
  if (dictionaryOffset < from || before.length > MAX_DICTIONARY || !/\/Contents\s*$/.test(before)) {
    throw new Invalid('the signature is not where the signature dictionary says');
  }
  return {
    signedBytes: [file.subarray(0, firstLength), file.subarray(second)],
    cms: withoutPadding(Buffer.from(hole.slice(1, -1), 'hex')),
    dictionaryOffset,
    dictionary: before + after,
  };
}

/** The CMS says its own length; only zeros may follow it. */
function withoutPadding(padded: Uint8Array): Uint8Array {
  const [tag, first = 0] = padded;
  if (tag !== 0x30 || first < 0x81 || first > 0x84) throw new Invalid('the signature cannot be read');
  const header = 2 + (first & 0x7f);
  let length = 0;
  for (const byte of padded.subarray(2, header)) length = length * 256 + byte;
  const end = header + length;
  if (end > padded.length) throw new Invalid('the signature is cut');
  if (Buffer.compare(padded.subarray(end), new Uint8Array(padded.length - end)) !== 0)
    throw new Invalid('something is hidden after the signature');
  return padded.subarray(0, end);
}
