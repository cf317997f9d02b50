import { parisDay } from '#domain/calendar/civil-date.ts';
import { type CampaignState, canCloseOn, type SteeredTo } from '#domain/campaign/campaign.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { type Campaign, changeCampaign, meetsOpenCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import type { Deps } from '../dependencies.ts';
import { type CampaignAsked, steerCampaign, traceCampaign } from './seen-campaign.ts';

const FROM: Readonly<Record<SteeredTo, CampaignState>> = { open: 'prepared', closed: 'open', ended: 'published' };
const VERBS = { open: 'campaign.open', closed: 'campaign.close', ended: 'campaign.end' } as const;

/**
 * Opens a campaign to filing, closes it, or ends it. Does nothing if it is already in that state.
 * @throws {DomainError} not-found, forbidden, campaign-state, campaign-without-post,
 * campaign-overlaps, campaign-too-early
 */
export const bringCampaign = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & { readonly to: SteeredTo },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { to } = asked;
    const campaign = await steerCampaign(tx, asked);
    if (campaign.state === to) return;
    if (campaign.state !== FROM[to]) throw new DomainError('campaign-state');
    if (to === 'open') await mustBeOpenable(tx, campaign);
    if (to === 'closed' && !canCloseOn(campaign, parisDay(asked.at)))
      throw new DomainError('campaign-too-early', { day: campaign.closesOn });
    await changeCampaign(tx, asked.id, { state: to });
    await traceCampaign(tx, asked, VERBS[to]);
  });

async function mustBeOpenable(tx: Tx, campaign: Campaign): Promise<void> {
  if (campaign.counts.posts === 0) throw new DomainError('campaign-without-post');
  if (await meetsOpenCampaign(tx, campaign)) throw new DomainError('campaign-overlaps');
}
