import type { Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '../../../../domain/evidence/audit.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { searchPay } from '../../../../prisma/repositories/pay/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';
import { payPieceViews } from '../../views/pay.ts';
import { payCsv } from './csv.ts';
import { payReaders } from './doors.ts';

/** A month of the whole ministry, many times over. */
const MAX_LINES = 50_000;

/** The list of a month for a spreadsheet; that it was taken out is written down. */
export function payListRoute({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  return serve('GET /api/pay/months/:month/list.csv', {
    ...payReaders,
    async handle({ me, params, query, at, response }) {
      const day = parisDay(at);
      const search = { month: params.month, sort: 'agent', page: 1, pageSize: MAX_LINES, readerId: me.personId, day };
      const { rows } = await searchPay(database.prisma, { ...search, sort: 'agent' });
      const pieces = await payPieceViews(versions, rows, { actor: await me.actor(), day });
      await database.transaction((tx) =>
        appendAudit(tx, {
          chain: SYSTEM_CHAIN,
          at,
          actorId: me.personId,
          verb: 'pay.export',
          subject: `pay-month:${params.month}`,
          payload: { month: params.month, count: pieces.length },
        }),
      );
      response.setHeader('Content-Disposition', `attachment; filename="paye-${params.month}.csv"`);
      response.type('text/csv').send(payCsv(pieces, query.lang));
      return undefined;
    },
  });
}
