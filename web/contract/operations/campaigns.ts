import { z } from 'zod';
import { CAMPAIGN_STATES, MAX_PLACES, POST_CODE, RANKING_STATES, STEERED_TO } from '#domain/campaign/campaign.ts';
import { OUT_REASONS } from '#domain/campaign/standing.ts';
import { Bilingual, CivilDate, Id, Instant, PersonRef, Plain, pageOf } from '../common.ts';
import { Reason, StructureRef } from './administration.ts';

const Days = z.object({
  opensOn: CivilDate,
  closesOn: CivilDate,
  opinionsUntil: CivilDate,
  resultsOn: CivilDate,
  effectOn: CivilDate,
});
const PointLine = z.object({ criterion: Bilingual, points: z.int() });
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
  /** `opinions`: those that a superior still owes. */
  counts: z.object({ posts: z.int(), places: z.int(), candidates: z.int(), opinions: z.int() }),
});
export const CampaignPage = pageOf(CampaignRow);
const OfferedPost = z.object({ code: z.string(), title: z.string(), structureName: z.string() });
const Rank = z.object({
  /** Why it is not ranked. */
  out: z.enum(OUT_REASONS).nullable(),
  /** Whether its agent changed structure since. */
  moved: z.boolean(),
  points: z.int(),
  lines: z.array(PointLine),
  since: CivilDate.nullable(),
  postCode: z.string().nullable(),
});
export const CampaignCandidate = z.object({
  requestId: Id,
  number: z.string(),
  agent: PersonRef,
  structureName: z.string(),
  /** The dearest first. */
  choices: z.array(OfferedPost),
  /** Null: not given yet. */
  opinion: z.string().nullable(),
  pieces: z.int(),
  isClosed: z.boolean(),
  rank: Rank.nullable(),
});
export const CampaignCandidates = pageOf(CampaignCandidate);

/** POST /api/campaigns/:id/settlements : who comes first for a post, of those whom nothing tells apart, and why. */
export const CampaignSettle = z.object({
  postCode: z.string().max(40),
  requestIds: z.array(Id).min(2).max(1_000),
  reason: Reason,
});

/** GET /api/requests/:id/campaign : nobody else's result is said. */
export const CampaignOfRequest = z.object({
  campaign: Days.extend({
    title: Bilingual,
    state: z.enum(CAMPAIGN_STATES),
    choices: z.array(OfferedPost),
    /** Null until it is published. */
    result: z
      .object({
        post: OfferedPost.nullable(),
        /** Why it was not ranked. */
        out: z.enum(OUT_REASONS).nullable(),
        points: z.int(),
        lines: z.array(PointLine),
        reasonLaw: z.string(),
        reasonFact: z.string(),
        by: PersonRef,
      })
      .nullable(),
  }).nullable(),
});

/** POST /api/campaigns/:id/publication : why those who are not placed are not, in law and in fact. */
export const CampaignPublish = z.object({ reasonLaw: Reason, reasonFact: Reason });

export const CampaignView = CampaignRow.extend({
  publishedAt: Instant.nullable(),
  /** How many circuits were told the result; null until it is published. */
  telling: z.object({ told: z.int(), all: z.int() }).nullable(),
  /** The last version of its ranking; null while none was asked for. */
  ranking: z
    .object({
      number: z.int(),
      state: z.enum(RANKING_STATES),
      total: z.int(),
      ranked: z.int(),
      ties: z.array(z.object({ post: OfferedPost, places: z.int(), candidates: z.array(CampaignCandidate) })),
      /** What it comes to, once it stands: candidates, and posts of which a place is left. `told`: who receives a result. */
      sums: z.object({ placed: z.int(), unplaced: z.int(), out: z.int(), told: z.int(), vacant: z.int() }).nullable(),
    })
    .nullable(),
  /** The ties that were settled, the latest first. */
  settlements: z.array(
    z.object({
      id: Id,
      postCode: z.string(),
      order: z.array(PersonRef),
      reason: z.string(),
      by: PersonRef,
      at: Instant,
    }),
  ),
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
/** `filled`: places that the last ranking gives; null while none stands. */
export const CampaignPostRow = Post.extend({ structure: StructureRef, askedBy: z.int(), filled: z.int().nullable() });
export const CampaignPosts = pageOf(CampaignPostRow);

export type CampaignRow = z.infer<typeof CampaignRow>;
export type CampaignView = z.infer<typeof CampaignView>;
export type CampaignCandidate = z.infer<typeof CampaignCandidate>;
export type CampaignPostRow = z.infer<typeof CampaignPostRow>;
