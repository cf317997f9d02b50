import { endSession } from '#application/account/sign-in/end-session.ts';
import { openSessions } from '#prisma/repositories/account/sessions.ts';
import type { SessionView } from '#web/contract/account/me.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { deviceName } from './device.ts';

const MAX_SHOWN = 50;

/** The open sessions of an account, the latest first. */
export async function sessionViews(
  { prisma }: Dependencies['database'],
  { userId, currentId, at }: { readonly userId: string; readonly currentId: string | null; readonly at: Date },
): Promise<SessionView[]> {
  const sessions = await openSessions(prisma, { userId, at, max: MAX_SHOWN });
  return sessions.map(({ id, createdAt, expiresAt, userAgent }) => ({
    id,
    current: id === currentId,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    device: deviceName(userAgent),
  }));
}

/** Where the person is signed in, and how to end it from here. */
export function sessionRoutes({ database }: Pick<Dependencies, 'database'>) {
  return [
    serve('GET /api/me/sessions', {
      session: 'any',
      right: 'signed-in',
      guard: 'own',
      async handle({ me, at }) {
        return ok({ items: await sessionViews(database, { userId: me.userId, currentId: me.sessionId, at }) });
      },
    }),
    serve('DELETE /api/me/sessions/:id', {
      session: 'any',
      right: 'signed-in',
      guard: 'own',
      async handle({ me, params, at }) {
        await endSession({ database }, { personId: me.personId, userId: me.userId, sessionId: params.id, at });
        return done;
      },
    }),
  ];
}
