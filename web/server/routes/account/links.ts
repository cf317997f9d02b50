import type { Request } from 'express';
import { choosePassword } from '../../../../application/account/choose-password.ts';
import { openLink } from '../../../../application/account/open-link.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** One-time links: whoever has one is the one it was made for, unless somebody else is signed in there. */
export function linkRoutes({
  database,
  sessions,
  passwords,
}: Pick<Dependencies, 'database' | 'sessions' | 'passwords'>) {
  const signedIn = async (request: Request) => ({
    signedInUserId: (await sessions.find(request))?.userId ?? null,
  });
  return [
    serve('POST /api/account/link', {
      right: 'anyone',
      guard: null,
      async handle({ body, at, request }) {
        const { purpose, user, person, expiresAt } = await openLink(
          { database },
          { ...body, at, ...(await signedIn(request)) },
        );
        const { firstName, lastName } = person;
        return ok({ purpose, firstName, lastName, email: user.email, expiresAt: expiresAt.toISOString() });
      },
    }),
    serve('POST /api/account/link/password', {
      right: 'anyone',
      guard: null,
      handle: async ({ body, at, request }) =>
        ok(await choosePassword({ database, passwords }, { ...body, at, ...(await signedIn(request)) })),
    }),
  ];
}
