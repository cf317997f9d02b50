import { parisDay } from '#domain/calendar/civil-date.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError, type FieldFault } from '#domain/errors.ts';
import { askedByAgent } from '#domain/permissions/filing.ts';
import type { DraftRow } from '#prisma/repositories/drafts/drafts.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import type { PieceRow } from '#prisma/repositories/pieces/pieces.ts';
import { postsOffered } from '../checks/in-campaign.ts';
import type { Deps } from '../dependencies.ts';
import { offerItems, offerPosts } from '../forms/offer-items.ts';
import { protect, unprotect } from '../forms/sensitive.ts';
import { knownAnswers } from './known-answers.ts';
import { draftSubject, filingOf } from './open-draft.ts';

/** The part of a draft that is judged. */
export type DraftToJudge = Pick<DraftRow, 'ownerId' | 'agentId' | 'versionId' | 'data'>;

/** A draft as its form judges it. */
export interface JudgedDraft {
  readonly manifest: CircuitManifest;
  /** What the form keeps of it: in clear, and as it is stored, with sensitive values encrypted. */
  readonly data: Record<string, unknown>;
  readonly sealed: Record<string, unknown>;
  /** Faults found by the form, at its fields. */
  readonly faults: readonly FieldFault[];
  /** What the rules need besides its answers; `id` is null, since it is no request yet. */
  readonly asked: { readonly id: null; readonly agentId: string; readonly byAgent: boolean; readonly filedAt: Date };
}

/**
 * Judges a draft by its form, in a separate thread, with the agent's own options in the fields that
 * offer them.
 * @throws {DomainError} form-endless, too-many-requests, campaign-closed
 */
export async function judgeDraft(
  { database: { prisma }, versions, secrets, forms }: Deps,
  draft: DraftToJudge,
  pieces: readonly PieceRow[],
  at: Date,
): Promise<JudgedDraft> {
  const agentId = draftSubject(draft);
  const sealing = { secrets, owner: agentId };
  const around = { today: parisDay(at), pieces, subject: await personName(prisma, agentId) };
  const version = await versions.get(draft.versionId);
  const { id: versionId, form, manifest } = version;
  const { offers } = await knownAnswers(prisma, form, { agentId, day: around.today, chosen: [] });
  const posts = await postsOffered(prisma, version, agentId, at);
  // Without posts to choose from, every choice would be reported as wrong.
  if (posts.keys.length > 0 && posts.posts.length === 0) throw new DomainError('campaign-closed');
  const { data, faults } = await forms.judge(
    { personId: draft.ownerId, versionId },
    offerPosts(offerItems(form, offers), posts),
    unprotect(form, draft.data, sealing),
    around,
  );
  const byAgent = askedByAgent(filingOf(draft, manifest));
  return {
    ...{ manifest, data, faults, sealed: protect(form, data, draft.data, sealing) },
    asked: { id: null, agentId, byAgent, filedAt: at },
  };
}
