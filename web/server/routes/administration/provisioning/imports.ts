import { askImport } from '#application/people/imports/apply-import.ts';
import { approveImport, rejectImport } from '#application/people/imports/approve-import.ts';
import { standingOf } from '#application/people/imports/plan-import.ts';
import { receiveImport } from '#application/people/imports/receive-import.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { csvTable } from '#domain/formats/csv.ts';
import { columnsOfTheme, themeFault } from '#domain/people/import-entry.ts';
import { REPORT_END, reportCells, reportHead } from '#domain/people/import-words.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { administersAll } from '#domain/permissions/actor.ts';
import { approvingFault, canRejectImport, canSeeImport, canSendValues } from '#domain/permissions/people.ts';
import { showTheme } from '#domain/situation/themes/show-theme.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { type Batch, linesToImport, listBatches, reportLines } from '#prisma/repositories/people/imports.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import { type EntryKept, themeBy } from '#prisma/repositories/people/situation-files.ts';
import { newestDefinitions } from '#prisma/repositories/people/themes.ts';
import { ImportSaid } from '#web/contract/operations/imports.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { created, done, ok, serve } from '#web/server/http/route.ts';
import { sendCsv } from '#web/server/http/send-csv.ts';
import { decodeFileName as decodeHeader } from '#web/server/pieces/file-name.ts';
import { administrator, pageBody } from '../change.ts';

/** What a screen sends; a larger file is the operator's to import (npm run import). */
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_SHOWN = 50;
/** Lines of a report read at once. */
const PAGE = 1_000;

/** Files of structures, people, posts, rights, delegations and values of themes. They are read, tried and applied by a worker, never here. */
export function importRoutes({ database, secrets, settings }: Pick<Dependencies, 'database' | 'secrets' | 'settings'>) {
  const { prisma } = database;
  const mailDomain = new URL(settings.baseUrl).hostname;
  const seen = async (actor: Actor, id: string, at: Date) => {
    const found = await standingOf(database, id);
    if (!canSeeImport(actor, found.batch.madeById, parisDay(at))) throw new DomainError('not-found');
    return found;
  };
  const nameOf = async (personId: string | null) => {
    const name = personId === null ? null : await personName(prisma, personId);
    return personId === null || name === null ? null : { id: personId, ...name };
  };
  const themeOf = async ({ themeSha256 }: Batch) => (themeSha256 === null ? null : themeBy(prisma, themeSha256));
  /** What the first lines to import would write. */
  const valuesOf = async (id: string, definition: Theme) =>
    (await linesToImport(prisma, id, MAX_SHOWN)).map(({ line, key, said }) => ({
      ...{ line, key },
      after: showTheme({ definition, entry: { theme: definition.name, ...(said as EntryKept) }, items: [] }),
    }));

  return [
    serve('GET /api/administration/imports', {
      ...administrator,
      async handle({ me, query, at }) {
        const all = administersAll(me.actor, parisDay(at));
        const { items, total } = await listBatches(prisma, { madeById: me.personId, all, ...query });
        const rows = items.map(({ id, kind, definition, fileName, reason, madeBy, madeAt, state, lines }) => ({
          ...{ id, kind, fileName, reason, madeBy, state, lines },
          theme: definition?.title ?? null,
          madeAt: madeAt.toISOString(),
        }));
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    serve('GET /api/administration/imports/themes', {
      ...administrator,
      async handle() {
        const themes = await newestDefinitions(prisma);
        const given = themes.filter((theme) => themeFault(theme, { openly: true }) === null);
        return ok({
          items: given.map((theme) => ({ name: theme.name, title: theme.title, columns: columnsOfTheme(theme) })),
        });
      },
    }),
    serve('POST /api/administration/imports', {
      ...administrator,
      async handle({ me, query, at, request }) {
        if (query.kind === 'situation' && !canSendValues(me.actor, parisDay(at)))
          throw new DomainError('import-top-only');
        if (!request.is('text/csv'))
          throw new DomainError('bad-request', {}, [{ field: '', code: 'not-csv', params: {} }]);
        const content = request as AsyncIterable<Uint8Array>;
        const said = ImportSaid.parse({
          fileName: decodeHeader(request.get('x-file-name') ?? ''),
          reason: decodeHeader(request.get('x-reason') ?? ''),
        });
        const asked = { ...query, ...said, madeById: me.personId, at, content, maxBytes: MAX_BYTES };
        return created({ id: await receiveImport({ database, secrets }, asked) });
      },
    }),
    serve('GET /api/administration/imports/:id', {
      ...administrator,
      async handle({ me, params, at }) {
        const { batch, counts } = await seen(me.actor, params.id, at);
        const { id, kind, fileName, reason, madeById, madeAt, state, lines, encoding, fault, appliedAt } = batch;
        const [madeBy, approvedBy] = [await nameOf(madeById), await nameOf(batch.approvedById)];
        const theme = await themeOf(batch);
        const day = parisDay(at);
        const isWaiting = state === 'proposed';
        const faulty = await reportLines(prisma, id, { after: 0, limit: MAX_SHOWN, faulty: true });
        return ok({
          ...{ id, kind, fileName, reason, state, lines, encoding, fault, counts },
          theme: theme?.title ?? null,
          ...{ madeBy, approvedBy },
          madeAt: madeAt.toISOString(),
          appliedAt: appliedAt?.toISOString() ?? null,
          faulty: faulty.map(({ line, key, faults }) => ({ line, key, faults: [...faults] })),
          values: theme === null ? [] : await valuesOf(batch.id, theme),
          may: {
            apply: state === 'planned' && madeById === me.personId && counts.ready > 0,
            approve: isWaiting && approvingFault(me.actor, madeById, day) === null,
            reject: isWaiting && canRejectImport(me.actor, madeById, day),
          },
        });
      },
    }),
    serve('GET /api/administration/imports/:id/report', {
      ...administrator,
      async handle({ me, params, query, at, response }) {
        const { batch } = await seen(me.actor, params.id, at);
        const theme = await themeOf(batch);
        const lines = async function* () {
          for (let after = 0; ; ) {
            const read = await reportLines(prisma, batch.id, { after, limit: PAGE, faulty: false });
            const last = read.at(-1);
            if (last === undefined) return;
            after = last.line;
            yield read.map((line) => reportCells(line, query.lang, theme));
          }
        };
        const table = { columns: reportHead(query.lang, theme), end: REPORT_END[query.lang], language: query.lang };
        return sendCsv(response, `import-${batch.kind}-${batch.id}.csv`, csvTable(table, lines()));
      },
    }),
    serve('POST /api/administration/imports/:id/application', {
      ...administrator,
      async handle({ me, params, at }) {
        await askImport({ database, mailDomain }, { id: params.id, madeById: me.personId, at });
        return done;
      },
    }),
    serve('POST /api/administration/imports/:id/approval', {
      ...administrator,
      async handle({ me, params, at }) {
        await approveImport({ database }, { actor: me.actor, id: params.id, at });
        return done;
      },
    }),
    serve('POST /api/administration/imports/:id/rejection', {
      ...administrator,
      async handle({ me, params, body, at }) {
        await rejectImport({ database }, { actor: me.actor, id: params.id, reason: body.reason, at });
        return done;
      },
    }),
  ];
}
