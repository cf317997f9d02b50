import { generateSync } from 'otplib';
import { PERIOD_SECONDS } from '#application/account/factors/one-time-code.ts';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/**
 * The accounts of the demonstration ministry, for the page of sign-in: those that are there, and none in production. They
 * are in the README: there is nothing to hide, and who tries them holds no authenticator.
 */
export function demonstrationRoute({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  return serve('GET /api/demonstration', {
    right: 'anyone',
    guard: null,
    async handle({ at }) {
      if (!settings.demonstration || settings.production) return ok({ accounts: [], password: null });
      const emails = DEMONSTRATION_ACCOUNTS.map(({ email }) => email);
      const there = await database.prisma.$queryRaw<{ email: string; lastTimeStep: bigint }[]>`
        select u.email, coalesce(g.last_time_step, 0) as "lastTimeStep"
          from "user" u left join step_up_guard g on g.user_id = u.id where u.email = any(${emails})`;
      const accounts = DEMONSTRATION_ACCOUNTS.flatMap(({ email, role, totpSecret }) => {
        const user = there.find((each) => each.email === email);
        if (user === undefined) return [];
        const code = totpSecret === undefined ? null : unspentCode(totpSecret, Number(user.lastTimeStep), at);
        return [{ email, role: { ...role }, code }];
      });
      return ok({ accounts, password: accounts.length > 0 ? DEMONSTRATION_PASSWORD : null });
    },
  });
}

/** Of the present half minute, or of the next one if that was used; null when both were. */
function unspentCode(secret: string, lastTimeStep: number, at: Date): string | null {
  const now = Math.floor(at.getTime() / 1000 / PERIOD_SECONDS);
  const step = Math.max(now, lastTimeStep + 1);
  return step > now + 1 ? null : generateSync({ secret, epoch: step * PERIOD_SECONDS });
}
