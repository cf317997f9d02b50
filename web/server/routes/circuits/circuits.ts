import type { Versions } from '#application/versions.ts';
import { diagramOf } from '#domain/circuit/blocks/part.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { filesOfVersion, publishedVersions } from '#prisma/repositories/circuits/circuits.ts';
import { filesOfPart, findPartVersion } from '#prisma/repositories/circuits/parts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { versionDiagram } from '../../views/version-diagram.ts';

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
        const part = await partDiagram(database.prisma, params.versionId);
        if (part !== null) {
          response.type('application/xml').send(part);
          return undefined;
        }
        const xml = await versionDiagram(versions, params.versionId, query).catch(unknownVersion);
        response.type('application/xml').send(xml);
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

/** The diagram of a version of a block, as it was drawn; null when it is a version of something else. */
async function partDiagram(tx: Tx, versionId: string): Promise<string | null> {
  const part = await findPartVersion(tx, versionId);
  if (part === null) return null;
  const drawn = (await filesOfPart(tx, versionId)).find(({ path }) => path === diagramOf(part.name));
  if (drawn === undefined) throw new DomainError('not-found');
  return new TextDecoder().decode(drawn.content);
}

function unknownVersion(error: unknown): never {
  throw error instanceof DomainError && error.code === 'kind-unknown' ? new DomainError('not-found') : error;
}
