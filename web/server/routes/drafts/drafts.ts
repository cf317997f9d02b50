import { masked, protect } from '../../../../application/forms/sensitive.ts';
import { draftSubject, openDraft } from '../../../../application/open-draft.ts';
import { kindsOpenTo } from '../../../../application/openings.ts';
import { mustStartFor, startFor } from '../../../../application/starting.ts';
import { isStorable } from '../../../../application/storable.ts';
import type { Version, Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { situationOf } from '../../../../prisma/repositories/career.ts';
import {
  createDraft,
  type DraftRow,
  deleteDraft,
  draftsOf,
  findDraft,
  lockDraft,
  saveDraft,
} from '../../../../prisma/repositories/drafts.ts';
import { piecesOfDraft } from '../../../../prisma/repositories/pieces.ts';
import type { DraftSummary } from '../../../contract/drafts.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { kindDetail } from '../../views/kind.ts';
import { pieceView } from '../../views/piece.ts';

const MOST_DRAFTS = 50;

/** What a person is typing, kept as it is typed and found again on another device. */
export function draftRoutes({
  database,
  secrets,
  versions,
}: Pick<Dependencies, 'database' | 'secrets'> & { versions: Versions }) {
  const { prisma } = database;

  const summary = (draft: DraftRow, { sheet }: Version): DraftSummary => ({
    id: draft.id,
    kind: sheet.kind,
    title: sheet.title,
    agent: draft.agent,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
  });
  const view = async (draft: DraftRow, me: SignedIn, at: Date) => {
    const version = await versions.get(draft.versionId);
    // Whoever lost the right to start it keeps what they typed, and reads nothing more of the agent.
    const may = draft.agentId !== null && (await startFor(prisma, await me.actor(), draft.agentId, at))(version.sheet);
    return {
      agentSituation: may && draft.agentId !== null ? await situationOf(prisma, draft.agentId, parisDay(at)) : null,
      ...summary(draft, version),
      data: masked(draft.data),
      revision: draft.revision,
      pieces: (await piecesOfDraft(prisma, draft.id)).map(pieceView),
      kindDetail: kindDetail(version),
    };
  };

  return [
    serve('POST /api/drafts', {
      right: 'signed-in',
      guard: null,
      async handle({ body, me, at }) {
        const version = await versions.current(body.kind);
        const agentId = body.agentId ?? me.personId;
        await mustStartFor(prisma, await me.actor(), version.sheet, agentId, at);
        const open = await kindsOpenTo(prisma, agentId, [version.kind], at);
        if (open.size === 0) throw new DomainError('kind-closed');
        if ((await draftsOf(prisma, me.personId, MOST_DRAFTS)).length >= MOST_DRAFTS) {
          throw new DomainError('too-many-requests', { drafts: MOST_DRAFTS });
        }
        return created(
          await view(
            await createDraft(prisma, {
              ownerId: me.personId,
              agentId: agentId === me.personId ? null : agentId,
              versionId: version.id,
              at,
            }),
            me,
            at,
          ),
        );
      },
    }),
    serve('GET /api/drafts', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me }) {
        const drafts = await draftsOf(prisma, me.personId, MOST_DRAFTS);
        return ok({
          items: await Promise.all(drafts.map(async (draft) => summary(draft, await versions.get(draft.versionId)))),
        });
      },
    }),
    serve('GET /api/drafts/:id', {
      right: 'signed-in',
      guard: 'draft-owner',
      handle: async ({ params, me, at }) =>
        ok(await view(openDraft(await findDraft(prisma, params.id, me.personId)), me, at)),
    }),
    serve('PUT /api/drafts/:id', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, body, me, at }) {
        if (!isStorable(body.data))
          throw new DomainError('bad-request', {}, [{ field: 'data', code: 'characters', params: {} }]);
        const before = await findDraft(prisma, params.id, me.personId);
        if (!before) throw new DomainError('not-found');
        const { form } = await versions.get(before.versionId);
        const data = protect(form, body.data, before.data, { secrets, owner: draftSubject(before) });
        const saved = { revision: body.revision, data, id: params.id, ownerId: me.personId, at };
        const revision = await saveDraft(prisma, saved);
        if (revision !== null) return ok({ revision, updatedAt: at.toISOString() });
        const kept = openDraft(await findDraft(prisma, params.id, me.personId));
        throw new ProblemWith('draft-changed-elsewhere', { draft: await view(kept, me, at) });
      },
    }),
    serve('DELETE /api/drafts/:id', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me }) {
        await database.transaction(async (tx) => {
          openDraft(await lockDraft(tx, params.id, me.personId));
          await deleteDraft(tx, params.id);
        });
        return done;
      },
    }),
  ];
}
