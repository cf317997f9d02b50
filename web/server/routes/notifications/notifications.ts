import type { z } from 'zod';
import { markRead, type NotificationRow, notificationsOf } from '../../../../prisma/repositories/notifications.ts';
import { PageQuery } from '../../../contract/common.ts';
import { NotificationPage, NotificationsRead, type NotificationView } from '../../../contract/dossier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, type Route, route } from '../../http/route.ts';
import { scalarParams } from '../../views/params.ts';

const view = (row: NotificationRow): z.infer<typeof NotificationView> => ({
  id: row.id,
  at: row.queuedAt.toISOString(),
  message: row.message,
  params: scalarParams(row.detail),
  requestId: row.requestId,
  read: row.readAt !== null,
});

/** What the person was told. */
export function notificationRoutes({ database }: Pick<Dependencies, 'database'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/notifications',
      right: 'signed-in',
      guard: 'own',
      summary: 'What one was told, newest first',
      query: PageQuery,
      answers: { 200: NotificationPage },
      async handle({ me, query }) {
        const { rows, total } = await notificationsOf(database.prisma, me.personId, query);
        return ok({ items: rows.map(view), total, page: query.page, pageSize: query.pageSize });
      },
    }),
    route({
      method: 'post',
      path: '/api/notifications/read',
      right: 'signed-in',
      guard: 'own',
      summary: 'Mark some of one’s own as read',
      body: NotificationsRead,
      answers: { 204: null },
      async handle({ me, body, at }) {
        await markRead(database.prisma, me.personId, body.ids, at);
        return done;
      },
    }),
  ];
}
