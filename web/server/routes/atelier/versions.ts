import { z } from 'zod';
import { DomainError } from '../../../../domain/errors.ts';
import { bundleFilesOfDraft, findCircuitDraft, namesOf } from '../../../../prisma/repositories/atelier.ts';
import { filesOf } from '../../../../prisma/repositories/circuits.ts';
import { findVersion, versionsOfKind } from '../../../../prisma/repositories/circuits-read.ts';
import { CircuitComparison, CircuitKind, CircuitSources, CircuitVersions } from '../../../contract/atelier.ts';
import { Id } from '../../../contract/common.ts';
import { type Compared, compareCircuits } from '../../circuits/comparison/compare.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { ANALYSTS, OneDraft } from './drafts.ts';
import { fileView } from './views.ts';

const READERS = ['analyste', 'administrateur'] as const;

/** The versions of a circuit, whole, and what changed from one to another. */
export function circuitVersionRoutes({ database }: Pick<Dependencies, 'database'>): Route[] {
  const { prisma } = database;

  const versionNamed = async (id: string): Promise<Compared> => {
    const version = await findVersion(prisma, id);
    if (version === null) throw new DomainError('not-found');
    return { versionId: id, number: version.number, kind: version.kind, files: await filesOf(prisma, id) };
  };

  return [
    route({
      method: 'get',
      path: '/api/circuits/:kind/versions',
      right: READERS,
      summary: 'The versions of a kind, newest first, with who published them and why',
      params: z.object({ kind: CircuitKind }),
      answers: { 200: CircuitVersions },
      async handle({ params }) {
        const rows = await versionsOfKind(prisma, params.kind);
        if (rows.length === 0) throw new DomainError('not-found');
        const names = await namesOf(
          prisma,
          rows.flatMap(({ publishedBy }) => publishedBy ?? []),
        );
        return ok({
          kind: params.kind,
          items: rows.map(({ id, number, current, publishedAt, publishedBy, reason, openRequests, sheet }) => ({
            versionId: id,
            number,
            title: sheet.title,
            current,
            publishedAt: publishedAt.toISOString(),
            publishedBy: publishedBy === null ? null : (names.get(publishedBy) ?? null),
            reason,
            openRequests,
          })),
        });
      },
    }),
    route({
      method: 'get',
      path: '/api/circuits/:versionId/sources',
      right: READERS,
      summary: 'A version with the text of all its files',
      params: z.object({ versionId: Id }),
      answers: { 200: CircuitSources },
      async handle({ params }) {
        const version = await findVersion(prisma, params.versionId);
        if (version === null) throw new DomainError('not-found');
        const { id, kind, number, current, sheet } = version;
        const files = (await filesOf(prisma, id)).map(fileView);
        return ok({ versionId: id, kind, number, title: sheet.title, current, files });
      },
    }),
    route({
      method: 'get',
      path: '/api/circuits/:versionId/comparison/:otherId',
      right: READERS,
      summary: 'What changed from one version to another',
      params: z.object({ versionId: Id, otherId: Id }),
      answers: { 200: CircuitComparison },
      handle: async ({ params }) =>
        ok(await compareCircuits(await versionNamed(params.versionId), await versionNamed(params.otherId))),
    }),
    route({
      method: 'get',
      path: '/api/atelier/drafts/:id/comparison',
      right: ANALYSTS,
      summary: 'What a draft changes of the version it began from, or of another',
      params: OneDraft,
      query: z.object({ with: Id.optional() }),
      answers: { 200: CircuitComparison },
      async handle({ params, query }) {
        const draft = await findCircuitDraft(prisma, params.id);
        if (draft === null) throw new DomainError('not-found');
        const { kind } = draft;
        const versionId = query.with ?? draft.baseVersion?.id;
        const nothing: Compared = { versionId: null, number: null, kind, files: [] };
        const files = await bundleFilesOfDraft(prisma, draft);
        const base = versionId === undefined ? nothing : await versionNamed(versionId);
        return ok(await compareCircuits(base, { versionId: null, number: null, kind, files }));
      },
    }),
  ];
}
