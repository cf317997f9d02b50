import { parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import { aboutSituation, type SituationNotice } from '#domain/situation/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import { type NearEnd, takeNearEnds } from '#prisma/repositories/people/situation-ends.ts';
import type { NotifyingDeps } from '../dependencies.ts';

/** Number of reminders in one transaction. */
const BATCH = 200;

/**
 * Reminds agents and their managers of what ends soon in a situation. Each end is reminded once,
 * with any number of workers and stops, since the reminder is recorded in the same transaction as
 * its messages.
 * @returns the number of ends
 */
export async function remindEnds({ database, mailDomain }: NotifyingDeps, at: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await database.transaction(async (tx: Tx) => {
      const ends = await takeNearEnds(tx, { day: parisDay(at), at, max: BATCH });
      await notifyMissing(
        tx,
        ends.flatMap((end) => noticesOf(end, mailDomain)),
      );
      return ends.length;
    });
    total += taken;
    if (taken < BATCH) return total;
  }
}

function noticesOf({ entryId, personId, title, until, managers }: NearEnd, mailDomain: string): Notice[] {
  const about = { subject: aboutSituation(personId), occasion: `ends:${entryId}`, mailDomain };
  const detail = { themeFr: title.fr, themeEn: title.en, untilFr: longDay(until), untilEn: until };
  const messages: readonly [SituationNotice, readonly string[]][] = [
    ['situation-ends', [personId]],
    ['situation-ends-nearby', managers],
  ];
  return messages.map(([message, recipients]) => ({ ...about, message, recipients, detail }));
}
