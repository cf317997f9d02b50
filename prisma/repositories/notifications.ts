import type { Tx } from '../client.ts';

export interface NotificationRow {
  readonly id: string;
  readonly queuedAt: Date;
  readonly message: string;
  readonly detail: unknown;
  readonly requestId: string;
  readonly readAt: Date | null;
}

/** What a person was told, newest first. */
export async function notificationsOf(
  tx: Tx,
  recipientId: string,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ rows: NotificationRow[]; total: number }> {
  // The same message to a personal address is the same message.
  const where = { recipientId, address: null };
  const rows = await tx.notification.findMany({
    where,
    orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
    select: { id: true, queuedAt: true, message: true, detail: true, requestId: true, readAt: true },
  });
  return { rows, total: await tx.notification.count({ where }) };
}

/** Only the person's own, whatever ids are given. */
export async function markRead(tx: Tx, recipientId: string, ids: readonly string[], at: Date): Promise<void> {
  await tx.notification.updateMany({
    where: { recipientId, id: { in: [...ids] }, readAt: null },
    data: { readAt: at },
  });
}

export const countUnread = (tx: Tx, recipientId: string): Promise<number> =>
  tx.notification.count({ where: { recipientId, address: null, readAt: null } });
