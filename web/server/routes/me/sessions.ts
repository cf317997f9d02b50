import { DomainError } from '../../../../domain/errors.ts';
import { SYSTEM_CHAIN } from '../../../../domain/evidence/audit.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
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
        await database.transaction(async (tx) => {
          const { count } = await tx.session.deleteMany({ where: { id: params.id, userId: me.userId } });
          if (count === 0) throw new DomainError('not-found');
          await appendAudit(tx, {
            chain: SYSTEM_CHAIN,
            at,
            actorId: me.personId,
            verb: 'session.revoke',
            subject: `session:${params.id}`,
          });
        });
        return done;
      },
    }),
  ];
}
