import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type PayRow, payOfMonth } from '#prisma/repositories/pay/pieces.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Exports the pay pieces of a month that this person may read, by agent, in batches. The audit
 * entry is written once all were taken, so that nobody who writes to the audit trail waits for an
 * export.
 */
export const exportPayMonth = (
  { database }: Pick<Deps, 'database'>,
  { readerId, month, at }: { readonly readerId: string; readonly month: string; readonly at: Date },
  take: (rows: readonly PayRow[]) => Promise<void>,
): Promise<void> =>
  database.transaction(async (tx) => {
    let count = 0;
    for await (const rows of payOfMonth(tx, { readerId, day: parisDay(at), month })) {
      count += rows.length;
      await take(rows);
    }
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: readerId,
      verb: 'pay.export',
      subject: `pay-month:${month}`,
      payload: { month, count },
    });
  });
