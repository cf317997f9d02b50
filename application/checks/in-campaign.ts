import type { Bilingual } from '#domain/bilingual.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { choiceKeys } from '#domain/campaign/answers.ts';
import { isFilingOpen } from '#domain/campaign/campaign.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
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

/**
 * Returns a function that tells whether an agent may file a kind at this instant: one filed in
 * campaigns needs one that takes their requests.
 */
export async function campaignsTaking(tx: Tx, agentId: string, at: Date) {
  const day = parisDay(at);
  const posting = await postingOn(tx, agentId, day);
  const open = posting === null ? [] : await openCampaigns(tx, posting.structureId);
  const kinds = new Set(open.flatMap((campaign) => (isFilingOpen(campaign, day) ? [campaign.kind] : [])));
  // A person posted nowhere is told so when they file.
  return ({ campaign, kind }: CircuitManifest): boolean => !campaign || posting === null || kinds.has(kind);
}

/**
 * Returns the campaign that a request of this kind would enter; null if the kind is filed without
 * one.
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
 * Returns that campaign, and checks that the agent has no application in it yet.
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
 * Enters a request in its campaign, with the posts that it asks for in order.
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

/**
 * The posts that a form offers to choose from, with the keys of the fields concerned; no key if the
 * form asks for none.
 */
export interface PostOffer {
  readonly keys: readonly string[];
  readonly posts: readonly OfferedPost[];
}

/** No field and no post. */
export const NO_OFFER: PostOffer = { keys: [], posts: [] };

/**
 * Returns the posts that the form of a version offers an agent, from the campaign that takes their
 * requests; none without such a campaign.
 */
export async function postsOffered(tx: Tx, { form, manifest }: Version, agentId: string, at: Date): Promise<PostOffer> {
  const keys = choiceKeys(form.components);
  if (!manifest.campaign || keys.length === 0) return NO_OFFER;
  const day = parisDay(at);
  const posting = await postingOn(tx, agentId, day);
  const campaign = posting && (await openCampaignFor(tx, manifest.kind, posting.structureId));
  return { keys, posts: campaign && isFilingOpen(campaign, day) ? await offeredPosts(tx, campaign.id) : [] };
}

/** Returns the posts that a request chose, with the fields of its form that show them. */
export async function postsChosen(tx: Tx, { form, manifest }: Version, requestId: string): Promise<PostOffer> {
  if (!manifest.campaign) return NO_OFFER;
  return { keys: choiceKeys(form.components), posts: await postsAskedFor(tx, requestId) };
}

/**
 * Builds the labels of posts, keyed as those of the options that offer them: « Greffier, tribunal
 * de Valmont (GREF-01) ».
 */
export const postTexts = ({ keys, posts }: PostOffer): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    keys.flatMap((key) =>
      posts.map(({ code, title, structureName }) => {
        const said = `${title}, ${structureName} (${code})`;
        return [`${key}.options.${code}`, { fr: said, en: said }];
      }),
    ),
  );
