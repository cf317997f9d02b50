import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { ChainBreak } from '#domain/evidence/evidence.ts';
import { dayBreak, digestLines } from '#domain/evidence/journal-day.ts';
import { appendAudit, holdChain } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { dayToRecord, linesOfDay, recordedDays, subjectOfDay } from '#prisma/repositories/account/journal-days.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Records in the system's chain a digest of the sign-in journal for the first day that is over and
 * not recorded yet, so that a line removed or changed later is detected.
 * @returns false: there is no such day
 */
export async function recordJournalDay({ database }: Pick<Deps, 'database'>, at: Date): Promise<boolean> {
  const day = await dayToRecord(database.prisma);
  if (day === null) return false;
  // Read before the chain is locked: everything that the system does would wait.
  const { lines, sha256 } = await digestLines(linesOfDay(database.prisma, day));
  await database.transaction(async (tx) => {
    await holdChain(tx, SYSTEM_CHAIN);
    if ((await dayToRecord(tx)) !== day) return;
    const event = {
      chain: SYSTEM_CHAIN,
      at,
      actorId: null,
      verb: 'sign-in.digest',
      subject: subjectOfDay(day),
    } as const;
    await appendAudit(tx, { ...event, payload: { lines, sha256 } });
  });
  return true;
}

/** Result for the recorded days of the journal. */
export interface JournalReport {
  /** Each at the event that recorded the day. */
  readonly breaks: readonly ChainBreak[];
  /** Number of days past the journal's retention, from which nothing is missing. */
  readonly past: number;
}

/** Compares the sign-in journal with the recorded digest of each of its days. */
export async function checkJournal(prisma: Tx): Promise<JournalReport> {
  const days = await recordedDays(prisma);
  const breaks: ChainBreak[] = [];
  for (const { sequence, day, recorded, isPast } of days) {
    if (isPast) continue;
    const reason = dayBreak(day, recorded, await digestLines(linesOfDay(prisma, day)));
    if (reason !== null) breaks.push({ sequence, reason });
  }
  return { breaks, past: days.filter(({ isPast }) => isPast).length };
}
