import { Zip, ZipDeflate } from 'fflate';

/** A file as it goes into a .zip: its bytes come when they are asked for. */
export interface ZipEntry {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** Whether it is worth making smaller: a PDF is not. */
  readonly isText: boolean;
}

const [AS_IT_IS, FAST] = [0, 1] as const;

/**
 * Writes a .zip as it is read: of no file more than a part is held at once. An entry is asked for once those before it are
 * written whole. What breaks while it is written leaves a .zip without its end, which nobody takes for a whole one.
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for await (const { path, content, isText } of entries) {
    // Never « stored »: where sizes come after the bytes, some readers refuse it.
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
