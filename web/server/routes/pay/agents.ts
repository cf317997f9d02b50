import { z } from 'zod';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { payOfAgent } from '../../../../prisma/repositories/pay.ts';
import { Id } from '../../../contract/common.ts';
import { PayAgentView } from '../../../contract/pay.ts';
import type { Versions } from '../../circuits/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { traceReading } from '../../pieces/trace.ts';
import { inForce, payPieceViews, toCome } from '../../views/pay.ts';
import { payReaders } from './doors.ts';

/** The accounting file of one agent in one answer, made of the pieces that the reader may see and of nothing else. */
export function payAgentRoute({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }): Route {
  return route({
    method: 'get',
    path: '/api/pay/agents/:personId',
    ...payReaders,
    summary: 'An agent’s pay pieces by month, and what is in force; the reading is traced',
    params: z.object({ personId: Id }),
    answers: { 200: PayAgentView },
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
      const pieces = await payPieceViews(versions, rows, { actor: await me.actor(), day });
      const months = [...Map.groupBy(pieces, ({ month }) => month)].map(([month, ofMonth]) => ({
        month,
        pieces: ofMonth,
      }));
      return ok({
        agent: pieces[0]?.agent,
        structureName: latest.structureName,
        inForce: inForce(pieces, day),
        toCome: toCome(pieces, day),
        months,
      });
    },
  });
}
