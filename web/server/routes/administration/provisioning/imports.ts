import { askImport } from '../../../../../application/people/imports/apply-import.ts';
import { standingOf } from '../../../../../application/people/imports/plan-import.ts';
import { receiveImport } from '../../../../../application/people/imports/receive-import.ts';
import { parisDay } from '../../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../../domain/errors.ts';
import { csvLine, UTF8_MARK } from '../../../../../domain/formats/csv.ts';
import { REPORT_HEAD, reportCells } from '../../../../../domain/people/import-words.ts';
import type { Actor } from '../../../../../domain/permissions/actor.ts';
import { holdsAtTop } from '../../../../../domain/permissions/actor.ts';
import { canSeeImport } from '../../../../../domain/permissions/people.ts';
import { listBatches, reportLines } from '../../../../../prisma/repositories/people/imports.ts';
import { personName } from '../../../../../prisma/repositories/people/people.ts';
import { ImportSaid } from '../../../../contract/imports.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { created, done, ok, serve } from '../../../http/route.ts';
import { decodeFileName as decodeHeader } from '../../../pieces/file-name.ts';
import { administrator, pageBody } from '../change.ts';

/** What a screen sends; a larger file is the operator's to import (npm run import). */
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_SHOWN = 50;
/** Lines of a report read at once. */
const PAGE = 1_000;

/** Files of structures, people, posts, rights and delegations. They are read, tried and applied by a worker, never here. */
export function importRoutes({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;
  const seen = async (actor: Actor, id: string, at: Date) => {
    const found = await standingOf(database, id);
    if (!canSeeImport(actor, found.batch.madeById, parisDay(at))) throw new DomainError('not-found');
    return found;
  };
  return [
    serve('GET /api/administration/imports', {
      ...administrator,
      async handle({ me, query, at }) {
        const all = holdsAtTop(me.actor, 'administrateur', parisDay(at));
        const { items, total } = await listBatches(prisma, { madeById: me.personId, all, ...query });
        const rows = items.map(({ id, kind, fileName, reason, madeBy, madeAt, state, lines }) => ({
          ...{ id, kind, fileName, reason, madeBy, state, lines },
          madeAt: madeAt.toISOString(),
        }));
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    serve('POST /api/administration/imports', {
      ...administrator,
      async handle({ me, query, at, request }) {
        if (!request.is('text/csv'))
          throw new DomainError('bad-request', {}, [{ field: '', code: 'not-csv', params: {} }]);
        const content = request as AsyncIterable<Uint8Array>;
        const said = ImportSaid.parse({
          fileName: decodeHeader(request.get('x-file-name') ?? ''),
          reason: decodeHeader(request.get('x-reason') ?? ''),
        });
        const asked = { ...query, ...said, madeById: me.personId, at, content, maxBytes: MAX_BYTES };
        return created({ id: await receiveImport({ database }, asked) });
      },
    }),
    serve('GET /api/administration/imports/:id', {
      ...administrator,
      async handle({ me, params, at }) {
        const { batch, counts } = await seen(me.actor, params.id, at);
        const { id, kind, fileName, reason, madeById, madeAt, state, lines, encoding, fault, appliedAt } = batch;
        const name = madeById === null ? null : await personName(prisma, madeById);
        const faulty = await reportLines(prisma, id, { after: 0, limit: MAX_SHOWN, faulty: true });
        return ok({
          ...{ id, kind, fileName, reason, state, lines, encoding, fault, counts },
          madeBy: madeById === null || name === null ? null : { id: madeById, ...name },
          madeAt: madeAt.toISOString(),
          appliedAt: appliedAt?.toISOString() ?? null,
          faulty: faulty.map(({ line, key, faults }) => ({ line, key, faults: [...faults] })),
          may: { apply: state === 'planned' && madeById === me.personId && counts.ready > 0 },
        });
      },
    }),
    serve('GET /api/administration/imports/:id/report', {
      ...administrator,
      async handle({ me, params, query, at, response }) {
        const { batch } = await seen(me.actor, params.id, at);
        response.setHeader('Content-Disposition', `attachment; filename="import-${batch.kind}-${batch.id}.csv"`);
        response.type('text/csv');
        response.write(`${UTF8_MARK}${csvLine(REPORT_HEAD[query.lang])}`);
        for (let after = 0; ; ) {
          const lines = await reportLines(prisma, batch.id, { after, limit: PAGE, faulty: false });
          const last = lines.at(-1);
          if (last === undefined || response.destroyed) break;
          after = last.line;
          response.write(lines.map((line) => csvLine(reportCells(line, query.lang))).join(''));
        }
        response.end();
        return undefined;
      },
    }),
    serve('POST /api/administration/imports/:id/application', {
      ...administrator,
      async handle({ me, params, at }) {
        await askImport({ database }, { id: params.id, madeById: me.personId, at });
        return done;
      },
    }),
  ];
}
