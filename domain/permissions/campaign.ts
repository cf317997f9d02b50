import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';
import type { Role } from './role.ts';

/**
 * The role that prepares and steers a campaign; another, `PUBLISHING_ROLE`, decides and publishes
 * its results.
 */
export const STEERING_ROLE = 'gestionnaire' as const satisfies Role;
/** The role that publishes the results of a campaign. */
export const PUBLISHING_ROLE = 'valideur' as const satisfies Role;
/** The roles that take part in a campaign. */
export const CAMPAIGN_ROLES = [STEERING_ROLE, PUBLISHING_ROLE] as const;

/** The facts that decide rights on a campaign. */
export interface CampaignFacts {
  /** Of the structure it covers. */
  readonly structurePath: string;
  readonly madeById: string;
  /** Whether this person is a candidate in it. */
  readonly isCandidate: boolean;
  /** Whether they asked for its last ranking, or broke one of its ties. */
  readonly hasRanked: boolean;
}

/** True if the person may prepare a campaign: they manage all the agents of its structure. */
export const canPrepareCampaign = (actor: Actor, structurePath: string, day: CivilDate): boolean =>
  holds(actor, STEERING_ROLE, structurePath, day);

/**
 * True if the person may read its candidates and ranking: those who steer or publish it, except its
 * candidates.
 */
export const canSeeCampaign = (actor: Actor, { structurePath, isCandidate }: CampaignFacts, day: CivilDate): boolean =>
  !isCandidate && CAMPAIGN_ROLES.some((role) => holds(actor, role, structurePath, day));

/**
 * True if the person may write its days and posts, open and close it, have it ranked, break its
 * ties, end it.
 */
export const canSteerCampaign = (actor: Actor, facts: CampaignFacts, day: CivilDate): boolean =>
  canSeeCampaign(actor, facts, day) && holds(actor, STEERING_ROLE, facts.structurePath, day);

/**
 * True if the person may publish its results: a second person, who neither prepared it, nor ranked
 * it, nor broke a tie.
 */
export const canPublishCampaign = (actor: Actor, facts: CampaignFacts, day: CivilDate): boolean =>
  canSeeCampaign(actor, facts, day) &&
  holds(actor, PUBLISHING_ROLE, facts.structurePath, day) &&
  actor.personId !== facts.madeById &&
  !facts.hasRanked;
