import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type CampaignFacts, canSeeCampaign, canSteerCampaign } from '#domain/permissions/campaign.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { type Campaign, campaignFacts, findCampaign, lockCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';

/** Who asks something of which campaign, and when. */
export interface CampaignAsked {
  readonly actor: Actor;
  readonly id: string;
  readonly at: Date;
}

export interface SeenCampaign {
  readonly campaign: Campaign;
  readonly facts: CampaignFacts;
}

/**
 * A campaign that this person may read; for another it does not exist.
 * @throws {DomainError} not-found
 */
export async function seeCampaign(tx: Tx, asked: CampaignAsked, find = findCampaign): Promise<SeenCampaign> {
  const campaign = await find(tx, asked.id);
  const facts = campaign && (await campaignFacts(tx, campaign, asked.actor.personId));
  if (campaign === null || facts === null || !canSeeCampaign(asked.actor, facts, parisDay(asked.at)))
    throw new DomainError('not-found');
  return { campaign, facts };
}

/**
 * The same held until the transaction ends, by whoever steers it, with the rights they have by now.
 * @throws {DomainError} not-found, forbidden
 */
export async function steerCampaign(tx: Tx, { actor: { personId }, id, at }: CampaignAsked): Promise<Campaign> {
  const actor = await actorFacts(tx, personId);
  const { campaign, facts } = await seeCampaign(tx, { actor, id, at }, lockCampaign);
  if (!canSteerCampaign(actor, facts, parisDay(at))) throw new DomainError('forbidden');
  return campaign;
}

/** Writes what was done to a campaign, in its transaction. */
export const traceCampaign = (
  tx: Tx,
  { actor, id, at }: CampaignAsked,
  verb: Extract<AuditVerb, `campaign.${string}`>,
  payload: Prisma.InputJsonObject = {},
) => appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId: actor.personId, verb, subject: `campaign:${id}`, payload });
