import { Zip, ZipDeflate } from 'fflate';

/** A file of a .zip; its bytes are read when its turn comes. */
export interface ZipEntry {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** True if it is worth compressing, which a PDF is not. */
  readonly isText: boolean;
}

const [AS_IT_IS, FAST] = [0, 1] as const;

/**
 * Writes a .zip as it is read, with only one chunk of a file in memory. Asks for an entry once
 * those before it are fully written. After an error the .zip lacks its end, so nobody takes it for
 * a complete one.
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for await (const { path, content, isText } of entries) {
    // Never « stored »: when sizes come after the bytes, some readers refuse it.
    const file = new ZipDeflate(path, { level: isText ? FAST : AS_IT_IS });
    file.mtime = at;
    zip.add(file);
    for await (const chunk of content) {
      file.push(chunk);
      yield* parts.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* parts.splice(0);
  }
  zip.end();
  yield* parts.splice(0);
}
