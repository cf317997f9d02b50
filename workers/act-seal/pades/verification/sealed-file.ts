import { EVIDENCE_DIGEST_PATTERN, parsePdfDate, RECEIPT_PATTERN } from '../signature-dictionary.ts';
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

const BYTE_RANGE = /\/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,8}\]/y;
const MAX_DICTIONARY = 16_384;

/**
 * Finds the one seal of a file and proves that it covers all of the file but itself. Works on bytes, not on the structure
 * of the PDF: since every byte is covered, no structure can hide anything.
 * @throws {Invalid}
 */
export function findSeal(file: Uint8Array): SealField {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  if (!text.startsWith('%PDF-')) throw new Invalid('the file is not a PDF');
  const position = text.lastIndexOf('/ByteRange');
  if (position === -1) throw new Invalid('the file bears no seal');
  if (text.indexOf('/ByteRange') !== position)
    throw new Invalid('the file bears more than one signature, one seal is expected');
  BYTE_RANGE.lastIndex = position;
  const found = BYTE_RANGE.exec(text);
  if (!found) throw new Invalid('the range of bytes that the seal covers cannot be read');
  const [start = -1, firstLength = -1, second = -1, secondLength = -1] = found.slice(1).map(Number);
  if (start !== 0) throw new Invalid('the seal does not cover the beginning of the file');
  if (second + secondLength < file.length) {
    throw new Invalid(`${file.length - second - secondLength} bytes were added after the seal`);
  }
  if (second + secondLength > file.length)
    throw new Invalid('the file was cut: bytes that the seal covers are missing');
  if (firstLength < position || second <= firstLength + 2)
    throw new Invalid('the range of bytes that the seal covers is not possible');

  const hole = text.slice(firstLength, second);
  if (!/^<[0-9A-Fa-f]+>$/.test(hole) || hole.length % 2 !== 0) {
    throw new Invalid('what the seal leaves uncovered is not a signature and nothing else');
  }
  const dictionaryOffset = text.lastIndexOf('obj', position);
  const before = text.slice(dictionaryOffset, firstLength);
  const after = text.slice(second, second + MAX_DICTIONARY).split('endobj')[0] ?? '';
  if (dictionaryOffset === -1 || before.length > MAX_DICTIONARY || !/\/Contents\s*$/.test(before)) {
    throw new Invalid('the signature is not where the signature dictionary says');
  }
  const dictionary = before + after;
  return {
    signedBytes: [file.subarray(0, firstLength), file.subarray(second)],
    cms: withoutPadding(Buffer.from(hole.slice(1, -1), 'hex')),
    dictionaryOffset,
    subFilter: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(dictionary)?.[1] ?? null,
    claimedAt: parsePdfDate(/\/M\s*\((D:[^)]{1,40})\)/.exec(dictionary)?.[1] ?? ''),
    evidenceDigest: EVIDENCE_DIGEST_PATTERN.exec(dictionary)?.[1]?.toLowerCase() ?? null,
    receipt: RECEIPT_PATTERN.test(dictionary),
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
  if (padded.subarray(end).some((byte) => byte !== 0)) throw new Invalid('something is hidden after the signature');
  return padded.subarray(0, end);
}
