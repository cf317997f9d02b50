import { type Expression, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { CampaignDays, CampaignState } from '#domain/campaign/campaign.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import type { CampaignFacts } from '#domain/permissions/campaign.ts';
import type { Role } from '#domain/permissions/role.ts';
import type { Tx } from '../../client.ts';
import { countOfRows, db, exists, isOneOf, run, startsWith, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { covers } from '../statements/periods.ts';

/** A campaign, with its counts. */
export interface Campaign extends CampaignDays {
  readonly id: string;
  readonly kind: string;
  readonly title: Bilingual;
  readonly structure: { readonly id: string; readonly code: string; readonly name: string; readonly path: string };
  readonly state: CampaignState;
  readonly madeById: string;
  readonly publishedAt: Date | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  /** Posts, places, requests in any state, and opinions that are awaited. */
  readonly counts: {
    readonly posts: number;
    readonly places: number;
    readonly candidates: number;
    readonly opinions: number;
  };
}

const CAMPAIGNS = db
  .selectFrom('campaign as c')
  .innerJoin('structure as s', 's.id', 'c.structure_id')
  .select(['c.id', 'c.kind', 'c.state', 'c.opens_on as opensOn', 'c.closes_on as closesOn'])
  .select(['c.opinions_until as opinionsUntil', 'c.results_on as resultsOn', 'c.effect_on as effectOn'])
  .select(['c.made_by_id as madeById', 'c.published_at as publishedAt'])
  .select(['c.reason_law as reasonLaw', 'c.reason_fact as reasonFact'])
  .select((eb) => {
    const posts = eb.selectFrom('campaign_post as p').whereRef('p.campaign_id', '=', 'c.id');
    const requests = eb.selectFrom('campaign_request as q').whereRef('q.campaign_id', '=', 'c.id');
    return [
      jsonBuildObject({ fr: eb.ref('c.title_fr'), en: eb.ref('c.title_en') }).as('title'),
      jsonBuildObject({
        id: eb.ref('s.id'),
        code: eb.ref('s.code'),
        name: eb.ref('s.name'),
        path: eb.ref('s.path'),
      }).as('structure'),
      jsonBuildObject({
        posts: posts
          .select((of) => of.fn.countAll<number>().as('count'))
          .$asScalar()
          .$notNull(),
        places: posts
          .select((of) => of.fn.coalesce(of.fn.sum<number>('p.places'), sql.lit(0)).as('sum'))
          .$asScalar()
          .$notNull(),
        candidates: requests
          .select((of) => of.fn.countAll<number>().as('count'))
          .$asScalar()
          .$notNull(),
        opinions: requests
          .innerJoin('task as t', 't.request_id', 'q.request_id')
          .select((of) => of.fn.count<number>('t.request_id').distinct().as('count'))
          .where('t.decision', '=', 'opinion')
          .where('t.state', 'in', ['created', 'completing'])
          .$asScalar()
          .$notNull(),
      }).as('counts'),
    ];
  });

type NewCampaign = Pick<Campaign, 'kind' | 'title' | 'madeById'> &
  CampaignDays & { readonly structureId: string; readonly at: Date };

const inserted = statement((given: Omit<NewCampaign, 'title'> & Record<'id' | 'titleFr' | 'titleEn', string>) =>
  db.insertInto('campaign').values({
    id: given.id,
    kind: given.kind,
    title_fr: given.titleFr,
    title_en: given.titleEn,
    structure_id: given.structureId,
    opens_on: given.opensOn,
    closes_on: given.closesOn,
    opinions_until: given.opinionsUntil,
    results_on: given.resultsOn,
    effect_on: given.effectOn,
    state: 'prepared',
    made_by_id: given.madeById,
    made_at: given.at,
  }),
);

/** Writes a campaign in preparation; returns its id. */
export async function insertCampaign(tx: Tx, { title, ...campaign }: NewCampaign): Promise<string> {
  const id = uuid7(campaign.at);
  await inserted.run(tx, { ...campaign, id, titleFr: title.fr, titleEn: title.en });
  return id;
}

const campaignOf = statement((given: { id: string }) => CAMPAIGNS.where('c.id', '=', given.id));

/** Finds a campaign; null if it does not exist. */
export const findCampaign = (tx: Tx, id: string): Promise<Campaign | null> => campaignOf.first(tx, { id });

const held = statement((given: { id: string }) => db.selectFrom('campaign').where('id', '=', given.id).forUpdate());

/**
 * Finds a campaign and locks it until the transaction ends: of two people who change it, the second
 * sees what the first did.
 */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign | null> {
  await held.all(tx, { id });
  return findCampaign(tx, id);
}

/** True if a person is a candidate of a campaign. */
const isCandidateOf = (campaignId: string | Expression<string>, personId: string) =>
  exists(
    db
      .selectFrom('campaign_request as q')
      .innerJoin('request as r', 'r.id', 'q.request_id')
      .where('q.campaign_id', '=', campaignId)
      .where('r.agent_id', '=', personId),
  );

const factsOf = statement((given: { id: string; personId: string }) => {
  const rankings = db
    .selectFrom('campaign_ranking as g')
    .where('g.campaign_id', '=', given.id)
    .where('g.asked_by_id', '=', given.personId);
  const settlements = db
    .selectFrom('campaign_settlement as t')
    .where('t.campaign_id', '=', given.id)
    .where('t.by_id', '=', given.personId);
  return db.selectNoFrom([
    isCandidateOf(given.id, given.personId).as('isCandidate'),
    sql<boolean>`${exists(rankings)} or ${exists(settlements)}`.as('hasRanked'),
  ]);
});

/** Reads what the rights of this person on a campaign depend on. */
export async function campaignFacts(
  tx: Tx,
  { id, structure, madeById }: Campaign,
  personId: string,
): Promise<CampaignFacts> {
  return { structurePath: structure.path, madeById, ...(await factsOf.one(tx, { id, personId })) };
}

/**
 * Changes what is given of a campaign; the rest stays.
 * @throws {Error} if it does not exist
 */
export async function changeCampaign(
  tx: Tx,
  id: string,
  change: Partial<CampaignDays> & { readonly title?: Bilingual; readonly state?: CampaignState },
): Promise<void> {
  const { title, opensOn, closesOn, opinionsUntil, resultsOn, effectOn, state } = change;
  const changed = await run(
    tx,
    db
      .updateTable('campaign')
      .set({
        title_fr: title?.fr,
        title_en: title?.en,
        opens_on: opensOn,
        closes_on: closesOn,
        opinions_until: opinionsUntil,
        results_on: resultsOn,
        effect_on: effectOn,
        state,
      })
      .where('id', '=', id),
  );
  if (changed === 0) throw new Error(`campaign ${id} is unknown`);
}

interface Seen {
  readonly personId: string;
  readonly roles: readonly Role[];
  readonly day: CivilDate;
}

/**
 * True if a campaign belongs to a structure where a person holds one of these rights, and they are
 * no candidate of it.
 */
const isSeen = (campaign: Record<'id' | 'structureId', Expression<string>>, { personId, roles, day }: Seen) => {
  const rights = db
    .selectFrom('structure_above as a')
    .innerJoin('habilitation as h', 'h.structure_id', 'a.above_id')
    .where('a.structure_id', '=', campaign.structureId)
    .where('h.person_id', '=', personId)
    .where((eb) => isOneOf(eb.ref('h.role'), roles))
    .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), day));
  return sql<boolean>`${exists(rights)} and not ${isCandidateOf(campaign.id, personId)}`;
};

const seenPage = statement((given: Seen & { pageSize: number; before: number }) =>
  CAMPAIGNS.where((eb) => isSeen({ id: eb.ref('c.id'), structureId: eb.ref('c.structure_id') }, given))
    .orderBy('c.made_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(given.pageSize)
    .offset(given.before),
);

const seenCounted = statement((given: Seen) =>
  db
    .selectFrom('campaign as c')
    .select(countOfRows.as('total'))
    .where((eb) => isSeen({ id: eb.ref('c.id'), structureId: eb.ref('c.structure_id') }, given)),
);

/**
 * Reads a page of the campaigns of structures where this person holds one of these rights and is no
 * candidate, latest first.
 */
export async function listCampaigns(
  tx: Tx,
  asked: Seen & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly items: Campaign[]; readonly total: number }> {
  const { page, pageSize } = asked;
  const items = await seenPage.all(tx, { ...asked, before: (page - 1) * pageSize });
  return { items, total: (await seenCounted.one(tx, asked)).total };
}

interface RightHeld {
  readonly personId: string;
  readonly role: Role;
  readonly day: CivilDate;
}

const structures = statement((given: RightHeld) =>
  db
    .selectFrom('habilitation as h')
    .innerJoin('structure as s', 's.id', 'h.structure_id')
    .select(['s.id', 's.code', 's.name'])
    .distinct()
    .where('h.person_id', '=', given.personId)
    .where('h.role', '=', given.role)
    .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), given.day))
    .orderBy('s.name')
    .orderBy('s.code')
    .limit(100),
);

/**
 * Lists the structures on which this person holds a right that day, without those below; 100 at
 * most.
 */
export const structuresHeld = (tx: Tx, asked: RightHeld): Promise<StructureRef[]> => structures.all(tx, asked);

const openTo = (given: { structureId: string }) =>
  CAMPAIGNS.innerJoin('structure_above as a', (join) =>
    join.onRef('a.above_id', '=', 'c.structure_id').on('a.structure_id', '=', given.structureId),
  )
    .where('c.state', '=', 'open')
    .orderBy('a.distance')
    .orderBy('c.made_at', 'desc')
    .limit(100);

const openOnes = statement(openTo);

/**
 * Lists the campaigns open to agents of a structure, nearest structure first; only their state
 * counts, not their days.
 */
export const openCampaigns = (tx: Tx, structureId: string): Promise<Campaign[]> => openOnes.all(tx, { structureId });

const openOnesOfKind = statement((given: { structureId: string; kind: string }) =>
  openTo(given).where('c.kind', '=', given.kind),
);

/** Finds the open campaign of a kind, of which there is one at most; null: none. */
export const openCampaignFor = (tx: Tx, kind: string, structureId: string): Promise<Campaign | null> =>
  openOnesOfKind.first(tx, { structureId, kind });

const overlapping = statement((given: { id: string; kind: string; path: string }) =>
  db
    .selectFrom('campaign as c')
    .innerJoin('structure as s', 's.id', 'c.structure_id')
    .select('c.id')
    .where('c.kind', '=', given.kind)
    .where('c.state', '=', 'open')
    .where('c.id', '<>', given.id)
    .where((eb) => eb.or([startsWith(eb.ref('s.path'), given.path), startsWith(given.path, eb.ref('s.path'))]))
    .limit(1),
);

/**
 * True if another campaign of the kind is open to agents whom this one would cover. Locks the
 * campaigns of the kind until the transaction ends.
 */
export async function meetsOpenCampaign(tx: Tx, { id, kind, structure }: Campaign): Promise<boolean> {
  await lockAlone(tx, `campaign:${kind}`);
  return (await overlapping.first(tx, { id, kind, path: structure.path })) !== null;
}
