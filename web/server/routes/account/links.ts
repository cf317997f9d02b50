import type { Request } from 'express';
import { askReset } from '#application/account/links/ask-reset.ts';
import { openLink } from '#application/account/links/open-link.ts';
import { renewLink } from '#application/account/links/renew-link.ts';
import { choosePassword } from '#application/account/passwords/choose-password.ts';
import { signInName } from '#domain/account/without-address.ts';
import type { Dependencies } from '../../dependencies.ts';
import { describeFault } from '../../http/access-log.ts';
import { accepted, ok, serve } from '../../http/route.ts';
import { givingDeps } from '../administration/change.ts';

/** One-time links: whoever has one is the one it was made for, unless somebody else is signed in there. */
export function linkRoutes(
  dependencies: Pick<Dependencies, 'database' | 'sessions' | 'passwords' | 'settings' | 'log'>,
) {
  const { database, sessions, passwords, log } = dependencies;
  const deps = givingDeps(dependencies);
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
        const email = signInName(user.email, person.employeeNumber);
        return ok({ purpose, firstName, lastName, email, expiresAt: expiresAt.toISOString() });
      },
    }),
    serve('POST /api/account/link/password', {
      right: 'anyone',
      guard: null,
      handle: async ({ body, at, request }) =>
        ok(await choosePassword({ ...deps, passwords }, { ...body, at, ...(await signedIn(request)) })),
    }),
    serve('POST /api/account/link/renewal', {
      right: 'anyone',
      guard: null,
      async handle({ body, at }) {
        await renewLink(deps, { ...body, at });
        return accepted;
      },
    }),
    serve('POST /api/account/reset', {
      right: 'anyone',
      guard: null,
      async handle({ body, at }) {
        // Answered before anything is looked up: how long it takes says nothing of an address.
        void askReset(deps, { ...body, at }).catch((error: unknown) =>
          log.error(describeFault(error), 'a forgotten password could not be asked for anew'),
        );
        return accepted;
      },
    }),
  ];
}
