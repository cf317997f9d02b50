import type { z } from 'zod';
import type { Versions } from '#application/versions.ts';
import { fill } from '#domain/formats/fill.ts';
import { noticeParams } from '#domain/notice/notice-detail.ts';
import { markRead, type NotificationRow, notificationsOf } from '#prisma/repositories/messages/notifications.ts';
import type { NotificationView } from '#web/contract/requests/dossier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';

type View = z.infer<typeof NotificationView>;

const view = (row: NotificationRow, { params, words }: Pick<View, 'params' | 'words'>): View => ({
  id: row.id,
  at: row.queuedAt.toISOString(),
  message: row.message,
  words,
  params,
  requestId: row.requestId,
  subject: row.subject,
  read: row.readAt !== null,
});

/** The person’s notifications. */
export function notificationRoutes({
  database,
  versions,
}: Pick<Dependencies, 'database'> & { readonly versions: Versions }) {
  /** The subject of the mail that its circuit sends with it; null where the portal speaks by itself. */
  const wordsOf = async ({ versionId, message }: NotificationRow, params: View['params']): Promise<View['words']> => {
    if (versionId === null || params === null) return null;
    const subject = (await versions.get(versionId)).manifest.texts.mails[message]?.subject;
    if (subject === undefined) return null;
    const number = String(params.number ?? '');
    return { fr: fill(subject.fr, { number }), en: fill(subject.en, { number }) };
  };
  return [
    serve('GET /api/notifications', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query }) {
        const { rows, ...page } = await notificationsOf(database.prisma, me.personId, query);
        const items = await Promise.all(
          rows.map(async (row) => {
            const params = noticeParams(row.message, row.detail);
            return view(row, { params, words: await wordsOf(row, params) });
          }),
        );
        return ok({ items, ...page, pageSize: query.pageSize });
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
