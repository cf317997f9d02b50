import { templateOf } from '#application/act-batches/columns.ts';
import { commonForm, isForMany } from '#application/act-batches/common-answers.ts';
import { launchActBatch } from '#application/act-batches/launch-batch.ts';
import { type AgentsAsked, batchVersion, receiveActBatch } from '#application/act-batches/receive-batch.ts';
import { answersOf } from '#application/requests/answers.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { csvLine, UTF8_MARK } from '#domain/formats/csv.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { STARTING_ROLES } from '#domain/permissions/role.ts';
import { canLaunchBatch, canPrepareBatch, canSeeBatch } from '#domain/permissions/starting.ts';
import { MAX_FILE_BYTES } from '#domain/request/act-batch.ts';
import {
  countActLines,
  findActBatch,
  listActBatches,
  listActLines,
} from '#prisma/repositories/requests/act-batches.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { batchFault, batchLine, batchRow } from '../../views/act-batch.ts';
import { formTexts } from '../../views/kind.ts';

/** A file in base 64, and the answers beside it. */
const MAX_JSON = 2 * MAX_FILE_BYTES;

/** Acts of a kind for many agents at once. They are tried and filed by a worker, never here. */
export function actBatchRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;
  const starter = { right: STARTING_ROLES, guard: null } as const;
  const owner = { right: STARTING_ROLES, guard: 'own' } as const;
  const seen = async (actor: Actor, id: string) => {
    const batch = await findActBatch(prisma, id);
    if (batch === null || !canSeeBatch(actor, batch.madeById)) throw new DomainError('not-found');
    return { batch, version: await versions.get(batch.versionId) };
  };

  return [
    serve('GET /api/act-batches', {
      ...owner,
      async handle({ me, query }) {
        const { items, total } = await listActBatches(prisma, { madeById: me.personId, ...query });
        const rows = items.map(async (batch) => batchRow(batch, await versions.get(batch.versionId)));
        return ok({ items: await Promise.all(rows), total, ...query });
      },
    }),
    serve('GET /api/act-batches/kinds', {
      ...starter,
      async handle({ me, at }) {
        const day = parisDay(at);
        const offered = (await versions.currents()).filter(
          (version) => canPrepareBatch(me.actor, version.manifest.startedBy ?? null, day) && isForMany(version),
        );
        return ok({ items: offered.map(({ manifest: { kind, title, summary } }) => ({ kind, title, summary })) });
      },
    }),
    serve('GET /api/act-batches/kinds/:kind', {
      ...starter,
      async handle({ me, params, at }) {
        const version = await batchVersion(versions.current(params.kind), me.actor, at);
        const { kind, title } = version.manifest;
        const form = commonForm(version.form) as unknown as Record<string, unknown>;
        return ok({ kind, title, form, formTexts: formTexts(version), columns: templateOf(version) });
      },
    }),
    serve('GET /api/act-batches/kinds/:kind/template', {
      ...starter,
      async handle({ me, params, at, response }) {
        const version = await batchVersion(versions.current(params.kind), me.actor, at);
        response.setHeader('Content-Disposition', `attachment; filename="${version.kind}.csv"`);
        response.type('text/csv').send(`${UTF8_MARK}${csvLine(templateOf(version))}`);
        return undefined;
      },
    }),
    serve('POST /api/act-batches', {
      ...starter,
      maxJson: MAX_JSON,
      async handle({ me, body: { kind, answers, agents }, at }) {
        const asked: AgentsAsked =
          'file' in agents
            ? { file: { name: agents.file.name, content: Buffer.from(agents.file.base64, 'base64') } }
            : agents;
        const batch = { actor: me.actor, kind, answers, agents: asked, at };
        return created({ id: await receiveActBatch({ database, versions }, batch) });
      },
    }),
    serve('GET /api/act-batches/:id', {
      ...owner,
      async handle({ me, params, at }) {
        const { batch, version } = await seen(me.actor, params.id);
        const { madeById, fault, answers, endedAt, state } = batch;
        const counts = await countActLines(prisma, batch.id);
        const startedBy = version.manifest.startedBy ?? null;
        const mayLaunch = canLaunchBatch(me.actor, { madeById, startedBy }, parisDay(at));
        return ok({
          ...batchRow(batch, version),
          endedAt: endedAt?.toISOString() ?? null,
          fault: fault && batchFault(version, fault),
          answers: answersOf(version, answers, {}),
          counts,
          may: { launch: state === 'planned' && counts.ready > 0 && mayLaunch },
        });
      },
    }),
    serve('GET /api/act-batches/:id/lines', {
      ...owner,
      async handle({ me, params, query }) {
        const { batch, version } = await seen(me.actor, params.id);
        const { page, pageSize } = query;
        const { items, total } = await listActLines(prisma, batch.id, { state: query.state, page, pageSize });
        return ok({ items: items.map((line) => batchLine(version, line)), total, page, pageSize });
      },
    }),
    serve('POST /api/act-batches/:id/launch', {
      ...owner,
      async handle({ me, params, at }) {
        await launchActBatch({ database, versions }, { actor: me.actor, id: params.id, at });
        return done;
      },
    }),
  ];
}
