import type { Request } from 'express';
import { DomainError } from '../../../domain/errors.ts';
import { PIECE_LIMITS } from '../../../domain/request/piece.ts';
import type { Dependencies } from '../dependencies.ts';
import { readBounded } from '../http/read-bounded.ts';
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
  const max = PIECE_LIMITS.maxBytes;
  const bytes = await readBounded(request, max, () => new DomainError('piece-too-large', { max }));
  const verdict = await inspector.inspect(personId, bytes);
  if ('refused' in verdict) throw new DomainError(verdict.refused);
  const { sha256, size } = await documents.put(verdict.bytes);
  return { sha256, size, pieceType, fileName: cleanFileName(decodeFileName(request.get('x-file-name') ?? '')) };
}
