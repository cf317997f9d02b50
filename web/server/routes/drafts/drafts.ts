import { NO_OFFER, postsOffered } from '#application/checks/in-campaign.ts';
import { startFor } from '#application/checks/starting.ts';
import { beginDraft, MAX_DRAFTS } from '#application/drafts/begin-draft.ts';
import { dropDraft } from '#application/drafts/drop-draft.ts';
import { knownAnswers } from '#application/drafts/known-answers.ts';
import { draftSubject, isDraftOnPaper, openDraft } from '#application/drafts/open-draft.ts';
import { rebasedDraft } from '#application/drafts/rebase-draft.ts';
import { saveDraft } from '#application/drafts/save-draft.ts';
import { masked } from '#application/forms/sensitive.ts';
import type { Version, Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { showTheme } from '#domain/situation/themes/show-theme.ts';
import { type DraftRow, draftsOf, findDraft } from '#prisma/repositories/drafts/drafts.ts';
import { situationOf } from '#prisma/repositories/people/career.ts';
import { type PieceRow, piecesOfDraft } from '#prisma/repositories/pieces/pieces.ts';
import type { DraftSummary } from '#web/contract/requests/drafts.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { kindDetail, withItems } from '../../views/kind.ts';
import { pieceView } from '../../views/piece.ts';

/** What a person is typing, kept as it is typed and found again on another device. */
export function draftRoutes({
  database,
  secrets,
  versions,
}: Pick<Dependencies, 'database' | 'secrets'> & { versions: Versions }) {
  const { prisma } = database;

  const summary = (draft: DraftRow, { manifest }: Version): DraftSummary => ({
    id: draft.id,
    kind: manifest.kind,
    title: manifest.title,
    agent: draft.agent,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
  });
  /** As it can be filed; where it cannot, as it was typed, and why. */
  const openable = async (draft: DraftRow) =>
    rebasedDraft({ database, versions }, draft).then(
      (rebased) => ({ draft: rebased, withdrawn: null }),
      (error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        return { draft, withdrawn: { code: error.code, reason: String(error.params.reason ?? '') } };
      },
    );
  const shown = async (
    { draft, withdrawn, pieces }: Awaited<ReturnType<typeof openable>> & { readonly pieces: readonly PieceRow[] },
    me: SignedIn,
    at: Date,
  ) => {
    const version = await versions.get(draft.versionId);
    // Whoever lost the right to start it keeps what they typed, and reads nothing more of the agent.
    const may = draft.agentId !== null && (await startFor(prisma, me.actor, draft.agentId, at))(version.manifest);
    const asked = { day: parisDay(at), themes: version.manifest.effects };
    const stands = may && draft.agentId !== null ? await situationOf(prisma, draft.agentId, asked) : null;
    const mayRead = draft.agentId === null || may;
    const about = { agentId: draftSubject(draft), day: asked.day, chosen: Object.values(draft.data) };
    const known = mayRead ? await knownAnswers(prisma, version.form, about) : null;
    const posts = mayRead ? await postsOffered(prisma, version, about.agentId, at) : NO_OFFER;
    const origins = (known?.origins ?? []).filter(({ key }) => draft.data[key] === known?.data[key]);
    return {
      origins: origins.map(({ key, theme, entry }) => ({ key, theme: theme.title, from: entry.from })),
      changes: version.manifest.effects.length > 0,
      agentSituation: stands && { ...stands, situation: stands.situation.map(showTheme) },
      ...summary(draft, version),
      onPaper: isDraftOnPaper(draft, version.manifest),
      data: masked(draft.data),
      revision: draft.revision,
      withdrawn,
      pieces: pieces.map((piece) => pieceView(piece)),
      kindDetail: withItems(kindDetail(version), version.form, { offers: known?.offers ?? [], posts }),
    };
  };
  const view = async (found: DraftRow, me: SignedIn, at: Date) =>
    shown({ ...(await openable(found)), pieces: await piecesOfDraft(prisma, found.id) }, me, at);

  return [
    serve('POST /api/drafts', {
      right: 'signed-in',
      guard: null,
      async handle({ body, me, at }) {
        const asked = {
          actor: me.actor,
          kind: body.kind,
          agentId: body.agentId ?? me.personId,
          item: body.item,
          renews: body.renews,
          after: body.after,
          at,
        };
        const draft = await beginDraft({ database, versions }, asked);
        return created(await shown({ draft, withdrawn: null, pieces: [] }, me, at));
      },
    }),
    serve('GET /api/drafts', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me }) {
        const drafts = await draftsOf(prisma, me.personId, MAX_DRAFTS);
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
        const typed = { ...body, ownerId: me.personId, draftId: params.id, at };
        const saved = await saveDraft({ database, versions, secrets }, typed);
        if ('revision' in saved) return ok({ revision: saved.revision, updatedAt: at.toISOString() });
        throw new ProblemWith('draft-changed-elsewhere', { draft: await view(saved.kept, me, at) });
      },
    }),
    serve('DELETE /api/drafts/:id', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me }) {
        await dropDraft({ database }, { ownerId: me.personId, draftId: params.id });
        return done;
      },
    }),
  ];
}
