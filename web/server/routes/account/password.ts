import { changePassword } from '#application/account/passwords/change-password.ts';
import { passwordHash } from '#prisma/repositories/account/accounts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { givingDeps } from '../administration/change.ts';

/** One's own password. */
export function passwordRoutes(dependencies: Pick<Dependencies, 'database' | 'passwords' | 'settings'>) {
  const { database, passwords } = dependencies;
  const deps = { ...givingDeps(dependencies), passwords };
  return [
    serve('GET /api/account/password', {
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me }) => ok({ chosen: (await passwordHash(database.prisma, me.userId)) !== null }),
    }),
    serve('PUT /api/account/password', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, body, at }) {
        const { personId, userId, sessionId } = me;
        await changePassword(deps, { personId, userId, sessionId, ...body, at });
        return done;
      },
    }),
  ];
}
