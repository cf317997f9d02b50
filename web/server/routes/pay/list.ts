import { exportPayMonth } from '../../../../application/pay/export-pay-month.ts';
import type { Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';
import { payPieceViews } from '../../views/pay.ts';
import { payCsvHead, payCsvLines } from './csv.ts';
import { payReaders } from './doors.ts';

/** The list of a month for a spreadsheet; that it was taken out is written down. */
export function payListRoute({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  return serve('GET /api/pay/months/:month/list.csv', {
    ...payReaders,
    async handle({ me, params, query, at, response }) {
      const reading = { actor: me.actor, day: parisDay(at) };
      const parts = [payCsvHead(query.lang)];
      await exportPayMonth({ database }, { readerId: me.personId, month: params.month, at }, async (rows) => {
        parts.push(payCsvLines(await payPieceViews(versions, rows, reading), query.lang));
      });
      response.setHeader('Content-Disposition', `attachment; filename="paye-${params.month}.csv"`);
      response.type('text/csv').send(parts.join(''));
      return undefined;
    },
  });
}
