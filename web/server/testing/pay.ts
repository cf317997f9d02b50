import type { PayFact } from '#domain/pay/pay-piece.ts';
import type { PayMovement } from '#domain/situation/themes/pay-movement.ts';
import { insertBatch } from '#prisma/repositories/pay/batches.ts';
import { insertPayPiece, markChecked } from '#prisma/repositories/pay/pieces.ts';
import { withoutPayGrounds } from '#prisma/testing/builders.ts';
import type { TestPortal } from './portal.ts';

export const FINANCE = 'felix.financier';

interface Change {
  readonly month?: string;
  readonly movement?: PayMovement;
  readonly effectDate?: string;
  readonly effectUntil?: string | null;
  readonly facts?: readonly PayFact[];
  readonly actId?: string;
  readonly actSha256?: string;
}

/** A pay piece of a request, as the step of its circuit makes it. */
export async function aPayPiece({ dependencies }: TestPortal, requestId: string, change: Change = {}): Promise<string> {
  const { prisma } = dependencies.database;
  const { agentId, structureId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const { month = '2030-09', movement = 'work-time', effectDate = '2030-09-01', effectUntil = null } = change;
  const piece = {
    agentId,
    structureId,
    month,
    movement,
    effectDate,
    effectUntil,
    facts: change.facts ?? [{ key: 'quota', value: '80' }],
    requestId,
    actId: change.actId ?? null,
    actSha256: change.actSha256 ?? null,
    createdAt: new Date(),
  };
  const id = await withoutPayGrounds(prisma, () => insertPayPiece(prisma, piece));
  if (id === null) throw new Error('the request has that pay piece already');
  return id;
}

/** Checks a piece and sends it alone, as the finance office does. */
export async function sendPay(portal: TestPortal, pieceId: string, at = new Date()): Promise<string> {
  const byId = await portal.personId(FINANCE);
  return portal.dependencies.database.transaction(async (tx) => {
    const { month, structureId } = await tx.payPiece.findUniqueOrThrow({ where: { id: pieceId } });
    await markChecked(tx, { pieceId, byId, at });
    return (await insertBatch(tx, { month, structureId, pieceIds: [pieceId], byId, at })).id;
  });
}
