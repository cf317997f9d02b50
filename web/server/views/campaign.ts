import type { Version } from '#application/versions.ts';
import type { Tx } from '#prisma/client.ts';
import type { Campaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { listCandidates } from '#prisma/repositories/campaigns/candidates.ts';
import { offeredPosts } from '#prisma/repositories/campaigns/posts.ts';
import { lastRanking, listSettlements, sumsOf } from '#prisma/repositories/campaigns/rankings.ts';
import type { CampaignCandidate, CampaignRow, CampaignView } from '#web/contract/operations/campaigns.ts';

export function campaignRow(campaign: Campaign, { manifest }: Version): CampaignRow {
  const { id, title, kind, state, counts, opensOn, closesOn, opinionsUntil, resultsOn, effectOn } = campaign;
  const { path: _, ...structure } = campaign.structure;
  return {
    ...{ id, title, structure, state, counts, opensOn, closesOn, opinionsUntil, resultsOn, effectOn },
    kind: { name: kind, title: manifest.title },
  };
}

/** A page of its candidates. */
export async function candidatePage(
  tx: Tx,
  id: string,
  asked: { readonly page: number; readonly pageSize: number; readonly only?: readonly string[] },
): Promise<{ items: CampaignCandidate[]; total: number }> {
  const { items, total } = await listCandidates(tx, id, asked);
  const copied = items.map(({ choices, rank, ...row }) => ({
    ...row,
    choices: [...choices],
    rank: rank && { ...rank, lines: [...rank.lines] },
  }));
  return { items: copied, total };
}

/** How far its last ranking is, with whom it cannot tell apart, and what it comes to. */
export async function rankingView(tx: Tx, campaignId: string): Promise<CampaignView['ranking']> {
  const ranking = await lastRanking(tx, campaignId);
  if (ranking === null) return null;
  const { number, state, total, ranked } = ranking;
  const tied = state === 'tied' ? ranking.ties : [];
  const only = tied.flatMap(({ requestIds }) => requestIds);
  const { items } =
    only.length === 0 ? { items: [] } : await candidatePage(tx, campaignId, { page: 1, pageSize: only.length, only });
  const posts = only.length === 0 ? [] : await offeredPosts(tx, campaignId);
  const ties = tied.map(({ postCode, places, requestIds }) => ({
    post: posts.find(({ code }) => code === postCode) ?? { code: postCode, title: postCode, structureName: '' },
    places,
    candidates: items.filter(({ requestId }) => requestIds.includes(requestId)),
  }));
  return { ...{ number, state, total, ranked }, ties, sums: state === 'done' ? await sumsOf(tx, ranking) : null };
}

/** The ties that somebody settled, with why. */
export const settlementsView = async (tx: Tx, campaignId: string): Promise<CampaignView['settlements']> =>
  (await listSettlements(tx, campaignId)).map(({ at, ...settled }) => ({ ...settled, at: at.toISOString() }));
