import type { PayFact } from '../../domain/pay-piece.ts';
import type { Prisma, Tx } from '../client.ts';
import { uuid7 } from '../uuid7.ts';

export interface NewPayPiece {
  readonly agentId: string;
  readonly structureId: string;
  readonly month: string;
  readonly movement: string;
  readonly effectDate: Date;
  readonly effectUntil: Date | null;
  readonly facts: readonly PayFact[];
  readonly requestId: string;
  readonly actId: string | null;
  readonly actSha256: string | null;
  readonly createdAt: Date;
}

/** Writes a piece, once for a request and a movement; null when it was written before. */
export async function insertPayPiece(tx: Tx, piece: NewPayPiece): Promise<string | null> {
  const id = uuid7(piece.createdAt);
  const facts = piece.facts as unknown as Prisma.InputJsonArray;
  const { count } = await tx.payPiece.createMany({ data: [{ ...piece, id, facts }], skipDuplicates: true });
  return count === 1 ? id : null;
}

/** Says that somebody checked a piece, or takes it back; false when it had left meanwhile. */
export async function markChecked(tx: Tx, check: { pieceId: string; byId: string | null; at: Date }): Promise<boolean> {
  const { pieceId: id, byId, at } = check;
  const { count } = await tx.payPiece.updateMany({
    where: { id, sentAt: null },
    data: { checkedAt: byId === null ? null : at, checkedById: byId },
  });
  return count === 1;
}

/** One sending of a month at a time, until the transaction ends: its bordereaux are numbered without gap. */
export async function lockPayMonth(tx: Tx, month: string): Promise<void> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended(${`pay:${month}`}, 0))`;
}

/** The checked pieces of a month at a structure and below that did not leave, except those about the sender. */
export async function piecesReady(
  tx: Tx,
  { month, structureId, senderId }: { month: string; structureId: string; senderId: string },
): Promise<{ id: string; agentId: string }[]> {
  return tx.$queryRaw`
    select p.id::text, p.agent_id::text as "agentId" from pay_piece p
     where p.month = ${month} and p.sent_at is null and p.checked_at is not null and p.agent_id <> ${senderId}::uuid
       and p.structure_id in (select structure_id from structure_above where above_id = ${structureId}::uuid)
     order by p.created_at, p.id for update of p`;
}

/** Writes a bordereau and sends its pieces. The month must be locked. */
export async function insertBatch(
  tx: Tx,
  batch: { month: string; structureId: string; pieceIds: readonly string[]; byId: string; at: Date },
): Promise<{ id: string; number: string }> {
  const { month, structureId, pieceIds, byId, at } = batch;
  const rank = (await tx.payBatch.count({ where: { month } })) + 1;
  const made = await tx.payBatch.create({
    data: {
      number: `${month}-${String(rank).padStart(4, '0')}`,
      month,
      structureId,
      count: pieceIds.length,
      pieceIds: [...pieceIds],
      sentAt: at,
      sentById: byId,
    },
    select: { id: true, number: true },
  });
  await tx.payPiece.updateMany({ where: { id: { in: [...pieceIds] } }, data: { sentAt: at, batchId: made.id } });
  return made;
}

/** Takes a bordereau back, saying why: its pieces are to be sent again. False when it was recalled before. */
export async function recallBatch(
  tx: Tx,
  recall: { batchId: string; byId: string; reason: string; at: Date },
): Promise<boolean> {
  const { batchId, byId, reason, at } = recall;
  const { count } = await tx.payBatch.updateMany({
    where: { id: batchId, recalledAt: null },
    data: { recalledAt: at, recalledById: byId, recallReason: reason },
  });
  if (count === 0) return false;
  await tx.payPiece.updateMany({ where: { batchId }, data: { sentAt: null, batchId: null } });
  return true;
}
