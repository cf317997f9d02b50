import { z } from 'zod';
import { CAMPAIGN_STATES, MAX_PLACES, POST_CODE, STEERED_TO } from '../../domain/campaign/campaign.ts';
import { StructureRef } from './administration.ts';
import { Bilingual, CivilDate, Id, Instant, Plain, pageOf } from './common.ts';

const Days = z.object({
  opensOn: CivilDate,
  closesOn: CivilDate,
  opinionsUntil: CivilDate,
  resultsOn: CivilDate,
  effectOn: CivilDate,
});
const Title = z.object({ fr: Plain.trim().min(1).max(200), en: Plain.trim().min(1).max(200) });

/** GET /api/campaigns/choices : the kinds that have campaigns, and the structures that one may prepare them for. */
export const CampaignChoices = z.object({
  kinds: z.array(z.object({ kind: z.string(), title: Bilingual })),
  structures: z.array(StructureRef),
});

/** PUT /api/campaigns/:id */
export const CampaignRevise = Days.extend({ title: Title });
/** POST /api/campaigns */
export const CampaignCreate = CampaignRevise.extend({ kind: Plain.max(100), structureId: Id });

export const CampaignRow = Days.extend({
  id: Id,
  title: Bilingual,
  kind: z.object({ name: z.string(), title: Bilingual }),
  structure: StructureRef,
  state: z.enum(CAMPAIGN_STATES),
  counts: z.object({ posts: z.int(), places: z.int(), candidates: z.int() }),
});
export const CampaignPage = pageOf(CampaignRow);
export const CampaignView = CampaignRow.extend({
  publishedAt: Instant.nullable(),
  may: z.object({ steer: z.boolean(), publish: z.boolean() }),
});

/** POST /api/campaigns/:id/state */
export const CampaignState = z.object({ to: z.enum(STEERED_TO) });

const Post = z.object({
  code: z.string().regex(POST_CODE),
  title: Plain.trim().min(1).max(200),
  places: z.int().min(0).max(MAX_PLACES),
  profile: Plain.trim().max(2_000),
});
/** POST /api/campaigns/:id/posts : its structure by code. */
export const CampaignPostSaid = Post.extend({ structureCode: Plain.trim().min(1).max(60) });
/** POST /api/campaigns/:id/posts/file : its bytes in base 64. */
export const CampaignPostFile = z.object({ base64: z.base64() });
export const CampaignPostRow = Post.extend({ structure: StructureRef, askedBy: z.int() });
export const CampaignPosts = pageOf(CampaignPostRow);

export type CampaignRow = z.infer<typeof CampaignRow>;
export type CampaignView = z.infer<typeof CampaignView>;
export type CampaignPostRow = z.infer<typeof CampaignPostRow>;
