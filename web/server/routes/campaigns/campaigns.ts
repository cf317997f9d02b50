import { offerPost, offerPostsOfFile, withdrawPost } from '#application/campaigns/offer-posts.ts';
import { prepareCampaign, reviseCampaign } from '#application/campaigns/prepare-campaign.ts';
import { publishCampaign } from '#application/campaigns/publish-campaign.ts';
import { askRanking, settleTie } from '#application/campaigns/rank-campaign.ts';
import { seeCampaign } from '#application/campaigns/seen-campaign.ts';
import { bringCampaign } from '#application/campaigns/steer-campaign.ts';
import { seeRequest } from '#application/requests/seen-request.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import {
  CAMPAIGN_ROLES,
  canPublishCampaign,
  canSteerCampaign,
  PUBLISHING_ROLE,
  STEERING_ROLE,
} from '#domain/permissions/campaign.ts';
import { listCampaigns, structuresHeld } from '#prisma/repositories/campaigns/campaigns.ts';
import { campaignOfRequest } from '#prisma/repositories/campaigns/of-request.ts';
import { listPosts } from '#prisma/repositories/campaigns/posts.ts';
import { countTold } from '#prisma/repositories/campaigns/results.ts';
import type { Dependencies } from '../../dependencies.ts';
import { accepted, created, done, ok, serve } from '../../http/route.ts';
import { campaignRow, candidatePage, rankingView, settlementsView } from '../../views/campaign.ts';

/** A file of posts in base 64. */
const MAX_JSON = 2 * 1024 * 1024;

/** Campaigns: their days, posts and states. Their ranking is worked out by a worker. */
export function campaignRoutes({
  database,
  versions,
  settings,
}: Pick<Dependencies, 'database' | 'settings'> & { versions: Versions }) {
  const { prisma } = database;
  const mailDomain = new URL(settings.baseUrl).hostname;
  const reader = { right: CAMPAIGN_ROLES, guard: 'campaign-reader' } as const;
  const steerer = { right: [STEERING_ROLE], guard: 'campaign-reader' } as const;

  return [
    serve('GET /api/campaigns', {
      ...reader,
      async handle({ me, query, at }) {
        const asked = { personId: me.personId, roles: CAMPAIGN_ROLES, day: parisDay(at), ...query };
        const { items, total } = await listCampaigns(prisma, asked);
        const rows = items.map(async (campaign) => campaignRow(campaign, await versions.current(campaign.kind)));
        return ok({ items: await Promise.all(rows), total, ...query });
      },
    }),
    serve('GET /api/campaigns/choices', {
      ...steerer,
      guard: null,
      async handle({ me, at }) {
        const kinds = (await versions.currents()).filter(({ manifest }) => manifest.campaign);
        const held = { personId: me.personId, role: STEERING_ROLE, day: parisDay(at) };
        return ok({
          kinds: kinds.map(({ kind, manifest: { title } }) => ({ kind, title })),
          structures: await structuresHeld(prisma, held),
        });
      },
    }),
    serve('POST /api/campaigns', {
      ...steerer,
      guard: null,
      async handle({ me, body, at }) {
        return created({ id: await prepareCampaign({ database, versions }, { ...body, actor: me.actor, at }) });
      },
    }),
    serve('GET /api/campaigns/:id', {
      ...reader,
      async handle({ me: { actor }, params, at }) {
        const { campaign, facts } = await seeCampaign(prisma, { actor, ...params, at });
        const day = parisDay(at);
        return ok({
          ...campaignRow(campaign, await versions.current(campaign.kind)),
          publishedAt: campaign.publishedAt?.toISOString() ?? null,
          telling: campaign.publishedAt && (await countTold(prisma, campaign.id)),
          ranking: await rankingView(prisma, campaign.id),
          settlements: await settlementsView(prisma, campaign.id),
          may: { steer: canSteerCampaign(actor, facts, day), publish: canPublishCampaign(actor, facts, day) },
        });
      },
    }),
    serve('PUT /api/campaigns/:id', {
      ...steerer,
      async handle({ me: { actor }, params, body, at }) {
        await reviseCampaign({ database }, { actor, ...params, ...body, at });
        return done;
      },
    }),
    serve('POST /api/campaigns/:id/state', {
      ...steerer,
      async handle({ me: { actor }, params, body, at }) {
        await bringCampaign({ database }, { actor, ...params, ...body, at });
        return done;
      },
    }),
    serve('GET /api/campaigns/:id/posts', {
      ...reader,
      async handle({ me: { actor }, params, query, at }) {
        await seeCampaign(prisma, { actor, ...params, at });
        return ok({ ...(await listPosts(prisma, params.id, query)), ...query });
      },
    }),
    serve('POST /api/campaigns/:id/posts', {
      ...steerer,
      async handle({ me: { actor }, params, body: post, at }) {
        await offerPost({ database }, { actor, ...params, post, at });
        return done;
      },
    }),
    serve('POST /api/campaigns/:id/posts/file', {
      ...steerer,
      maxJson: MAX_JSON,
      async handle({ me: { actor }, params, body: { base64 }, at }) {
        const content = Buffer.from(base64, 'base64');
        return ok({ posts: await offerPostsOfFile({ database }, { actor, ...params, content, at }) });
      },
    }),
    serve('DELETE /api/campaigns/:id/posts/:code', {
      ...steerer,
      async handle({ me: { actor }, params, at }) {
        await withdrawPost({ database }, { actor, ...params, at });
        return done;
      },
    }),
    serve('GET /api/campaigns/:id/candidates', {
      ...reader,
      async handle({ me: { actor }, params, query, at }) {
        await seeCampaign(prisma, { actor, ...params, at });
        return ok({ ...(await candidatePage(prisma, params.id, query)), ...query });
      },
    }),
    serve('POST /api/campaigns/:id/rankings', {
      ...steerer,
      async handle({ me: { actor }, params, at }) {
        await askRanking({ database }, { actor, ...params, at });
        return accepted;
      },
    }),
    serve('POST /api/campaigns/:id/settlements', {
      ...steerer,
      async handle({ me: { actor }, params, body, at }) {
        await settleTie({ database }, { actor, ...params, ...body, at });
        return accepted;
      },
    }),
    serve('POST /api/campaigns/:id/publication', {
      right: [PUBLISHING_ROLE],
      guard: 'campaign-reader',
      async handle({ me: { actor }, params, body, at }) {
        await publishCampaign({ database, versions, mailDomain }, { actor, ...params, ...body, at });
        return done;
      },
    }),
    serve('GET /api/requests/:id/campaign', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me: { actor }, params, at }) {
        await seeRequest(prisma, actor, params.id, at);
        return ok({ campaign: await campaignOfRequest(prisma, params.id) });
      },
    }),
  ];
}
