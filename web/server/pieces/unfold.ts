import { Readable } from 'node:stream';
import { constants, createInflate } from 'node:zlib';

/** One stream of a PDF may unfold to this much: a page scanned in colour at 600 dpi. */
const LARGEST_STREAM = 128 * 1024 * 1024;
/** And all of them to this much. */
const LARGEST_FILE = 512 * 1024 * 1024;
/** Read by so much at a time: most streams are small, and a large buffer for each costs more than reading it. */
const CHUNK = 64 * 1024;

/** Whether whoever opens the file has room for what its streams unfold to. Nothing of it is kept here. */
export async function unfoldsWithinMeasure(streams: readonly Uint8Array[]): Promise<boolean> {
  let total = 0;
  for (const stream of streams) {
    // No zlib header: it is not compressed in this way.
    if (((stream[0] ?? 0) & 0x0f) !== 8) continue;
    const size = await unfoldedSize(stream);
    total += size;
    if (size > LARGEST_STREAM || total > LARGEST_FILE) return false;
  }
  return true;
}

/** How much a stream unfolds to; what is not what it says, or is cut short, unfolds to what can be read of it. */
async function unfoldedSize(stream: Uint8Array): Promise<number> {
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
