import type { Request } from 'express';
import type { DomainError } from '../../../domain/errors.ts';

/**
 * The bytes of a request. Nothing is kept from the first byte too many on, whatever length was announced: the rest is let
 * through, so that whoever sends it hears why it is refused.
 * @param max in bytes
 * @throws what `tooLarge` makes
 */
export async function readBounded(request: Request, max: number, tooLarge: () => DomainError): Promise<Buffer> {
  const refuse = (): never => {
    request.resume();
    throw tooLarge();
  };
  if (Number(request.headers['content-length'] ?? 0) > max) refuse();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > max) refuse();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
