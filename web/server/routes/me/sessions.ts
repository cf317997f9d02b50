import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { Plain } from '../../../contract/common.ts';
import { SessionView } from '../../../contract/me.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, type Route, route } from '../../http/route.ts';
import { deviceName } from './device.ts';

/** Where the person is signed in, and how to end it from here. */
export function sessionRoutes({ database }: Pick<Dependencies, 'database'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/me/sessions',
      right: 'signed-in',
      guard: 'own',
      summary: 'One’s own open sessions',
      answers: { 200: z.object({ items: z.array(SessionView) }) },
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
    route({
      method: 'delete',
      path: '/api/me/sessions/:id',
      right: 'signed-in',
      guard: 'own',
      summary: 'End one of one’s own sessions',
      params: z.object({ id: Plain.min(1).max(100) }),
      answers: { 204: null },
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
