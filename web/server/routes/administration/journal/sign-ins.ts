import { exportSignIns } from '#application/account/sign-in/export-sign-ins.ts';
import { beginningOfDay, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { administersAll } from '#domain/permissions/actor.ts';
import { signInJournal } from '#prisma/repositories/account/journal.ts';
import type { SignedIn } from '#web/server/auth/sessions.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { ok, serve } from '#web/server/http/route.ts';
import { sendCsv } from '#web/server/http/send-csv.ts';
import { administrator } from '../change.ts';
import { signInsCsv } from './csv.ts';

/** The journal of sign-ins, successes and failures, for whoever administers those that it is about. */
export function journalRoutes({ database, heavy }: Pick<Dependencies, 'database' | 'heavy'>) {
  const reader = ({ personId, actor }: SignedIn, at: Date) => {
    const day = parisDay(at);
    return { administratorId: personId, day, atTop: administersAll(actor, day) };
  };
  return [
    serve('GET /api/administration/sign-ins', {
      ...administrator,
      async handle({ me, query, at }) {
        const { rows, ...page } = await signInJournal(database.prisma, { ...query, ...reader(me, at) });
        const items = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/administration/sign-ins/export', {
      ...administrator,
      async handle({ me, query, at, response }) {
        const { from, until, lang, ...filters } = query;
        if (until < from) throw new DomainError('period-upside-down');
        const period = { from: beginningOfDay(from), until: beginningOfDay(dayAfter(until, { days: 1 })) };
        const entries = exportSignIns({ database: heavy }, { ...filters, ...reader(me, at), ...period, at });
        return sendCsv(response, `connexions-${from}-${until}.csv`, signInsCsv(entries, lang));
      },
    }),
  ];
}
