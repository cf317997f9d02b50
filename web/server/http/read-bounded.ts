import type { Request } from 'express';
import type { DomainError } from '../../../domain/errors.ts';

/**
 * The bytes of a request. Stops at the first byte too many, whatever length was announced.
 * @param max in bytes
 * @throws what `tooLarge` makes
 */
export async function readBounded(request: Request, max: number, tooLarge: () => DomainError): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > max) {
    request.resume();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > max) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
