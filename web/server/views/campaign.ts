import type { Version } from '../../../application/versions.ts';
import type { Campaign } from '../../../prisma/repositories/campaigns/campaigns.ts';
import type { CampaignRow } from '../../contract/campaigns.ts';

export function campaignRow(campaign: Campaign, { manifest }: Version): CampaignRow {
  const { id, title, kind, state, counts, opensOn, closesOn, opinionsUntil, resultsOn, effectOn } = campaign;
  const { path: _, ...structure } = campaign.structure;
  return {
    ...{ id, title, structure, state, counts, opensOn, closesOn, opinionsUntil, resultsOn, effectOn },
    kind: { name: kind, title: manifest.title },
  };
}
