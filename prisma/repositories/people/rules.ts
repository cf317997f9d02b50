import { type CivilDate, isDay, PARIS, parisDay } from '#domain/calendar/civil-date.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import { leastOf, type Movement, takenBy } from '#domain/situation/balance.ts';
import { type Grid, gridsOf } from '#domain/situation/grids/grid.ts';
import { isReturn } from '#domain/situation/read-asked.ts';
import { PAST_YEARS, type RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../in-force.ts';
import { ANSWERS } from '../requests/answers.ts';
import { ASKED_BY_AGENT } from '../requests/requests.ts';
import { placesOfWork } from './career.ts';
import { byName, standingGrids } from './grids.ts';
import { ENTRY, latestEntry, latestItems, ofTheme } from './situation.ts';

/** A request whose effect is judged: its data as filed, or as it would be. */
export interface JudgedRequest {
  /** Null while it is not filed. */
  readonly id: string | null;
  /** The entry that a correction would put right: it meets nothing, and is not counted. */
  readonly corrects?: string;
  readonly agentId: string;
  /** Whether the agent asked for it, and nobody in their stead. */
  readonly byAgent: boolean;
  readonly filedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export async function filedRequest(tx: Tx, id: string): Promise<JudgedRequest & { readonly clock: PlaceClock }> {
  const [request] = await tx.$queryRaw<(JudgedRequest & { readonly clock: PlaceClock })[]>`
    select r.id::text, r.agent_id::text as "agentId", ${ASKED_BY_AGENT} as "byAgent", r.filed_at as "filedAt",
           s.time_zone as clock, ${ANSWERS} as data
      from request r join structure s on s.id = r.structure_id where r.id = ${id}::uuid`;
  if (request === undefined) throw new Error(`request ${id} is unknown`);
  return request;
}

/** One change of a person's situation is judged at a time, until the transaction ends. */
export async function lockSituation(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`select from person where id = ${personId}::uuid for no key update`;
}

/**
 * Where the agent of a request stands in a theme, for its rules. What is about to be filed meets every period that is granted or
 * under way; once filed, only those granted, and those whose act somebody signed already: of two that were filed before rules
 * were asked, the one that is signed first stands.
 */
export async function situationFor(tx: Tx, theme: Theme, request: JudgedRequest): Promise<RuleSituation> {
  const { id, agentId, byAgent, filedAt, data } = request;
  // Posts and effects are dated in Paris; the day of the filing is the agent's own.
  const filedOn = parisDay(filedAt);
  const asked = theme.inTime.from === undefined ? filedOn : data[theme.inTime.from];
  const effectOn = isDay(asked) ? asked : filedOn;
  const postedOn = (day: CivilDate) => Prisma.sql`(${inForceOn(Prisma.sql`o`, day)})`;
  const entries = ofTheme(agentId, theme.name);
  const item = theme.inTime.is === 'list' ? String(data[theme.inTime.item] ?? '') : null;
  const former = latestEntry(item === null ? entries : Prisma.sql`${entries} and e.item_id::text = ${item}`);
  const taken = theme.inTime.is === 'dated' ? takenPeriods(theme.name, theme.inTime, request) : NO_PERIOD;
  const ending = isReturn(theme, data) && isDay(asked) ? Prisma.sql`${entries} and e."from" = ${asked}::date` : null;
  const isCounted = theme.fields.some(({ source }) => source === 'working-days');
  const places = isCounted ? placesOfWork(agentId, { from: '0001-01-01', until: null }) : NO_PLACE;
  const past = item === null ? pastEntries(entries, effectOn, request) : NO_ENTRY;
  const isBalance = theme.inTime.is === 'balance';
  const [found] = await tx.$queryRaw<
    [
      Omit<RuleSituation, 'byAgent' | 'grids' | 'least' | 'promised'> & {
        readonly grids: readonly Grid[];
        readonly moved: readonly Movement[];
        readonly promises: readonly { readonly number: string; readonly data: Readonly<Record<string, unknown>> }[];
      },
    ]
  >`
    select (select o.grade from posting o
             where o.person_id = ${agentId}::uuid and (${postedOn(effectOn)} or ${postedOn(filedOn)})
             order by ${postedOn(effectOn)} desc, o."from" desc, o.id desc limit 1) as grade,
           (select to_char(min(o."from"), 'YYYY-MM-DD') from posting o where o.person_id = ${agentId}::uuid) as "inPostSince",
           (select to_jsonb(e) from (${former}) e) as former,
           ${ending === null ? Prisma.sql`null::jsonb` : Prisma.sql`(select to_jsonb(e) from (${latestEntry(ending)}) e)`} as ending,
           (select coalesce(jsonb_agg(to_jsonb(e)), '[]') from (${latestItems(entries)}) e) as items,
           (select coalesce(jsonb_agg(to_jsonb(e) order by e."from"), '[]') from (${past}) e) as past,
           (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from (${isBalance ? movements(theme.name, effectOn, request) : NO_MOVEMENT}) m) as moved,
           (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from (${isBalance ? promises(theme.name, request) : NO_PROMISE}) p) as promises,
           (select coalesce(jsonb_agg(to_jsonb(w)), '[]') from (${places}) w) as places,
           (select coalesce(jsonb_agg(to_jsonb(t) order by t."from", t.number), '[]') from (${taken}) t) as taken,
           (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (${standingGrids(gridsOf(theme), effectOn)}) g) as grids,
           to_char(${filedAt}::timestamptz at time zone coalesce(
             (select s.time_zone from request r join structure s on s.id = r.structure_id where r.id = ${id}::uuid),
             (select s.time_zone from posting o join structure s on s.id = o.structure_id
               where o.person_id = ${agentId}::uuid and ${postedOn(filedOn)} order by o."from" desc, o.id desc limit 1),
             ${PARIS}), 'YYYY-MM-DD') as "filedOn"`;
  // What a form of another kind holds under these names may be no day.
  const met = found.taken.filter(({ from, until }) => isDay(from) && (until === null || isDay(until)));
  const { moved, promises: asking, ...known } = found;
  const taking = asking.flatMap((one) => takenBy(theme, one, { from: effectOn, places: found.places }));
  const least = leastOf(moved, effectOn);
  const promised = { least: leastOf([...moved, ...taking], effectOn), numbers: taking.map(({ number }) => number) };
  return { ...known, byAgent, taken: met, grids: byName(found.grids), least, promised };
}

/** What was given over the last years, but for the request's own and what a correction would put right: a query. */
const pastEntries = (entries: Prisma.Sql, before: CivilDate, { id, corrects }: JudgedRequest): Prisma.Sql => Prisma.sql`
    select ${ENTRY} from situation_entry e
     where ${entries} and e.superseded_at is null and e.request_id is distinct from ${id}::uuid
       and e.id is distinct from ${corrects ?? null}::uuid
       and e."from" > ${before}::date - make_interval(years => ${PAST_YEARS}) and e."from" <= ${before}::date
     order by e."from" desc limit 100`;

const NO_ENTRY = Prisma.sql`select null::text as "from" where false`;

/**
 * What a balance comes to the day that something would be taken from it, then each movement after, in its order; the entry that a
 * correction would put right aside: a query.
 */
const movements = (theme: string, from: CivilDate, { agentId, corrects }: JudgedRequest): Prisma.Sql => Prisma.sql`
    select to_char(greatest(e."from", ${from}::date), 'YYYY-MM-DD') as "from", sum(e.moves)::float as by
      from situation_entry e
     where ${ofTheme(agentId, theme)} and e.superseded_at is null and e.id is distinct from ${corrects ?? null}::uuid
     group by 1, case when e."from" > ${from}::date then e.id end
     order by 1, min(e.at), min(e.id::text)`;

const NO_MOVEMENT = Prisma.sql`select 0 as by where false`;

/**
 * Requests of the same person that change a balance and were not applied yet: all of them, of what is about to be filed; once it is
 * filed, those that somebody agreed to before it was agreed to itself: of two, the one that is granted first stands. A query.
 */
const promises = (theme: string, { id, agentId, corrects }: JudgedRequest): Prisma.Sql => Prisma.sql`
    select r.number, ${ANSWERS} as data from request r join circuit_version v on v.id = r.version_id
     where r.agent_id = ${agentId}::uuid and r.closed_at is null and r.id is distinct from ${id}::uuid
       and ${corrects ?? null}::uuid is null and v.sheet -> 'effects' @> to_jsonb(array[${theme}::text])
       and not exists (select from situation_entry e where e.request_id = r.id and e.theme = ${theme})
       and (${id}::uuid is null or ${agreedAt(Prisma.sql`r.id`)} < coalesce(${agreedAt(Prisma.sql`${id}::uuid`)}, 'infinity'))
     order by r.number limit 100`;

const NO_PROMISE = Prisma.sql`select null::text as number where false`;

/** When somebody first agreed to a request; null: nobody did. */
const agreedAt = (requestId: Prisma.Sql): Prisma.Sql => Prisma.sql`
    (select min(d.recorded_at) from decision d
      where d.request_id = ${requestId} and d.voided_at is null
        and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'), ('signature', 'signed')))`;

const NO_PLACE = Prisma.sql`select null::text as clock where false`;

const NO_PERIOD = Prisma.sql`
    select null::text as number, null::text as "from", null::text as until, false as granted where false`;

/** Periods of a theme of a person that another must not meet, granted or asked for; the request's own aside: a query. */
const takenPeriods = (
  theme: string,
  { from, until }: { readonly from: string; readonly until: string },
  { id, agentId, corrects }: JudgedRequest,
): Prisma.Sql => Prisma.sql`
    select r.number, to_char(e."from", 'YYYY-MM-DD') as "from", to_char(e.until, 'YYYY-MM-DD') as until, true as granted
      from situation_entry e left join request r on r.id = e.request_id
     where e.person_id = ${agentId}::uuid and e.theme = ${theme} and e.superseded_at is null
       and (e.request_id is null or e.request_id is distinct from ${id}::uuid) and e.id is distinct from ${corrects ?? null}::uuid
    union all
    select number, "from", until, signed
      from (select r.number, asked.answers ->> ${from}::text as "from", asked.answers ->> ${until}::text as until, exists (
                     select from decision d cross join lateral (select place_now(r.id, d.element_id) as place offset 0) now
                       join jsonb_array_elements(v.sheet -> 'steps') step on step ->> 'elementId' = now.place
                      where d.request_id = r.id and d.voided_at is null and (d.kind, d.outcome) = ('signature', 'signed')
                        and coalesce(step ->> 'template', 'act') = 'act') as signed
              from request r join circuit_version v on v.id = r.version_id
              cross join lateral (select ${ANSWERS} as answers) asked
             where r.agent_id = ${agentId}::uuid and r.closed_at is null and r.id is distinct from ${id}::uuid
               and v.sheet -> 'effects' @> to_jsonb(array[${theme}::text])
               and not exists (select from situation_entry e where e.request_id = r.id and e.theme = ${theme})) under_way
     where signed or ${id}::uuid is null`;
