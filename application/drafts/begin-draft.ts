import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { createDraft, type DraftRow, draftsHeldBy } from '#prisma/repositories/drafts/drafts.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import { countUpTo } from '#prisma/repositories/statements/keyset.ts';
import { mustBeFreeToApply } from '../checks/in-campaign.ts';
import { mustBeOfferedTo } from '../checks/offering.ts';
import { mustBeOpenTo } from '../checks/openings.ts';
import { mustStartFor } from '../checks/starting.ts';
import type { Deps } from '../dependencies.ts';
import { answersAfter } from '../requests/next-kinds.ts';
import { knownAnswers, renewedAnswers } from './known-answers.ts';

/** Maximum number of drafts that a person may hold. */
export const MAX_DRAFTS = 50;

/** Who begins a draft, of which kind and for whom. */
interface Begun {
  readonly actor: Actor;
  readonly kind: string;
  readonly agentId: string;
  /** The item of one of the agent’s lists that it is about. */
  readonly item?: string | undefined;
  /** The theme of the agent’s situation whose ending entry it renews. */
  readonly renews?: string | undefined;
  /**
   * A request of theirs that proposes this kind: its answers to the same questions are taken over.
   */
  readonly after?: string | undefined;
  readonly at: Date;
}

/**
 * Begins a draft of a kind, for oneself or for an agent whom one manages.
 * @throws {DomainError} kind-unknown, not-startable, kind-closed, not-offered, campaign-closed,
 * campaign-applied, draft-too-many; not-found, of `after`
 */
export async function beginDraft(deps: Pick<Deps, 'database' | 'versions'>, asked: Begun): Promise<DraftRow> {
  const { prisma } = deps.database;
  const blank = await blankDraft(deps, asked);
  if ((await countUpTo(prisma, draftsHeldBy(blank.ownerId))).total >= MAX_DRAFTS)
    throw new DomainError('draft-too-many', { max: MAX_DRAFTS });
  return createDraft(prisma, { ...blank, at: asked.at });
}

/** What a draft begins with. */
export type BlankDraft = Pick<DraftRow, 'ownerId' | 'agentId' | 'versionId' | 'data'>;

/**
 * Builds the draft that this person may begin, prefilled with what is known of the agent; writes
 * nothing.
 * @throws {DomainError} kind-unknown, not-startable, kind-closed, not-offered, campaign-closed,
 * campaign-applied; not-found, of `after`
 */
export async function blankDraft(
  { database, versions }: Pick<Deps, 'database' | 'versions'>,
  asked: Begun,
): Promise<BlankDraft> {
  const { prisma } = database;
  const { actor, agentId, after, at } = asked;
  const ownerId = actor.personId;
  const version = await versions.current(asked.kind);
  const day = parisDay(at);
  const posting = await postingOn(prisma, agentId, day);
  mustStartFor(actor, version.manifest, { agentId, posting }, day);
  // A person posted nowhere is told so when they file.
  if (posting !== null) await mustBeOpenTo(prisma, version.kind, posting.structureId, at);
  await mustBeOfferedTo(prisma, version.manifest, agentId, at);
  if (posting !== null) await mustBeFreeToApply(prisma, version.manifest, { agentId, ...posting }, at);
  // « Dites-le-nous une fois »: what is already known is filled in, for the agent to correct.
  const { data } = await knownAnswers(prisma, version.form, { agentId, day, chosen: [asked.item] });
  const again = await renewedAnswers(prisma, version, { agentId, theme: asked.renews });
  const said =
    after === undefined
      ? {}
      : await answersAfter({ database, versions }, { actor, agentId, requestId: after, version, at });
  const about = agentId === ownerId ? null : agentId;
  // What was just said is newer than what is known.
  return { ownerId, agentId: about, versionId: version.id, data: { ...data, ...again, ...said } };
}
