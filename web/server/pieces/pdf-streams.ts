import { constants, inflateSync } from 'node:zlib';
import { namesActiveContent, plainNames } from './pdf-names.ts';

/** One stream of a PDF may unfold to this much: a page scanned in colour at 600 dpi. */
const LARGEST_STREAM = 128 * 1024 * 1024;
/** And all of them to this much. */
const LARGEST_FILE = 512 * 1024 * 1024;

const KEYWORDS = /stream\r?\n|obj\b/g;
/** Streams that the parser itself unfolds: those that hold objects, and tables of where objects are. */
const STRUCTURAL = /\/(?:ObjStm|XRef)\b/;
const FLATE_ALONE = /\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\s*\]?\s*(?:\/|>>)/;

/**
 * Looks at every stream of a file before the parser does. It inflates without a limit, outside of the heap that a
 * thread's limits govern; and of two objects with one number it keeps the last, where a viewer may open the first. So
 * what holds objects must be compressed in the one ordinary way, unfold within measure, and name nothing active, whether
 * the parser will look there or not.
 */
export function inspectStreams(bytes: Buffer): 'fine' | 'unreadable' | 'active' {
  const text = bytes.toString('latin1');
  let unfolded = 0;
  let described = 0;
  let end = 0;
  for (const { 0: keyword, index } of text.matchAll(KEYWORDS)) {
    if (text.startsWith('end', index - 3)) continue;
    if (keyword === 'obj') {
      described = index;
      continue;
    }
    const from = index + keyword.length;
    const isStructural = STRUCTURAL.test(plainNames(text.slice(described, index)));
    const ordinary = !isStructural || FLATE_ALONE.test(plainNames(text.slice(described, index)));
    described = from;
    if (end < from) end = text.indexOf('endstream', from);
    // No stream of a whole file lacks its end.
    if (end < 0 || !ordinary) return 'unreadable';
    // No zlib header: the parser keeps it as it is.
    if (!isStructural && ((bytes[from] ?? 0) & 0x0f) !== 8) continue;
    const content = unfold(bytes.subarray(from, end), isStructural);
    if (content === 'too-much' || (content === null && isStructural)) return 'unreadable';
    unfolded += content?.length ?? 0;
    if (unfolded > LARGEST_FILE) return 'unreadable';
    if (isStructural && content && namesActiveContent(content.toString('latin1'))) return 'active';
  }
  return 'fine';
}

/** Null when it is not what it says; a picture cut short still shows, a cut list of objects hides some. */
function unfold(compressed: Buffer, whole: boolean): Buffer | 'too-much' | null {
  try {
    return inflateSync(compressed, {
      maxOutputLength: LARGEST_STREAM,
      ...(!whole && { finishFlush: constants.Z_SYNC_FLUSH }),
    });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-much' : null;
  }
}
