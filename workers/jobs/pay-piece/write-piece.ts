import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { insertPayPiece, type NewPayPiece } from '#prisma/repositories/pay/pieces.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';

/** Hands a piece to the finance office, with its event and its trace; written before, nothing happens. */
export async function writePiece(tx: Tx, piece: NewPayPiece, elementId: string): Promise<void> {
  const { requestId, agentId, movement, month, takesBackId, createdAt: at } = piece;
  const pieceId = await insertPayPiece(tx, piece);
  if (pieceId === null) return;
  await recordRequestEvent(tx, {
    requestId,
    kind: 'pay-piece',
    factKey: factKey('pay-piece', movement),
    at,
    elementId,
    detail: { month },
  });
  await appendAudit(tx, {
    chain: agentId,
    at,
    actorId: null,
    verb: 'pay.piece',
    subject: `pay-piece:${pieceId}`,
    payload: { requestId, movement, month, ...(takesBackId !== undefined && { takesBackId }) },
  });
}
