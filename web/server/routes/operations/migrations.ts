import type { z } from 'zod';
import { migrateRequests } from '#application/requests/migrate-requests.ts';
import { planMigration } from '#application/requests/plan-migration.ts';
import { steerMigrations } from '#application/requests/steer-migrations.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { MigrationBar } from '#domain/circuit/interventions/migration.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { administersAll } from '#domain/permissions/actor.ts';
import { findVersion } from '#prisma/repositories/circuits/circuits.ts';
import { type BatchRow, batchesOf } from '#prisma/repositories/operations/migration-batches.ts';
import { type MigrationRow, migrationsAbout } from '#prisma/repositories/operations/migrations.ts';
import type { BatchView, MigrationView } from '#web/contract/circuits/migrations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';

/** Requests under way that go on by the version in force of their circuit: asked for, and what became of each. */
export function migrationRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;

  const viewOf = async (row: MigrationRow): Promise<z.input<typeof MigrationView>> => {
    const { id, requestId, number, reason, dry, state } = row;
    const { manifest } = await versions.get(row.fromVersionId);
    return {
      ...{ id, requestId, number, reason, dry, state },
      from: row.fromNumber,
      to: row.toNumber,
      askedBy: { id: row.askedById, firstName: row.firstName, lastName: row.lastName },
      askedAt: row.askedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      bar: barView(manifest, row),
      instances: row.instances.map(({ path, ...instance }) => ({
        key: instance.key,
        name: path === '' ? null : stepName(manifest, path),
        state: instance.state,
        bar: barView(manifest, instance),
      })),
    };
  };

  return [
    serve('POST /api/operations/circuits/:versionId/migrations', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, body, at }) {
        return ok(await migrateRequests({ database }, { actor: me.actor, versionId: params.versionId, ...body, at }));
      },
    }),
    serve('GET /api/operations/circuits/:versionId/migrations', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, query, at }) {
        const { versionId } = params;
        if ((await findVersion(prisma, versionId)) === null) throw new DomainError('not-found');
        const seen = { administratorId: me.personId, day: parisDay(at), versionId };
        const { rows, ...page } = await migrationsAbout(prisma, seen, query);
        return ok({ items: await Promise.all(rows.map(viewOf)), ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/operations/circuits/:versionId/migration-plan', {
      right: ['administrateur'],
      guard: null,
      async handle({ params }) {
        const { toVersionId, elements, calls } = await planMigration({ database }, params.versionId);
        const [from, to] = [await versions.get(params.versionId), await versions.get(toVersionId)];
        const here = (place: string) => ({ place, name: stepName(from.manifest, place) });
        return ok({
          to: to.number,
          elements: elements.map(({ place, proposal, candidates }) => ({
            ...here(place),
            proposal,
            candidates: candidates.map((one) => ({ place: one.place, name: stepName(to.manifest, one.placeThere) })),
          })),
          calls: calls.map(here),
        });
      },
    }),
    serve('GET /api/operations/circuits/:versionId/migration-batches', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, at }) {
        const isOfAll = administersAll(me.actor, parisDay(at));
        const seen = { versionId: params.versionId, askedById: isOfAll ? null : me.personId, limit: MAX_BATCHES };
        return ok({ items: (await batchesOf(prisma, seen)).map(batchView) });
      },
    }),
    serve('POST /api/operations/migration-batches/:id/state', {
      right: ['administrateur'],
      guard: 'administrator',
      async handle({ me, params, body, at }) {
        await steerMigrations({ database }, { actor: me.actor, batchId: params.id, to: body.state, at });
        return done;
      },
    }),
  ];
}

/** Batches shown at once: what is older is read request by request. */
const MAX_BATCHES = 20;

const batchView = (row: BatchRow): z.input<typeof BatchView> => {
  const { id, number, dry, reason, state, counts } = row;
  return {
    ...{ id, number, dry, reason, state, counts: { ...counts } },
    to: row.toNumber,
    mapped: Object.keys(row.mapping).length,
    askedBy: { id: row.askedById, firstName: row.firstName, lastName: row.lastName },
    askedAt: row.askedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
};

function barView(
  manifest: CircuitManifest,
  { cause, params }: { readonly cause: MigrationBar['cause'] | null; readonly params: MigrationBar['params'] },
) {
  const { step, reason } = params;
  return cause && { cause, step: step === undefined ? null : stepName(manifest, step), reason: reason ?? null };
}
