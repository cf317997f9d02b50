import { randomUUID } from 'node:crypto';
import type { Tx } from '../../client.ts';

/** better-auth's name of an account's password. */
const PASSWORD = 'credential';

/** Gives the account this password, by its hash; a first one brings it to life. */
export async function setPassword(tx: Tx, userId: string, hash: string, at: Date): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId, providerId: PASSWORD },
    data: { password: hash, updatedAt: at },
  });
  if (count === 0)
    await tx.account.create({
      data: { id: randomUUID(), accountId: userId, providerId: PASSWORD, userId, password: hash },
    });
  await tx.user.updateMany({ where: { id: userId, activatedAt: null }, data: { activatedAt: at } });
}

/** Ends every session of an account, but one where it is said. Answers how many. */
export async function endSessions(tx: Tx, userId: string, butSessionId?: string): Promise<number> {
  const { count } = await tx.session.deleteMany({
    where: { userId, ...(butSessionId !== undefined && { id: { not: butSessionId } }) },
  });
  return count;
}

/** Whether nobody ever entered: no account came to life. */
export const isEmptyPortal = async (tx: Tx): Promise<boolean> =>
  (await tx.user.findFirst({ where: { activatedAt: { not: null } }, select: { id: true } })) === null;
