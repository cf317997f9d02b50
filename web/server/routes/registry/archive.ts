import { exportArchives, MAX_ARCHIVED, weighArchive } from '#application/archive/export-archives.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { agencyOf } from '#prisma/repositories/acts/archived.ts';
import { registrySelection } from '#prisma/repositories/acts/registry.ts';
import type { RegistryArchive } from '#web/contract/signing/registry.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { statesToday } from '../../pieces/act-states.ts';
import { besideActs } from '../../pieces/beside-acts.ts';
import { serveZip } from '../../pieces/serve.ts';

/** The archive of the signed acts among those of the registry that are asked for. */
export function registryArchiveRoutes(
  dependencies: Pick<Dependencies, 'heavy' | 'documents' | 'packages' | 'channels' | 'settings'>,
) {
  const { heavy: database, settings } = dependencies;
  const keeper = { right: [REGISTRY_ROLE], guard: 'structure-manager' } as const;
  // One more than an archive holds: that there are too many is then known.
  const chosen = (keeperId: string, query: RegistryArchive, at: Date) =>
    registrySelection(database.prisma, { ...query, keeperId, day: parisDay(at) }, MAX_ARCHIVED + 1);
  return [
    serve('GET /api/registry/archive/size', {
      ...keeper,
      async handle({ me, query, at }) {
        const acts = await chosen(me.personId, query, at);
        return ok({ acts: acts.length, bytes: await weighArchive(database.prisma, acts) });
      },
    }),
    serve('GET /api/registry/archive', {
      ...keeper,
      async handle({ me, query, at, response }) {
        return serveZip(response, async () => {
          const acts = await chosen(me.personId, query, at);
          const agency = await agencyOf(
            database.prisma,
            acts.map(({ actId }) => actId),
          );
          const deps = { ...dependencies, database };
          const asked = { actor: me.actor, acts, agency, at, stateToday: statesToday(deps) };
          return exportArchives(deps, { ...asked, ...(await besideActs(settings)) });
        });
      },
    }),
  ];
}
