import type { PieceView } from '../../contract/drafts.ts';
import { whenSignedInAgain } from '../app/session-gate.ts';
import { ApiProblem, isSignedOut, Unreachable } from './api.ts';

/** Where the pieces of a draft, or of a complement, are sent. */
export interface PieceHome {
  /** « /api/drafts/<id>/pieces ». */
  path: string;
}

/** Sends a file at once; tells how much of it left (0 to 1). `fetch` cannot tell, XMLHttpRequest can. */
export async function uploadPiece(
  home: PieceHome,
  file: File,
  pieceType: string,
  onProgress: (part: number) => void,
): Promise<PieceView> {
  try {
    return await send(home, file, pieceType, onProgress);
  } catch (error) {
    if (!(error instanceof ApiProblem) || !isSignedOut(error)) throw error;
    await whenSignedInAgain();
    return send(home, file, pieceType, onProgress);
  }
}

function send(home: PieceHome, file: File, pieceType: string, onProgress: (part: number) => void): Promise<PieceView> {
  const { promise, resolve, reject } = Promise.withResolvers<PieceView>();
  const request = new XMLHttpRequest();
  request.open('POST', home.path);
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
  request.setRequestHeader('X-Piece-Type', pieceType);
  request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
  request.onerror = () => reject(new Unreachable(new Error('upload')));
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status >= 200 && request.status < 300) resolve(body as unknown as PieceView);
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
