import { titleIn } from '#application/atelier/draft-title.ts';
import { withdrawVersion } from '#application/atelier/publish/withdraw-version.ts';
import { versionInForceWithout } from '#domain/circuit/drafts/proposal.ts';
import { DomainError } from '#domain/errors.ts';
import { findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { filesOf, findVersion, versionsOfKind } from '#prisma/repositories/circuits/circuits.ts';
import { filesOfPart, findPartVersion } from '#prisma/repositories/circuits/parts.ts';
import { publishedHashes } from '#prisma/repositories/circuits/proposals.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import type { Compared } from '../../circuits/comparison/compare.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing } from './drafts.ts';
import { fileView } from './views.ts';

const READERS = ['analyste', 'administrateur'] as const;

/** The versions of a circuit, or of what circuits share, whole, and what changed from one to another. */
export function circuitVersionRoutes({
  database,
  comparer,
  settings,
}: Pick<Dependencies, 'database' | 'comparer' | 'settings'>) {
  const { prisma } = database;

  const versionNamed = async (id: string): Promise<Compared> => {
    const { number, kind, files } = await sourcesNamed(id);
    return { versionId: id, number, kind, files };
  };

  /** A version with its files, of a kind or of what kinds share. */
  const sourcesNamed = async (id: string) => {
    const version = await findVersion(prisma, id);
    if (version !== null) {
      const { kind, number, current, manifest } = version;
      return { of: 'kind' as const, kind, number, current, title: manifest.title, files: await filesOf(prisma, id) };
    }
    const part = await findPartVersion(prisma, id);
    if (part === null) throw new DomainError('not-found');
    const { of, name: kind, number, current } = part;
    const files = await filesOfPart(prisma, id);
    return { of, kind, number, current, title: titleIn(files, { of, kind }), files };
  };

  return [
    serve('GET /api/circuits/:kind/versions', {
      right: READERS,
      guard: null,
      async handle({ params }) {
        const rows = await versionsOfKind(prisma, params.kind);
        if (rows.length === 0) throw new DomainError('not-found');
        const names = await namesOf(
          prisma,
          rows.flatMap(({ publishedBy, proposedBy, withdrawnBy }) =>
            [publishedBy ?? [], proposedBy ?? [], withdrawnBy ?? []].flat(),
          ),
        );
        const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
        const published = await publishedHashes(prisma, params.kind);
        const without = (id: string) => versionInForceWithout(rows, published, { id })?.number ?? null;
        return ok({
          kind: params.kind,
          items: rows.map(
            ({ id, kind: _kind, bundleHash: _hash, proposalId: _proposal, manifest, publishedAt, ...row }) => ({
              ...row,
              versionId: id,
              inForceWithout: without(id),
              title: manifest.title,
              publishedAt: publishedAt.toISOString(),
              publishedBy: named(row.publishedBy),
              proposedBy: named(row.proposedBy),
              withdrawnBy: named(row.withdrawnBy),
              withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
            }),
          ),
        });
      },
    }),
    serve('POST /api/circuits/:versionId/withdrawal', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const { versionId } = call.params;
        const asked = { ...drawing(call), versionId, reason: call.body.reason };
        const inForce = await withdrawVersion({ database, baseUrl: settings.baseUrl }, asked);
        const { kind } = await versionNamed(versionId);
        return ok({ kind, inForce: inForce && { id: inForce.id, number: inForce.number } });
      },
    }),
    serve('GET /api/circuits/:versionId/sources', {
      right: READERS,
      guard: null,
      async handle({ params }) {
        const { files, ...version } = await sourcesNamed(params.versionId);
        return ok({ versionId: params.versionId, ...version, files: files.map(fileView) });
      },
    }),
    serve('GET /api/circuits/:versionId/comparison/:otherId', {
      right: READERS,
      guard: null,
      handle: async ({ me, params }) =>
        ok(
          await comparer.compare(me.personId, await versionNamed(params.versionId), await versionNamed(params.otherId)),
        ),
    }),
    serve('GET /api/atelier/drafts/:id/comparison', {
      right: ANALYSTS,
      guard: null,
      async handle({ me, params, query }) {
        const draft = await findCircuitDraft(prisma, params.id);
        if (draft === null) throw new DomainError('not-found');
        const { kind } = draft;
        const versionId = query.with ?? draft.baseVersion?.id;
        const nothing: Compared = { versionId: null, number: null, kind, files: [] };
        const files = await bundleFilesOfDraft(prisma, draft);
        const base = versionId === undefined ? nothing : await versionNamed(versionId);
        return ok(await comparer.compare(me.personId, base, { versionId: null, number: null, kind, files }));
      },
    }),
  ];
}
