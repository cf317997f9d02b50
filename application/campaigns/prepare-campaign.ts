import type { Bilingual } from '#domain/bilingual.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { CAMPAIGN_DAYS, type CampaignDays, daysFaults, takesDays } from '#domain/campaign/campaign.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canPrepareCampaign } from '#domain/permissions/campaign.ts';
import type { Tx } from '#prisma/client.ts';
import { findStructure } from '#prisma/repositories/administration/structures.ts';
import { changeCampaign, insertCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { Deps } from '../dependencies.ts';
import { type CampaignAsked, steerCampaign, traceCampaign } from './seen-campaign.ts';

/** The title and the days of a campaign. */
export interface CampaignSaid extends CampaignDays {
  readonly title: Bilingual;
}

/**
 * Prepares a campaign of a kind for a structure and everything below it, and returns its id.
 * @throws {DomainError} kind-unknown, kind-without-campaign, not-found, forbidden, form-invalid
 */
export async function prepareCampaign(
  { database, versions }: Pick<Deps, 'database' | 'versions'>,
  asked: CampaignSaid & {
    readonly actor: Actor;
    readonly kind: string;
    readonly structureId: string;
    readonly at: Date;
  },
): Promise<string> {
  const { actor, kind, structureId, at } = asked;
  const { manifest } = await versions.current(kind);
  if (!manifest.campaign) throw new DomainError('kind-without-campaign');
  mustFollow(asked);
  return database.transaction(async (tx) => {
    const structure = await findStructure(tx, structureId);
    if (structure === null) throw new DomainError('not-found');
    const may = canPrepareCampaign(await actorFacts(tx, actor.personId), structure.path, parisDay(at));
    if (!may) throw new DomainError('forbidden');
    const id = await insertCampaign(tx, { ...said(asked), kind, structureId, madeById: actor.personId, at });
    await traceCampaign(tx, { actor, id, at }, 'campaign.prepare', { kind, structureId, ...said(asked) });
    return id;
  });
}

/**
 * Corrects the days and the title of a campaign. Once it is open, filing cannot be made to end
 * before today.
 * @throws {DomainError} not-found, forbidden, campaign-state, form-invalid
 */
export const reviseCampaign = (
  { database }: Pick<Deps, 'database'>,
  asked: CampaignAsked & CampaignSaid,
): Promise<void> => {
  mustFollow(asked);
  return database.transaction(async (tx: Tx) => {
    const { state, opensOn } = await steerCampaign(tx, asked);
    if (!takesDays(state)) throw new DomainError('campaign-state');
    const today = parisDay(asked.at);
    if (state === 'open' && asked.closesOn < today)
      throw invalid([{ field: 'closesOn', code: 'day-too-early', params: { day: today } }]);
    const kept = state === 'open' ? { ...said(asked), opensOn } : said(asked);
    mustFollow(kept);
    await changeCampaign(tx, asked.id, kept);
    await traceCampaign(tx, asked, 'campaign.revise', kept);
  });
};

const invalid = (faults: ReturnType<typeof daysFaults>) => new DomainError('form-invalid', {}, faults);

function mustFollow(days: CampaignDays): void {
  const faults = daysFaults(days);
  if (faults.length > 0) throw invalid(faults);
}

const said = ({ title, ...rest }: CampaignSaid): { title: { fr: string; en: string } } & CampaignDays => ({
  title: { fr: title.fr, en: title.en },
  ...(Object.fromEntries(CAMPAIGN_DAYS.map((day) => [day, rest[day]])) as unknown as CampaignDays),
});
