import type { z } from 'zod';
import { migrateRequests } from '../../../../application/requests/migrate-requests.ts';
import type { Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import type { CircuitManifest } from '../../../../domain/circuit/manifest.ts';
import type { MigrationBar } from '../../../../domain/circuit/migration.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { findVersion } from '../../../../prisma/repositories/circuits.ts';
import { type MigrationRow, migrationsAbout } from '../../../../prisma/repositories/requests/migrations.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';

/** Requests under way that go on by the version in force of their circuit: asked for, and what became of each. */
export function migrationRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;

  const viewOf = async (row: MigrationRow): Promise<z.input<typeof MigrationView>> => {
    const { id, requestId, number, reason, state } = row;
    const { manifest } = await versions.get(row.fromVersionId);
    return {
      ...{ id, requestId, number, reason, state },
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
  ];
}

function barView(
  manifest: CircuitManifest,
  { cause, params }: { readonly cause: MigrationBar['cause'] | null; readonly params: MigrationBar['params'] },
) {
  const { step, reason } = params;
  return cause && { cause, step: step === undefined ? null : stepName(manifest, step), reason: reason ?? null };
}
