import { constants, inflateSync } from 'node:zlib';

/** One stream of a PDF may unfold to this much: a page scanned in colour at 600 dpi. */
const LARGEST_STREAM = 128 * 1024 * 1024;

/**
 * True when a stream of the file unfolds beyond measure. The parser inflates without a limit, and outside of the heap
 * that a thread's limits govern, so this must be known before it runs.
 */
export function unfoldsTooMuch(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  // Compressed twice: no honest program does it, and the size below would be that of the first layer.
  if (/\/Fl(?:ateDecode)?\s*\/Fl(?:ateDecode)?\b/.test(text)) return true;
  const opening = /stream\r?\n/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    if (text.startsWith('end', found.index - 3) || bytes[opening.lastIndex] === undefined) continue;
    if (((bytes[opening.lastIndex] ?? 0) & 0x0f) !== 8) continue; // no zlib header: nothing will inflate it
    const end = text.indexOf('endstream', opening.lastIndex);
    if (overflows(bytes.subarray(opening.lastIndex, end < 0 ? undefined : end))) return true;
    if (end > 0) opening.lastIndex = end;
  }
  return false;
}

function overflows(compressed: Buffer): boolean {
  try {
    inflateSync(compressed, { maxOutputLength: LARGEST_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
