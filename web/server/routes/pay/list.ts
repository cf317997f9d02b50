import { exportPayMonth } from '#application/pay/export-pay-month.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { csvTable } from '#domain/formats/csv.ts';
import type { Dependencies } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';
import { sendCsv } from '../../http/send-csv.ts';
import { payPieceViews } from '../../views/pay.ts';
import { payLine, payTable } from './csv.ts';
import { payReaders } from './doors.ts';

/** The list of a month for a spreadsheet; that it was taken out is written down. */
export function payListRoute({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  return serve('GET /api/pay/months/:month/list.csv', {
    ...payReaders,
    async handle({ me, params, query, at, response }) {
      const reading = { actor: me.actor, day: parisDay(at) };
      const batches: string[][][] = [];
      await exportPayMonth({ database }, { readerId: me.personId, month: params.month, at }, async (rows) => {
        const pieces = await payPieceViews(versions, rows, reading);
        batches.push(pieces.map((piece) => payLine(piece, query.lang)));
      });
      return sendCsv(response, `paye-${params.month}.csv`, csvTable(payTable(query.lang), batches));
    },
  });
}
