import type { z } from 'zod';
import { markRead, type NotificationRow, notificationsOf } from '../../../../prisma/repositories/notifications.ts';
import type { NotificationView } from '../../../contract/dossier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { scalarParams } from '../../views/params.ts';

const view = (row: NotificationRow): z.infer<typeof NotificationView> => ({
  id: row.id,
  at: row.queuedAt.toISOString(),
  message: row.message,
  params: scalarParams(row.detail),
  requestId: row.requestId,
  subject: row.subject,
  read: row.readAt !== null,
});

/** The person’s notifications. */
export function notificationRoutes({ database }: Pick<Dependencies, 'database'>) {
  return [
    serve('GET /api/notifications', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query }) {
        const { rows, ...page } = await notificationsOf(database.prisma, me.personId, query);
        return ok({ items: rows.map(view), ...page, pageSize: query.pageSize });
      },
    }),
    serve('POST /api/notifications/read', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, body, at }) {
        await markRead(database.prisma, me.personId, body.ids, at);
        return done;
      },
    }),
  ];
}
