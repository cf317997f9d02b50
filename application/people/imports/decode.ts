import { fault, type ImportFault } from '#domain/people/import-cells.ts';

/** An encoding, by its name in reports. */
export type Encoding = 'UTF-8' | 'Windows-1252' | 'UTF-16LE' | 'UTF-16BE';

/** A whole file that cannot be read, and why. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly fault: ImportFault;

  constructor(code: string, params: ImportFault['params'] = {}) {
    super(code);
    this.fault = fault(code, params);
  }
}

/** Bytes that Windows-1252 leaves undefined, and control characters: no spreadsheet writes them. */
const NEVER = new Set([
  ...Array.from({ length: 32 }, (_, byte) => byte).filter((byte) => ![9, 10, 13].includes(byte)),
  ...[0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d],
]);

/**
 * Detects the encoding of a file: that of its byte order mark; else UTF-8 if it is valid
 * throughout; else Windows-1252.
 * @throws {FileRefused} encoding, with the first line that fits none
 */
export async function encodingOf(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let first = true;
  let line = 1;
  let badLine: number | null = null;
  let holdsNone = false;
  for await (const chunk of chunks) {
    if (first && chunk[0] === 0xff && chunk[1] === 0xfe) return 'UTF-16LE';
    if (first && chunk[0] === 0xfe && chunk[1] === 0xff) return 'UTF-16BE';
    first = false;
    if (isUtf8) isUtf8 = decodes(utf8, chunk);
    for (const byte of chunk) {
      if (byte === 0) holdsNone = true;
      if (byte === 10) line++;
      else if (badLine === null && NEVER.has(byte)) badLine = line;
    }
  }
  // A zero byte means UTF-16 without a mark.
  if (isUtf8 && decodes(utf8) && !holdsNone) return 'UTF-8';
  if (badLine !== null) throw new FileRefused('encoding', { line: badLine });
  return 'Windows-1252';
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Decodes a file chunk by chunk, without its byte order mark. */
export async function* textOf(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.toLowerCase());
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
