import { Prisma, type Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import {
  type Counted,
  countUpTo,
  type Order,
  type PageAsked,
  type PageOfRows,
  pageByKey,
} from '../statements/keyset.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { held, type PayReader } from './pieces.ts';

/** A bordereau as lists show it. */
export interface PayBatchRow {
  readonly id: string;
  readonly number: string;
  readonly month: string;
  readonly structureId: string;
  readonly structureName: string;
  readonly structurePath: string;
  readonly count: number;
  readonly sentAt: Date;
  readonly sentBy: string;
  readonly recalledAt: Date | null;
  readonly recallReason: string | null;
}

const BATCH = Prisma.sql`
  b.id::text, b.number, b.month, b.structure_id::text as "structureId", s.name as "structureName",
  s.path as "structurePath", b.count, b.sent_at as "sentAt", f.first_name || ' ' || f.last_name as "sentBy",
  b.recalled_at as "recalledAt", b.recall_reason as "recallReason"`;
const BATCHES = Prisma.sql`
  pay_batch b join structure s on s.id = b.structure_id join person f on f.id = b.sent_by_id`;
const batchVisible = (reader: PayReader): Prisma.Sql => Prisma.sql`
  (b.structure_id in ${held(reader, 'financier')} or b.structure_id in ${held(reader, 'comptable')})`;

const LATEST_FIRST: Order = {
  columns: [Prisma.sql`b.sent_at`, Prisma.sql`b.id`],
  descending: true,
  rowOf: (id) => Prisma.sql`(select m.sent_at, m.id from pay_batch m where m.id = ${id}::uuid)`,
};

/** Reads a page of bordereaux, recalled ones included, latest first. */
export async function searchBatches(
  tx: Tx,
  search: PayReader & PageAsked & { readonly month?: string | undefined },
): Promise<PageOfRows<PayBatchRow> & Counted> {
  const { month } = search;
  const condition = Prisma.sql`${batchVisible(search)}
    and ${month === undefined ? Prisma.sql`true` : Prisma.sql`b.month = ${month}`}`;
  const keyset = pageByKey(LATEST_FIRST, search);
  const found = await tx.$queryRaw<PayBatchRow[]>`
    select ${BATCH} from ${BATCHES} where ${condition} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  return {
    ...keyset.page(found, ({ id }) => id),
    ...(await countUpTo(tx, Prisma.sql`from pay_batch b where ${condition}`)),
  };
}

/** Finds a bordereau, without checking rights, and locks its row until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<PayBatchRow | null> {
  const rows = await tx.$queryRaw<PayBatchRow[]>`
    select ${BATCH} from ${BATCHES} where b.id = ${id}::uuid for update of b`;
  return rows[0] ?? null;
}

/** Returns the path of a structure, to check the right to send; null if it does not exist. */
export const structurePathOf = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.structure.findUnique({ where: { id }, select: { path: true } }))?.path ?? null;

/**
 * Locks the sending of a month until the transaction ends: its bordereaux are numbered without gap.
 */
export const lockPayMonth = (tx: Tx, month: string): Promise<void> => lockAlone(tx, `pay:${month}`);

/**
 * Lists and locks the checked pieces of a month at a structure and below that are not sent, except
 * those about the sender.
 */
export const piecesReady = (
  tx: Tx,
  asked: { month: string; structureId: string; senderId: string },
): Promise<{ id: string; agentId: string }[]> => ready.all(tx, asked);

const ready = statement((given: { month: string; structureId: string; senderId: string }) =>
  db
    .selectFrom('pay_piece as p')
    .select(['p.id', 'p.agent_id as agentId'])
    .where('p.month', '=', given.month)
    .where('p.sent_at', 'is', null)
    .where('p.checked_at', 'is not', null)
    .where('p.agent_id', '<>', given.senderId)
    .where('p.structure_id', 'in', (eb) =>
      eb.selectFrom('structure_above').select('structure_id').where('above_id', '=', given.structureId),
    )
    .orderBy('p.created_at')
    .orderBy('p.id')
    .forUpdate('p'),
);

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

/**
 * Recalls a bordereau with the reason: its pieces can be sent again. False if it was already
 * recalled.
 */
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
