import { traceReading } from '#application/dossiers/trace-reading.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { payOfAgent } from '#prisma/repositories/pay/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { inForce, payPieceViews, toCome } from '../../views/pay.ts';
import { payReaders } from './doors.ts';

/** The accounting file of one agent in one answer, made of the pieces that the reader may see and of nothing else. */
export function payAgentRoute({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  return serve('GET /api/pay/agents/:personId', {
    ...payReaders,
    async handle({ me, params, at }) {
      const day = parisDay(at);
      const rows = await payOfAgent(database.prisma, { readerId: me.personId, day }, params.personId);
      const [latest] = rows;
      if (latest === undefined) throw new DomainError('not-found');
      await traceReading(database, {
        ownerId: params.personId,
        readerId: me.personId,
        what: 'pay',
        subject: params.personId,
        at,
      });
      const pieces = await payPieceViews(versions, rows, { actor: me.actor, day });
      const [first] = pieces;
      if (first === undefined) throw new DomainError('not-found');
      const months = [...Map.groupBy(pieces, ({ month }) => month)].map(([month, ofMonth]) => ({
        month,
        pieces: ofMonth,
      }));
      return ok({
        agent: first.agent,
        structureName: latest.structureName,
        inForce: inForce(pieces, day),
        toCome: toCome(pieces, day),
        months,
      });
    },
  });
}
