import { ABOUT_DEPOSITS, type DepositMessage, LATE_DAYS } from '#domain/archive/notice.ts';
import { depositsToTell } from '#prisma/repositories/acts/deposits.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import type { NotifyingDeps } from '../dependencies.ts';

const MESSAGES = { refused: 'deposits-refused', late: 'deposits-late' } as const satisfies Record<
  string,
  DepositMessage
>;
/** Maximum in a turn; the others are told at the next one. */
const AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

/**
 * Notifies people who asked for deposits of those refused, and of those unanswered for days: one
 * message for all that is new, and each deposit once.
 * @returns the number of messages
 */
export async function tellDeposits({ database, mailDomain }: NotifyingDeps, at: Date): Promise<number> {
  const before = new Date(at.getTime() - LATE_DAYS * DAY_MS);
  return database.transaction(async (tx) => {
    const told = Map.groupBy(
      await depositsToTell(tx, { before, max: AT_ONCE }),
      ({ askedById, what }) => `${what}:${askedById}`,
    );
    for (const deposits of told.values()) {
      const [{ id, askedById, what }] = deposits as [(typeof deposits)[number]];
      await notify(tx, {
        ...{ subject: ABOUT_DEPOSITS, message: MESSAGES[what], occasion: id, mailDomain },
        detail: { count: deposits.length, days: LATE_DAYS },
        recipients: [askedById],
      });
    }
    return told.size;
  });
}
