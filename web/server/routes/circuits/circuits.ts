import type { Versions } from '../../../../application/versions.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { filesOfVersion, publishedVersions } from '../../../../prisma/repositories/circuits.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { diagramIn } from '../../views/diagram.ts';

const READERS = ['analyste', 'administrateur'] as const;

/** The published versions of circuits, for whoever draws and whoever runs them. */
export function circuitRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  return [
    serve('GET /api/circuits', {
      right: READERS,
      guard: null,
      async handle() {
        const rows = await publishedVersions(database.prisma);
        return ok({
          items: rows.map(({ id, kind, number, current, publishedAt, openRequests, manifest }) => ({
            kind,
            title: manifest.title,
            versionId: id,
            number,
            current,
            publishedAt: publishedAt.toISOString(),
            openRequests,
          })),
        });
      },
    }),
    serve('GET /api/circuits/:versionId/diagram', {
      right: READERS,
      guard: null,
      async handle({ params, query, response }) {
        const { manifest } = await versions.get(params.versionId).catch(unknownVersion);
        const xml = await versions.file(params.versionId, manifest.diagram);
        if (xml === null) throw new DomainError('not-found');
        response.type('application/xml').send(query.lang ? diagramIn(xml, manifest, query.lang) : xml);
        return undefined;
      },
    }),
    serve('GET /api/circuits/:versionId/files', {
      right: READERS,
      guard: null,
      async handle({ params }) {
        const items = await filesOfVersion(database.prisma, params.versionId);
        if (items.length === 0) throw new DomainError('not-found');
        return ok({ items });
      },
    }),
  ];
}

function unknownVersion(error: unknown): never {
  throw error instanceof DomainError && error.code === 'kind-unknown' ? new DomainError('not-found') : error;
}
