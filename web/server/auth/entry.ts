import { APIError } from 'better-auth/api';
import { entryFault } from '#domain/account/life.ts';
import type { Database } from '#prisma/client.ts';

/**
 * The one gate of every road to a session: nobody enters by an account that is locked or closed. Whoever reads why gave
 * its password, or what else opens it. The database holds to it too (session_needs_an_open_account).
 * @throws {APIError} 403, with the code of a DomainError
 */
export async function mustEnter({ prisma }: Database, userId: string): Promise<void> {
  const account = await prisma.user.findUnique({ where: { id: userId }, select: { lockedAt: true, closedAt: true } });
  const code = account && entryFault(account);
  if (code !== null) throw new APIError('FORBIDDEN', { code });
}
