import { type CivilDate, isDay } from '../calendar/civil-date.ts';
import type { FieldFault } from '../errors.ts';

// A campaign of a kind: requests filed while it is open are ranked together, and told their results at the same instant.

/**
 * prepared: its days and posts are written; open: requests of its kind enter it; closed: filing is over, it can be ranked; ranked:
 * its last ranking stands; published: each request has its result; ended: nothing more is awaited of it.
 */
export const CAMPAIGN_STATES = ['prepared', 'open', 'closed', 'ranked', 'published', 'ended'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/**
 * The states that a person sets; « ranked » and « published » come from its ranking and its
 * publication.
 */
export const STEERED_TO = ['open', 'closed', 'ended'] as const satisfies readonly CampaignState[];
export type SteeredTo = (typeof STEERED_TO)[number];

/** Its days, in their order. */
export const CAMPAIGN_DAYS = ['opensOn', 'closesOn', 'opinionsUntil', 'resultsOn', 'effectOn'] as const;
export type CampaignDays = Readonly<Record<(typeof CAMPAIGN_DAYS)[number], CivilDate>>;

/** Posts of a campaign at most, and places of a post. */
export const MAX_POSTS = 2_000;
export const MAX_PLACES = 1_000;
/** Letters, digits and signs allowed in a code, chosen to be unambiguous. */
export const POST_CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** A post that a campaign offers. */
export interface Post {
  readonly code: string;
  readonly title: string;
  readonly structureId: string;
  readonly places: number;
  readonly profile: string;
}

/** Lists the days that come before the one they must follow. */
export function daysFaults(days: CampaignDays): FieldFault[] {
  return CAMPAIGN_DAYS.flatMap((day, index) => {
    const before = CAMPAIGN_DAYS[index - 1];
    if (!isDay(days[day])) return [{ field: day, code: 'required', params: {} }];
    return before !== undefined && days[day] < days[before]
      ? [{ field: day, code: 'day-too-early', params: { day: days[before] } }]
      : [];
  });
}

/** True if its posts can still be edited: what was offered to candidates cannot change. */
export const takesPosts = (state: CampaignState): boolean => state === 'prepared';

/** True if its days can still be corrected. */
export const takesDays = (state: CampaignState): boolean => state === 'prepared' || state === 'open';

/** True if requests can be filed in it that day. */
export const isFilingOpen = (
  { state, opensOn, closesOn }: { readonly state: CampaignState } & Pick<CampaignDays, 'opensOn' | 'closesOn'>,
  day: CivilDate,
): boolean => state === 'open' && opensOn <= day && day <= closesOn;

/** True if filing can be closed: never before the last day announced to agents. */
export const canCloseOn = ({ closesOn }: Pick<CampaignDays, 'closesOn'>, day: CivilDate): boolean => day >= closesOn;

/** How far a version of the ranking is: tied, it waits for somebody to settle it. */
export const RANKING_STATES = ['asked', 'tied', 'done', 'failed'] as const;
export type RankingState = (typeof RANKING_STATES)[number];
