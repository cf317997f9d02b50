import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '../../../../prisma/seed/accounts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/**
 * The accounts of the demonstration ministry, for the page of sign-in: those that are there, and none in production. They
 * are in the README: there is nothing to hide.
 */
export function demonstrationRoute({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  return serve('GET /api/demonstration', {
    right: 'anyone',
    guard: null,
    async handle() {
      if (!settings.demonstration || settings.production) return ok({ accounts: [], password: null });
      const emails = DEMONSTRATION_ACCOUNTS.map(({ email }) => email);
      const there = await database.prisma.user.findMany({ where: { email: { in: emails } }, select: { email: true } });
      const accounts = DEMONSTRATION_ACCOUNTS.filter(({ email }) => there.some((user) => user.email === email)).map(
        ({ email, role }) => ({ email, role: { ...role } }),
      );
      return ok({ accounts, password: accounts.length > 0 ? DEMONSTRATION_PASSWORD : null });
    },
  });
}
