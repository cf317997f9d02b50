import { parisDay } from '../../domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { type PayRow, searchPay } from '../../prisma/repositories/pay/pieces.ts';
import type { Deps } from '../dependencies.ts';

/** A month of the whole ministry, many times over. */
const MAX_LINES = 50_000;

/** Takes out the pay pieces of a month that this person reads, by agent; that it was done is written down. */
export const exportPayMonth = (
  { database }: Pick<Deps, 'database'>,
  { readerId, month, at }: { readonly readerId: string; readonly month: string; readonly at: Date },
): Promise<readonly PayRow[]> =>
  database.transaction(async (tx) => {
    const search = { month, sort: 'agent', pageSize: MAX_LINES, readerId, day: parisDay(at) } as const;
    const { rows } = await searchPay(tx, search);
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: readerId,
      verb: 'pay.export',
      subject: `pay-month:${month}`,
      payload: { month, count: rows.length },
    });
    return rows;
  });
