import { parisDay } from '#domain/calendar/civil-date.ts';
import { resultAnswers } from '#domain/campaign/answers.ts';
import { CAMPAIGN_MESSAGES } from '#domain/circuit/words/message.ts';
import { DomainError } from '#domain/errors.ts';
import { canPublishCampaign } from '#domain/permissions/campaign.ts';
import { lockCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { lastRanking } from '#prisma/repositories/campaigns/rankings.ts';
import { insertResults, lockToPublish, markPublished } from '#prisma/repositories/campaigns/results.ts';
import { notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { Deps, NotifyingDeps } from '../dependencies.ts';
import { type CampaignAsked, seeCampaign, traceCampaign } from './seen-campaign.ts';

/** Number of notices written in one statement. */
const AT_ONCE = 500;

/**
 * Publishes the results of a campaign in one transaction, all or nothing: each request gets its
 * result and the message to its circuit, each agent their notice, all at the same instant. Can be
 * done only once.
 * @throws {DomainError} not-found, forbidden, campaign-state, campaign-not-ranked
 */
export const publishCampaign = (
  { database, versions, mailDomain }: Pick<Deps, 'versions'> & NotifyingDeps,
  asked: CampaignAsked & { readonly reasonLaw: string; readonly reasonFact: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { id, at, reasonLaw, reasonFact } = asked;
    const actor = await actorFacts(tx, asked.actor.personId);
    const { campaign, facts } = await seeCampaign(tx, { actor, id, at }, lockCampaign);
    const day = parisDay(at);
    if (!canPublishCampaign(actor, facts, day)) throw new DomainError('forbidden');
    if (campaign.state !== 'ranked') throw new DomainError('campaign-state');
    const ranking = await lastRanking(tx, id);
    if (ranking?.state !== 'done') throw new DomainError('campaign-not-ranked');
    const requests = await lockToPublish(tx, ranking.id, day);
    if (requests.some(({ isStale }) => isStale)) throw new DomainError('campaign-not-ranked');
    await markPublished(tx, id, { publishedById: actor.personId, publishedAt: at, reasonLaw, reasonFact });
    const results = await Promise.all(
      requests.map(async ({ requestId, postCode, placement, versionId }) => {
        const { form } = await versions.get(versionId);
        return { requestId, postCode, answers: resultAnswers(form.components, placement) };
      }),
    );
    await insertResults(tx, { campaignId: id, rankingId: ranking.id, at }, results);
    const notices = requests.map(({ requestId, number, agentId, postCode }) => ({
      ...{ requestId, occasion: `campaign:${id}`, detail: { number }, recipients: [agentId], mailDomain },
      message: CAMPAIGN_MESSAGES[postCode === null ? 'unplaced' : 'placed'],
    }));
    for (let from = 0; from < notices.length; from += AT_ONCE)
      await notifyMissing(tx, notices.slice(from, from + AT_ONCE));
    const given = requests.map(({ requestId, postCode }) => ({ requestId, postCode }));
    await traceCampaign(tx, asked, 'campaign.publish', {
      ranking: ranking.number,
      reasonLaw,
      reasonFact,
      results: given,
    });
  });
