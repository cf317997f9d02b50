import { signInsOf } from '#prisma/repositories/account/sign-ins.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

const MAX_SHOWN = 30;

/** What the journal of sign-ins says of one's own account. */
export function signInRoutes({ database }: Pick<Dependencies, 'database'>) {
  return [
    serve('GET /api/account/sign-ins', {
      session: 'any',
      right: 'signed-in',
      guard: 'own',
      async handle({ me }) {
        const items = await signInsOf(database.prisma, me.userId, MAX_SHOWN);
        return ok({ items: items.map((entry) => ({ ...entry, at: entry.at.toISOString() })) });
      },
    }),
  ];
}
