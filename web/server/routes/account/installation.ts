import { isEmptyPortal } from '#prisma/repositories/account/accounts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** What the page of sign-in must know of this portal, before anybody enters. */
export function installationRoute({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  return serve('GET /api/installation', {
    right: 'anyone',
    guard: null,
    handle: async () => ok({ empty: await isEmptyPortal(database.prisma), provider: settings.providerLabel }),
  });
}
