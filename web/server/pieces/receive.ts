import type { Request } from 'express';
import { DomainError } from '../../../domain/errors.ts';
import { PIECE_LIMITS } from '../../../domain/request/piece.ts';
import type { Dependencies } from '../dependencies.ts';
import { cleanFileName, decodeFileName } from './file-name.ts';

export interface ReceivedPiece {
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
  readonly pieceType: string;
}

/**
 * Reads the document of a request, of one of these types, looks at it and keeps what was looked at. What the browser says of its type is not believed.
 * @throws {DomainError} with why it is not taken
 */
export async function receivePiece(
  { documents, inspector }: Pick<Dependencies, 'documents' | 'inspector'>,
  request: Request,
  { pieceTypes, personId }: { readonly pieceTypes: readonly string[]; readonly personId: string },
): Promise<ReceivedPiece> {
  const pieceType = request.get('x-piece-type') ?? '';
  if (!pieceTypes.includes(pieceType)) throw new DomainError('piece-type-unknown');
  const verdict = await inspector.inspect(personId, await readBounded(request, PIECE_LIMITS.maxBytes));
  if ('refused' in verdict) throw new DomainError(verdict.refused);
  const { sha256, size } = await documents.put(verdict.bytes);
  return { sha256, size, pieceType, fileName: cleanFileName(decodeFileName(request.get('x-file-name') ?? '')) };
}

/** Stops at the first byte too many, whatever length was announced. */
async function readBounded(request: Request, max: number): Promise<Buffer> {
  const tooLarge = () => new DomainError('piece-too-large', { max });
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
