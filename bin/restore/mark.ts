import pg from 'pg';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Database } from '#prisma/client.ts';

const DAY_MS = 86_400_000;
/** What is looked at to say how many requests are filed in a day. */
const LOOKED_AT_DAYS = 30;
/** A day may have three times as many as the days before it; and a hundred in any case. */
const BUSY_DAY = 3;
const MIN_SKIPPED = 100;

const yearOf = (at: Date): number => Number(parisDay(at).slice(0, 4));

/** Numbers to leave out, so that those of requests that were filed after the backup, and of their acts, are not given again. */
export const numbersToSkip = (filedBefore: number, lostMs: number): number =>
  MIN_SKIPPED + Math.ceil(BUSY_DAY * (filedBefore / LOOKED_AT_DAYS) * (Math.max(0, lostMs) / DAY_MS));

/**
 * Writes in the restored database that it was: in its audit, and by leaving out the numbers that requests filed since the
 * backup may bear, which people were told and acts print. Answers how many.
 */
export async function markRestored(
  database: Database,
  ownerUrl: string,
  { takenAt, now }: { readonly takenAt: Date; readonly now: Date },
): Promise<number> {
  const since = new Date(takenAt.getTime() - LOOKED_AT_DAYS * DAY_MS);
  const filed = await database.prisma.request.count({ where: { filedAt: { gt: since } } });
  const skipped = numbersToSkip(filed, now.getTime() - takenAt.getTime());
  await database.transaction((tx) =>
    appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at: now,
      actorId: null,
      verb: 'backup.restore',
      subject: 'portal',
      payload: { takenAt: takenAt.toISOString(), skippedNumbers: skipped },
    }),
  );
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`select setval('request_number', last_value + $1) from request_number`, [skipped]);
    // Of each series that there may be an act of since: one that is lost keeps its number, though nothing here says so.
    await owner.query(
      `insert into act_series as s (year, structure_id, nature, last)
       select year, t.id, nature, $1 from generate_series($2::int, $3::int) year cross join structure t
                cross join unnest(array['arrete', 'decision']) nature
       on conflict (year, structure_id, nature) do update set last = s.last + excluded.last`,
      [skipped, yearOf(takenAt), yearOf(now)],
    );
  } finally {
    await owner.end();
  }
  return skipped;
}
