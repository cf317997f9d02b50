import { parisDay } from '#domain/calendar/civil-date.ts';
import { assign, type Tie } from '#domain/campaign/assign.ts';
import { sumOf } from '#domain/campaign/points.ts';
import { outReason } from '#domain/campaign/standing.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { changeCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import {
  candidatesOf,
  insertRanking,
  insertRanks,
  insertSettlement,
  lastRanking,
  lockRanking,
  nextToRank,
  placesOf,
  type Ranked,
  type Ranking,
  setRanking,
  settlementsOf,
  type ToRank,
  waitingRanking,
  writePlaced,
} from '#prisma/repositories/campaigns/rankings.ts';
import { offeredTo } from '../checks/offering.ts';
import type { Deps } from '../dependencies.ts';
import { evaluatePoints } from '../situation/evaluate-table.ts';
import type { Versions } from '../versions.ts';
import { type CampaignAsked, steerCampaign, traceCampaign } from './seen-campaign.ts';

/** Number of requests handled in a turn. */
const AT_ONCE = 25;

/** Dependencies of rankings. */
export type RankingDeps = Pick<Deps, 'database' | 'versions'> & { readonly now: () => Date };

/**
 * Asks for a ranking of a campaign that is closed to filing, or for another version of it until its
 * results are published. Does nothing while a ranking is being computed.
 * @throws {DomainError} not-found, forbidden, campaign-state
 */
export const askRanking = ({ database }: Pick<Deps, 'database'>, asked: CampaignAsked): Promise<void> =>
  database.transaction((tx) => ask(tx, asked));

async function ask(tx: Tx, asked: CampaignAsked): Promise<void> {
  const { state } = await steerCampaign(tx, asked);
  if (state !== 'closed' && state !== 'ranked') throw new DomainError('campaign-state');
  if ((await lastRanking(tx, asked.id))?.state === 'asked') return;
  if (state === 'ranked') await changeCampaign(tx, asked.id, { state: 'closed' });
  await insertRanking(tx, { campaignId: asked.id, askedById: asked.actor.personId, at: asked.at });
  await traceCampaign(tx, asked, 'campaign.rank');
}

/**
 * Settles a tie at which the last ranking stopped, with a reason that is kept, and asks for a new
 * ranking.
 * @throws {DomainError} not-found, forbidden, campaign-state, campaign-not-tied
 */
export const settleTie = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly postCode: string; readonly requestIds: readonly string[]; readonly reason: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { id: campaignId, postCode, requestIds, reason, actor, at } = asked;
    await steerCampaign(tx, asked);
    const ranking = await lastRanking(tx, campaignId);
    const tie = ranking?.state === 'tied' ? ranking.ties.find((one) => one.postCode === postCode) : undefined;
    if (tie === undefined || !isOrderOf(tie, requestIds)) throw new DomainError('campaign-not-tied');
    await insertSettlement(tx, { campaignId, postCode, requestIds, reason, byId: actor.personId, at });
    await traceCampaign(tx, asked, 'campaign.settle', { postCode, requestIds: [...requestIds], reason });
    await ask(tx, asked);
  });

const isOrderOf = ({ requestIds }: Tie, order: readonly string[]): boolean =>
  order.length === requestIds.length && requestIds.every((one) => order.includes(one));

/**
 * Ranks some requests of the ranking that has waited longest, or assigns the posts once all are
 * ranked. Stopped anywhere, it resumes where it was: an unfinished ranking is not shown to anybody.
 * A ranking stopped by an unexpected fault lets the others go first before it is tried again.
 * @returns whether there was one
 */
export async function nextRankingTurn(deps: RankingDeps): Promise<boolean> {
  const { prisma } = deps.database;
  const ranking = await waitingRanking(prisma);
  if (ranking === null) return false;
  await goOn(deps, ranking).catch(async (error: unknown) => {
    await setRanking(prisma, ranking.id, { touchedAt: deps.now() });
    throw error;
  });
  return true;
}

async function goOn(deps: RankingDeps, ranking: Ranking): Promise<void> {
  const { database, now } = deps;
  const day = parisDay(now());
  const waiting = await nextToRank(database.prisma, ranking, { day, max: AT_ONCE });
  const ranks: Ranked[] = [];
  for (const one of waiting) {
    const ranked = await rankedOf(database.prisma, deps.versions, one, now());
    if ('lacks' in ranked) return fail(deps, ranking, ranked.lacks);
    ranks.push(ranked);
  }
  await database.transaction(async (tx) => {
    if ((await lockRanking(tx, ranking.id)) === null) return;
    if (ranks.length === 0) return give(tx, ranking, now());
    await insertRanks(tx, ranking.id, ranks);
    await setRanking(tx, ranking.id, { touchedAt: now() });
  });
}

/** Assigns the posts once all candidates are ranked; stops at ties. */
async function give(tx: Tx, { id, campaignId }: Ranking, at: Date): Promise<void> {
  const [candidates, posts, settlements] = [
    await candidatesOf(tx, id),
    await placesOf(tx, campaignId),
    await settlementsOf(tx, campaignId),
  ];
  const { placed, ties } = assign(candidates, posts, settlements);
  if (ties.length > 0) return setRanking(tx, id, { state: 'tied', ties, touchedAt: at, endedAt: at });
  await writePlaced(tx, id, placed);
  await setRanking(tx, id, { state: 'done', touchedAt: at, endedAt: at });
  await changeCampaign(tx, campaignId, { state: 'ranked' });
}

const fail = ({ database, now }: RankingDeps, { id }: Ranking, fault: string): Promise<void> =>
  database.transaction(async (tx) => {
    if ((await lockRanking(tx, id)) !== null)
      await setRanking(tx, id, { state: 'failed', fault, touchedAt: now(), endedAt: now() });
  });

/** Ranks a request: why it is excluded, or its points line by line. */
async function rankedOf(
  tx: Tx,
  versions: Versions,
  asked: ToRank,
  at: Date,
): Promise<Ranked | { readonly lacks: string }> {
  const { requestId, versionId, agentId, filedIn, structureId, since } = asked;
  const { manifest } = await versions.get(versionId);
  const isOffered = (await offeredTo(tx, agentId, at))(manifest);
  const out = outReason({ ...asked, isOffered });
  const moved = structureId !== null && structureId !== filedIn;
  if (out !== null) return { requestId, out, moved, points: 0, lines: [], since };
  const table = manifest.campaign ?? '';
  const points = await evaluatePoints(tx, { requestId, versionId, structureId: filedIn, table, at });
  if ('lacks' in points) return points;
  return { requestId, out, moved, points: sumOf(points.lines), lines: points.lines, since };
}
