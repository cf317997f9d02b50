import { z } from 'zod';
import { DomainError } from '../../../../domain/errors.ts';
import { filesOfVersion, publishedVersions } from '../../../../prisma/repositories/circuits-read.ts';
import { Id, Language } from '../../../contract/common.ts';
import { CircuitFiles, CircuitList } from '../../../contract/operations.ts';
import type { Versions } from '../../circuits/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { diagramIn } from '../../views/diagram.ts';

const READERS = ['analyste', 'administrateur'] as const;
const OneVersion = z.object({ versionId: Id });

/** The published versions of circuits, for whoever draws and whoever runs them. */
export function circuitRoutes({
  database,
  versions,
}: Pick<Dependencies, 'database'> & { versions: Versions }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/circuits',
      right: READERS,
      summary: 'The published versions, newest first',
      answers: { 200: CircuitList },
      async handle() {
        const rows = await publishedVersions(database.prisma);
        return ok({
          items: rows.map(({ id, kind, number, current, publishedAt, openRequests, sheet }) => ({
            kind,
            title: sheet.title,
            versionId: id,
            number,
            current,
            publishedAt: publishedAt.toISOString(),
            openRequests,
          })),
        });
      },
    }),
    route({
      method: 'get',
      path: '/api/circuits/:versionId/diagram',
      right: READERS,
      summary: 'The BPMN of a version, named in a language; as it was published without one',
      params: OneVersion,
      query: z.object({ lang: Language.optional() }),
      answers: { 200: 'application/xml' },
      async handle({ params, query, response }) {
        const { sheet } = await versions.get(params.versionId).catch(unknownVersion);
        const xml = await versions.file(params.versionId, sheet.diagram);
        if (xml === null) throw new DomainError('not-found');
        response.type('application/xml').send(query.lang ? diagramIn(xml, sheet, query.lang) : xml);
        return undefined;
      },
    }),
    route({
      method: 'get',
      path: '/api/circuits/:versionId/files',
      right: READERS,
      summary: 'The files of a version',
      params: OneVersion,
      answers: { 200: CircuitFiles },
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
