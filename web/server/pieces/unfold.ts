import { Readable } from 'node:stream';
import { constants, createInflate } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFName, PDFRawStream } from '@cantoo/pdf-lib';

/** One stream of a PDF may unfold to this much: a page scanned in colour at 600 dpi. */
const LARGEST_STREAM = 128 * 1024 * 1024;
/** And all of them to this much. */
const LARGEST_FILE = 512 * 1024 * 1024;
/** Read by so much at a time: most streams are small, and a large buffer for each costs more than reading it. */
const CHUNK = 64 * 1024;
/** What a picture is packed by: its width and height bound it. */
const PICTURES = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode']);

/** Whether whoever opens the file has room for what its streams unfold to. Nothing of it is kept here. */
export async function unfoldsWithinMeasure(streams: readonly PDFRawStream[]): Promise<boolean> {
  let total = 0;
  for (const stream of streams) {
    const packings = packingsOf(stream);
    const asUsual = packings.every((name) => name === 'FlateDecode') && packings.length <= 1;
    const size = asUsual ? await inflatedSize(stream.contents) : sizeThrough(packings, stream);
    total += size;
    if (size > LARGEST_STREAM || total > LARGEST_FILE) return false;
  }
  return true;
}

/** How a stream says that it is packed, the outermost first. */
function packingsOf({ dict }: PDFRawStream): string[] {
  const said = dict.lookup(PDFName.of('Filter'));
  const names = said instanceof PDFArray ? said.asArray().map((name) => dict.context.lookup(name)) : [said];
  return names
    .flatMap((name) => (name instanceof PDFName ? name.decodeText() : []))
    .filter((name) => !PICTURES.has(name));
}

/**
 * Of a stream that is packed in another way, or twice: a few kilobytes may hide gigabytes there. What needs too much to be read
 * ends the thread; what nobody here can read is beyond measure.
 */
function sizeThrough(packings: readonly string[], { dict, contents }: PDFRawStream): number {
  const packed = dict.clone();
  packed.set(PDFName.of('Filter'), dict.context.obj([...packings]));
  try {
    return decodePDFRawStream(PDFRawStream.of(packed, contents)).decode().length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** How much a stream inflates to; what is not what it says, or is cut short, inflates to what can be read of it. */
async function inflatedSize(stream: Uint8Array): Promise<number> {
  // No zlib header: it is not compressed in this way.
  if (((stream[0] ?? 0) & 0x0f) !== 8) return 0;
  let size = 0;
  const inflating = Readable.from([stream]).pipe(
    createInflate({ chunkSize: CHUNK, finishFlush: constants.Z_SYNC_FLUSH }),
  );
  try {
    for await (const chunk of inflating) {
      size += (chunk as Buffer).length;
      if (size > LARGEST_STREAM) break;
    }
  } catch {
    // Its reader finds the same.
  }
  return size;
}
