import { parisDay } from '#domain/calendar/civil-date.ts';
import { choiceKeys } from '#domain/campaign/answers.ts';
import { isFilingOpen } from '#domain/campaign/campaign.ts';
import type { Bilingual, CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { type Campaign, openCampaignFor, openCampaigns } from '#prisma/repositories/campaigns/campaigns.ts';
import {
  applicationIn,
  enterCampaign,
  holdOpenCampaign,
  type OfferedPost,
  offeredPosts,
  postsAskedFor,
} from '#prisma/repositories/campaigns/posts.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import type { Version } from '../versions.ts';

/** Answers, of any kind, whether an agent may file it at this instant: where it is filed in campaigns, while one takes their requests. */
export async function campaignsTaking(tx: Tx, agentId: string, at: Date) {
  const day = parisDay(at);
  const posting = await postingOn(tx, agentId, day);
  const open = posting === null ? [] : await openCampaigns(tx, posting.structureId);
  const kinds = new Set(open.flatMap((campaign) => (isFilingOpen(campaign, day) ? [campaign.kind] : [])));
  // Whoever is posted nowhere is told so as they file.
  return ({ campaign, kind }: CircuitManifest): boolean => !campaign || posting === null || kinds.has(kind);
}

/**
 * The campaign that a request of this kind would enter; null where it is filed outside of any.
 * @throws {DomainError} campaign-closed
 */
export async function mustBeInCampaign(
  tx: Tx,
  { campaign, kind }: CircuitManifest,
  structureId: string,
  at: Date,
): Promise<Campaign | null> {
  if (!campaign) return null;
  const open = await openCampaignFor(tx, kind, structureId);
  if (open === null || !isFilingOpen(open, parisDay(at))) throw new DomainError('campaign-closed');
  return open;
}

/**
 * The same, of an agent who has no application in it.
 * @throws {DomainError} campaign-closed, campaign-applied
 */
export async function mustBeFreeToApply(
  tx: Tx,
  manifest: CircuitManifest,
  { agentId, structureId }: { readonly agentId: string; readonly structureId: string },
  at: Date,
): Promise<Campaign | null> {
  const open = await mustBeInCampaign(tx, manifest, structureId, at);
  if (open !== null) await mustNotBeIn(tx, open.id, agentId);
  return open;
}

async function mustNotBeIn(tx: Tx, campaignId: string, agentId: string): Promise<void> {
  const number = await applicationIn(tx, campaignId, agentId);
  if (number !== null) throw new DomainError('campaign-applied', { number });
}

/**
 * Has a request enter its campaign, with the posts that it asks for in order.
 * @throws {DomainError} campaign-closed, campaign-applied: meanwhile
 */
export async function joinCampaign(
  tx: Tx,
  joining: {
    readonly requestId: string;
    readonly agentId: string;
    readonly campaignId: string;
    readonly choices: readonly string[];
  },
): Promise<void> {
  const { agentId, campaignId, ...asked } = joining;
  if (!(await holdOpenCampaign(tx, campaignId, agentId))) throw new DomainError('campaign-closed');
  await mustNotBeIn(tx, campaignId, agentId);
  await enterCampaign(tx, { ...asked, campaignId });
}

/** The posts among which a form lets an agent choose, by the keys of its fields; no field where it asks for none. */
export interface PostOffer {
  readonly keys: readonly string[];
  readonly posts: readonly OfferedPost[];
}

export const NO_OFFER: PostOffer = { keys: [], posts: [] };

/** What the form of a version offers an agent of the posts of the campaign that takes their requests; none, where none does. */
export async function postsOffered(tx: Tx, { form, manifest }: Version, agentId: string, at: Date): Promise<PostOffer> {
  const keys = choiceKeys(form.components);
  if (!manifest.campaign || keys.length === 0) return NO_OFFER;
  const day = parisDay(at);
  const posting = await postingOn(tx, agentId, day);
  const campaign = posting && (await openCampaignFor(tx, manifest.kind, posting.structureId));
  return { keys, posts: campaign && isFilingOpen(campaign, day) ? await offeredPosts(tx, campaign.id) : [] };
}

/** The posts that a request chose, where its form says which. */
export async function postsChosen(tx: Tx, { form, manifest }: Version, requestId: string): Promise<PostOffer> {
  if (!manifest.campaign) return NO_OFFER;
  return { keys: choiceKeys(form.components), posts: await postsAskedFor(tx, requestId) };
}

/** The words of posts, keyed as those of the options that offer them: « Greffier, tribunal de Valmont (GREF-01) ». */
export const postTexts = ({ keys, posts }: PostOffer): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    keys.flatMap((key) =>
      posts.map(({ code, title, structureName }) => {
        const said = `${title}, ${structureName} (${code})`;
        return [`${key}.options.${code}`, { fr: said, en: said }];
      }),
    ),
  );
