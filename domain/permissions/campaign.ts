import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';
import type { Role } from './role.ts';

/** Who prepares and steers a campaign, and who publishes its results: one who instructs, and another who decides. */
export const STEERING_ROLE = 'gestionnaire' as const satisfies Role;
export const PUBLISHING_ROLE = 'valideur' as const satisfies Role;
export const CAMPAIGN_ROLES = [STEERING_ROLE, PUBLISHING_ROLE] as const;

/** What rights on a campaign are judged on. */
export interface CampaignFacts {
  /** Of the structure that it covers. */
  readonly structurePath: string;
  readonly madeById: string;
  /** Whether this person is a candidate of it. */
  readonly isCandidate: boolean;
  /** Whether they asked for its last ranking, or settled a tie of it. */
  readonly hasRanked: boolean;
}

/** Prepares one: for a structure whose agents one manages, all of them. */
export const canPrepareCampaign = (actor: Actor, structurePath: string, day: CivilDate): boolean =>
  holds(actor, STEERING_ROLE, structurePath, day);

/** Reads its candidates and its ranking: who steers it, who publishes it; never a candidate of it. */
export const canSeeCampaign = (actor: Actor, { structurePath, isCandidate }: CampaignFacts, day: CivilDate): boolean =>
  !isCandidate && CAMPAIGN_ROLES.some((role) => holds(actor, role, structurePath, day));

/** Writes its days and posts, opens and closes it, has it ranked, settles its ties, ends it. */
export const canSteerCampaign = (actor: Actor, facts: CampaignFacts, day: CivilDate): boolean =>
  canSeeCampaign(actor, facts, day) && holds(actor, STEERING_ROLE, facts.structurePath, day);

/** Publishes its results: a second person, who neither prepared it, nor ranked it, nor settled a tie of it. */
export const canPublishCampaign = (actor: Actor, facts: CampaignFacts, day: CivilDate): boolean =>
  canSeeCampaign(actor, facts, day) &&
  holds(actor, PUBLISHING_ROLE, facts.structurePath, day) &&
  actor.personId !== facts.madeById &&
  !facts.hasRanked;
