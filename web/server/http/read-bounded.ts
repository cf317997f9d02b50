import type { Request } from 'express';
import type { DomainError } from '#domain/errors.ts';

/**
 * The bytes of a request. Nothing is kept from the first byte too many on, whatever length was announced, nor once it is given up: the
 * rest is let through, so that whoever sends it hears why it is refused.
 * @param max in bytes
 * @param givenUp aborted with why, when it is waited for no longer
 * @throws what `tooLarge` makes, or what it was given up with
 */
export async function readBounded(
  request: Request,
  max: number,
  tooLarge: () => DomainError,
  givenUp?: AbortSignal,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const refuse = (why: unknown): void => {
    request.off('data', keep).resume();
    chunks.length = 0;
    reject(why);
  };
  const keep = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > max) refuse(tooLarge());
    else chunks.push(chunk);
  };
  request.on('error', reject).on('end', () => resolve(Buffer.concat(chunks)));
  givenUp?.addEventListener('abort', () => refuse(givenUp.reason));
  if (Number(request.headers['content-length'] ?? 0) > max) refuse(tooLarge());
  else request.on('data', keep);
  return promise;
}
