import type { Request } from 'express';
import { type CircuitManifest, isClosedPiece } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import type { Dependencies } from '../dependencies.ts';
import { readBounded } from '../http/read-bounded.ts';
import { cleanFileName, decodeFileName } from './file-name.ts';

export interface ReceivedPiece {
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
  readonly pieceType: string;
  readonly closed: boolean;
}

/**
 * Reads the document of a request, of one of the types that the circuit asks for, or of these, looks at it and keeps what was looked at. What the browser says of its type is not believed.
 * @throws {DomainError} with why it is not taken
 */
export async function receivePiece(
  { documents, inspector }: Pick<Dependencies, 'documents' | 'inspector'>,
  request: Request,
  {
    manifest,
    more = [],
    personId,
  }: {
    readonly manifest: Pick<CircuitManifest, 'pieces'>;
    /** Types that no form asks for. */
    readonly more?: readonly string[];
    readonly personId: string;
  },
): Promise<ReceivedPiece> {
  const pieceType = request.get('x-piece-type') ?? '';
  if (![...more, ...manifest.pieces.map((asked) => asked.pieceType)].includes(pieceType))
    throw new DomainError('piece-type-unknown');
  const max = PIECE_LIMITS.maxBytes;
  const bytes = await readBounded(request, max, () => new DomainError('piece-too-large', { max }));
  const verdict = await inspector.inspect(personId, bytes);
  if ('refused' in verdict) throw new DomainError(verdict.refused);
  const { sha256, size } = await documents.put(verdict.bytes);
  const fileName = cleanFileName(decodeFileName(request.get('x-file-name') ?? ''));
  return { sha256, size, pieceType, closed: isClosedPiece(manifest, pieceType), fileName };
}
