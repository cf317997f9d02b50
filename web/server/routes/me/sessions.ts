import { endSession } from '../../../../application/account/end-session.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { deviceName } from './device.ts';

/** Where the person is signed in, and how to end it from here. */
export function sessionRoutes({ database }: Pick<Dependencies, 'database'>) {
  return [
    serve('GET /api/me/sessions', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, at }) {
        const sessions = await database.prisma.session.findMany({
          where: { userId: me.userId, expiresAt: { gt: at } },
          orderBy: { createdAt: 'desc' },
          take: 50,
        });
        return ok({
          items: sessions.map(({ id, createdAt, expiresAt, userAgent }) => ({
            id,
            current: id === me.sessionId,
            createdAt: createdAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
            device: deviceName(userAgent),
          })),
        });
      },
    }),
    serve('DELETE /api/me/sessions/:id', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, params, at }) {
        await endSession({ database }, { personId: me.personId, userId: me.userId, sessionId: params.id, at });
        return done;
      },
    }),
  ];
}
