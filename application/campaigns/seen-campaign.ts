import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type CampaignFacts, canSeeCampaign, canSteerCampaign } from '#domain/permissions/campaign.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { type Campaign, campaignFacts, findCampaign, lockCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';

/** Who acts on which campaign, and when. */
export interface CampaignAsked {
  readonly actor: Actor;
  readonly id: string;
  readonly at: Date;
}

/** A campaign that the reader may see, with the facts that their rights are judged on. */
export interface SeenCampaign {
  readonly campaign: Campaign;
  readonly facts: CampaignFacts;
}

/**
 * Returns a campaign to a person who may read it; reports any other as missing.
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
 * Returns a campaign to a person who may steer it, by their current rights, locked until the
 * transaction ends.
 * @throws {DomainError} not-found, forbidden
 */
export async function steerCampaign(tx: Tx, { actor: { personId }, id, at }: CampaignAsked): Promise<Campaign> {
  const actor = await actorFacts(tx, personId);
  const { campaign, facts } = await seeCampaign(tx, { actor, id, at }, lockCampaign);
  if (!canSteerCampaign(actor, facts, parisDay(at))) throw new DomainError('forbidden');
  return campaign;
}

/** Appends what was done to a campaign to the audit trail, in its transaction. */
export const traceCampaign = (
  tx: Tx,
  { actor, id, at }: CampaignAsked,
  verb: Extract<AuditVerb, `campaign.${string}`>,
  payload: Prisma.InputJsonObject = {},
) => appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId: actor.personId, verb, subject: `campaign:${id}`, payload });
