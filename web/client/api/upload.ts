import type { Success } from '#web/contract/api.ts';
import { addressOf } from './address.ts';
import { ApiProblem, call, isSignedOut, Unreachable } from './api.ts';
import { whenSignedInAgain } from './session-gate.ts';

/** Whose pieces they are: a draft's, or those of the answer to a complement. */
export type PieceHome = { readonly draftId: string } | { readonly taskKey: string };

type Piece = Success<'POST /api/drafts/:id/pieces' | 'POST /api/tasks/:key/pieces'>;

/** Where one of them is read. */
export const pieceAddress = (home: PieceHome, pieceId: string): string =>
  'draftId' in home
    ? addressOf('GET /api/drafts/:id/pieces/:pieceId', { params: { id: home.draftId, pieceId } })
    : addressOf('GET /api/tasks/:key/pieces/:pieceId', { params: { key: home.taskKey, pieceId } });

/** Takes one of them back. */
export const removePiece = (home: PieceHome, pieceId: string): Promise<void> =>
  'draftId' in home
    ? call('DELETE /api/drafts/:id/pieces/:pieceId', { params: { id: home.draftId, pieceId } })
    : call('DELETE /api/tasks/:key/pieces/:pieceId', { params: { key: home.taskKey, pieceId } });

/** Sends a file at once; reports how much of it left (0 to 1). `fetch` cannot report, XMLHttpRequest can. */
export async function uploadPiece(
  home: PieceHome,
  file: File,
  pieceType: string,
  onProgress: (part: number) => void,
): Promise<Piece> {
  try {
    return await send(home, file, pieceType, onProgress);
  } catch (error) {
    if (!(error instanceof ApiProblem) || !isSignedOut(error)) throw error;
    await whenSignedInAgain();
    return send(home, file, pieceType, onProgress);
  }
}

function send(home: PieceHome, file: File, pieceType: string, onProgress: (part: number) => void): Promise<Piece> {
  const { promise, resolve, reject } = Promise.withResolvers<Piece>();
  const request = new XMLHttpRequest();
  request.open(
    'POST',
    'draftId' in home
      ? addressOf('POST /api/drafts/:id/pieces', { params: { id: home.draftId } })
      : addressOf('POST /api/tasks/:key/pieces', { params: { key: home.taskKey } }),
  );
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
  request.setRequestHeader('X-Piece-Type', pieceType);
  request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
  request.onerror = () => reject(new Unreachable(new Error('upload')));
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status >= 200 && request.status < 300) resolve(body as unknown as Piece);
    else reject(new ApiProblem(request.status, body));
  };
  request.send(file);
  return promise;
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
