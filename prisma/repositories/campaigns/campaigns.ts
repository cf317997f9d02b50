import { type CivilDate, dateColumn } from '#domain/calendar/civil-date.ts';
import type { CampaignDays, CampaignState } from '#domain/campaign/campaign.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import type { CampaignFacts } from '#domain/permissions/campaign.ts';
import type { Role } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../in-force.ts';

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
  /** Posts, places, requests whatever became of them, and opinions that are awaited. */
  readonly counts: {
    readonly posts: number;
    readonly places: number;
    readonly candidates: number;
    readonly opinions: number;
  };
}

const day = (column: Prisma.Sql) => Prisma.sql`to_char(${column}, 'YYYY-MM-DD')`;
const CAMPAIGN = Prisma.sql`
  c.id::text, c.kind, json_build_object('fr', c.title_fr, 'en', c.title_en) as title, c.state,
  json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'path', s.path) as structure,
  ${day(Prisma.sql`c.opens_on`)} as "opensOn", ${day(Prisma.sql`c.closes_on`)} as "closesOn",
  ${day(Prisma.sql`c.opinions_until`)} as "opinionsUntil", ${day(Prisma.sql`c.results_on`)} as "resultsOn",
  ${day(Prisma.sql`c.effect_on`)} as "effectOn", c.made_by_id::text as "madeById", c.published_at as "publishedAt",
  c.reason_law as "reasonLaw", c.reason_fact as "reasonFact",
  json_build_object(
    'posts', (select count(*) from campaign_post p where p.campaign_id = c.id),
    'places', (select coalesce(sum(p.places), 0) from campaign_post p where p.campaign_id = c.id),
    'candidates', (select count(*) from campaign_request q where q.campaign_id = c.id),
    'opinions', (select count(distinct t.request_id) from campaign_request q join task t on t.request_id = q.request_id
                  where q.campaign_id = c.id and t.decision = 'opinion' and t.state in ('created', 'completing'))) as counts`;
const TABLES = Prisma.sql`campaign c join structure s on s.id = c.structure_id`;

export async function insertCampaign(
  tx: Tx,
  campaign: Pick<Campaign, 'kind' | 'title' | 'madeById'> &
    CampaignDays & { readonly structureId: string; readonly at: Date },
): Promise<string> {
  const { kind, structureId, madeById, at } = campaign;
  const id = uuid7(at);
  const data = { ...columnsOf(campaign), id, kind, structureId, madeById, madeAt: at, state: 'prepared' };
  await tx.campaign.create({ data, select: { id: true } });
  return id;
}

export async function findCampaign(tx: Tx, id: string): Promise<Campaign | null> {
  const [row] = await tx.$queryRaw<Campaign[]>`select ${CAMPAIGN} from ${TABLES} where c.id = ${id}::uuid`;
  return row ?? null;
}

/** Held until the transaction ends: of two who change it, the second sees what the first did. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign | null> {
  await tx.$queryRaw`select 1 as locked from campaign where id = ${id}::uuid for update`;
  return findCampaign(tx, id);
}

/** What rights on it are judged on, for this person. */
export async function campaignFacts(
  tx: Tx,
  { id, structure, madeById }: Campaign,
  personId: string,
): Promise<CampaignFacts> {
  const [row] = await tx.$queryRaw<[Pick<CampaignFacts, 'isCandidate' | 'hasRanked'>]>`
    select exists (select from campaign_request q join request r on r.id = q.request_id
                    where q.campaign_id = ${id}::uuid and r.agent_id = ${personId}::uuid) as "isCandidate",
           exists (select from campaign_ranking g where g.campaign_id = ${id}::uuid and g.asked_by_id = ${personId}::uuid)
             or exists (select from campaign_settlement t where t.campaign_id = ${id}::uuid and t.by_id = ${personId}::uuid)
             as "hasRanked"`;
  return { structurePath: structure.path, madeById, ...row };
}

export async function changeCampaign(
  tx: Tx,
  id: string,
  change: Partial<CampaignDays> & { readonly title?: Bilingual; readonly state?: CampaignState },
): Promise<void> {
  const { state } = change;
  await tx.campaign.update({
    where: { id },
    data: { ...columnsOf(change), ...(state && { state }) },
    select: { id: true },
  });
}

function columnsOf({ title, ...days }: Partial<CampaignDays> & { readonly title?: Bilingual }) {
  const { opensOn, closesOn, opinionsUntil, resultsOn, effectOn } = days;
  return {
    ...(title && { titleFr: title.fr, titleEn: title.en }),
    ...(opensOn && { opensOn: dateColumn(opensOn) }),
    ...(closesOn && { closesOn: dateColumn(closesOn) }),
    ...(opinionsUntil && { opinionsUntil: dateColumn(opinionsUntil) }),
    ...(resultsOn && { resultsOn: dateColumn(resultsOn) }),
    ...(effectOn && { effectOn: dateColumn(effectOn) }),
  } as Prisma.CampaignUncheckedCreateInput;
}

/** Those of structures where this person holds one of these rights, the latest first. */
export async function listCampaigns(
  tx: Tx,
  asked: {
    readonly personId: string;
    readonly roles: readonly Role[];
    readonly day: CivilDate;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<{ readonly items: Campaign[]; readonly total: number }> {
  const { personId, roles, page, pageSize } = asked;
  const seen = Prisma.sql`
    exists (select from structure_above a join habilitation h on h.structure_id = a.above_id
             where a.structure_id = c.structure_id and h.person_id = ${personId}::uuid and h.role = any(${[...roles]})
               and ${inForceOn(Prisma.sql`h`, asked.day)})
      and not exists (select from campaign_request q join request r on r.id = q.request_id
                       where q.campaign_id = c.id and r.agent_id = ${personId}::uuid)`;
  const items = await tx.$queryRaw<Campaign[]>`
    select ${CAMPAIGN} from ${TABLES} where ${seen}
     order by c.made_at desc, c.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`;
  const [{ total }] = await tx.$queryRaw<
    [{ total: number }]
  >`select count(*)::int as total from campaign c where ${seen}`;
  return { items, total };
}

/** The structures where this person holds a right that day, themselves alone. */
export const structuresHeld = (
  tx: Tx,
  { personId, role, day: on }: { readonly personId: string; readonly role: Role; readonly day: CivilDate },
): Promise<StructureRef[]> =>
  tx.$queryRaw`
    select distinct s.id::text, s.code, s.name from habilitation h join structure s on s.id = h.structure_id
     where h.person_id = ${personId}::uuid and h.role = ${role} and ${inForceOn(Prisma.sql`h`, on)} order by s.name, s.code limit 100`;

/** The campaigns that are open to agents of a structure, by their state alone: the nearest first. */
export const openCampaigns = (tx: Tx, structureId: string, kind?: string): Promise<Campaign[]> =>
  tx.$queryRaw`
    select ${CAMPAIGN} from ${TABLES}
      join structure_above a on a.above_id = c.structure_id and a.structure_id = ${structureId}::uuid
     where c.state = 'open' and ${kind === undefined ? Prisma.sql`true` : Prisma.sql`c.kind = ${kind}`}
     order by a.distance, c.made_at desc limit 100`;

/** The same of one kind, of which there is one at most; null when there is none. */
export const openCampaignFor = async (tx: Tx, kind: string, structureId: string): Promise<Campaign | null> =>
  (await openCampaigns(tx, structureId, kind))[0] ?? null;

/** Whether another campaign of the kind is open to agents whom this one would cover. */
export async function meetsOpenCampaign(tx: Tx, { id, kind, structure }: Campaign): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`campaign:${kind}`}, 0))`;
  const [row] = await tx.$queryRaw<unknown[]>`
    select 1 as found from campaign c join structure s on s.id = c.structure_id
     where c.kind = ${kind} and c.state = 'open' and c.id <> ${id}::uuid
       and (starts_with(s.path, ${structure.path}) or starts_with(${structure.path}, s.path)) limit 1`;
  return row !== undefined;
}
