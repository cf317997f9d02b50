import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { type CivilDate, isDay, PARIS, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { PlaceOfWork } from '#domain/calendar/working-days.ts';
import { leastOf, type Movement, takenBy } from '#domain/situation/balance.ts';
import type { SituationEntry } from '#domain/situation/entry.ts';
import { gridsOf } from '#domain/situation/grids/grid.ts';
import { isReturn } from '#domain/situation/read-asked.ts';
import { PAST_YEARS, type RuleSituation, type TakenPeriod } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { atMost, call, db, exists, one, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { answersOf } from '../requests/answers.ts';
import { isAskedByAgent } from '../requests/requests.ts';
import { covers } from '../statements/periods.ts';
import { placesOfWork } from './career.ts';
import { byName, standingGrids } from './grids.ts';
import { ENTRY, itemsIn, latestOf, type StandingEntries, standingOf } from './situation.ts';

/** A request whose effect is judged: its data as filed, or as it would be. */
export interface JudgedRequest {
  /** Null while it is not filed. */
  readonly id: string | null;
  /** The entry to be corrected: it is neither compared nor counted. */
  readonly corrects?: string;
  readonly agentId: string;
  /** True if the agent asked for it, and nobody in their stead. */
  readonly byAgent: boolean;
  readonly filedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

const filed = statement((given: { id: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select((eb) => [
      'r.id',
      'r.agent_id as agentId',
      isAskedByAgent({ filedById: eb.ref('r.filed_by_id'), onPaper: eb.ref('r.on_paper') }).as('byAgent'),
      'r.filed_at as filedAt',
      's.time_zone as clock',
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
    ])
    .where('r.id', '=', given.id),
);

/**
 * Reads a filed request as rules judge it.
 * @throws {Error} if it does not exist
 */
export async function filedRequest(tx: Tx, id: string): Promise<JudgedRequest & { readonly clock: PlaceClock }> {
  const request = await filed.first(tx, { id });
  if (request === null) throw new Error(`request ${id} is unknown`);
  return request;
}

/**
 * Reads an agent's situation in a theme for the rules of a request. A request about to be filed
 * meets every period granted or under way; once filed, only those granted or whose act is already
 * signed: of two requests filed before rules were checked, the one signed first stands.
 */
export async function situationFor(tx: Tx, theme: Theme, request: JudgedRequest): Promise<RuleSituation> {
  const { id, agentId, byAgent, filedAt, data } = request;
  // Posts and effects are dated in Paris; the day of the filing is the agent's own.
  const filedOn = parisDay(filedAt);
  const asked = theme.inTime.from === undefined ? filedOn : data[theme.inTime.from];
  const effectOn = isDay(asked) ? asked : filedOn;
  const entries = standingOf(agentId, theme.name);
  const item = theme.inTime.is === 'list' ? String(data[theme.inTime.item] ?? '') : null;
  const former = item === null ? entries : entries.where((eb) => eb(eb.cast('e.item_id', 'text'), '=', item));
  const ending = isReturn(theme, data) && isDay(asked) ? asked : null;
  const isCounted = theme.fields.some(({ source }) => source === 'working-days');
  const isBalance = theme.inTime.is === 'balance';
  const pastAsked: Rows<SituationEntry> =
    item === null ? jsonArrayFrom(pastEntries(entries, effectOn, request)) : none();
  const movesAsked: Rows<Movement> = isBalance ? jsonArrayFrom(movements(entries, effectOn, request)) : none();
  const promisesAsked: Rows<Promised> = isBalance ? jsonArrayFrom(promises(theme.name, request)) : none();
  const placesAsked: Rows<PlaceOfWork> = isCounted ? jsonArrayFrom(placesOfWork(agentId, EVER)) : none();
  const takenAsked: Rows<Taken> =
    theme.inTime.is === 'dated' ? jsonArrayFrom(takenPeriods(theme.name, theme.inTime, request)) : none();
  const posts = db.selectFrom('posting as o').where('o.person_id', '=', agentId);
  const found = await one(
    tx,
    db.selectNoFrom((eb) => [
      posts
        .select('o.grade')
        .where(({ or }) => or([postedOn(effectOn), postedOn(filedOn)]))
        .orderBy(postedOn(effectOn), 'desc')
        .orderBy('o.from', 'desc')
        .orderBy('o.id', 'desc')
        .limit(atMost(1))
        .as('grade'),
      posts.select((of) => of.fn.min('o.from').as('first')).as('inPostSince'),
      jsonObjectFrom(latestOf(former)).as('former'),
      (ending === null ? NOTHING : jsonObjectFrom(latestOf(entries.where('e.from', '=', ending)))).as('ending'),
      jsonArrayFrom(itemsIn(entries)).as('items'),
      pastAsked.as('past'),
      movesAsked.as('moved'),
      promisesAsked.as('promises'),
      placesAsked.as('places'),
      takenAsked.as('taken'),
      jsonArrayFrom(standingGrids(gridsOf(theme), effectOn)).as('grids'),
      sql<CivilDate>`(${filedAt}::timestamptz at time zone ${eb.fn.coalesce(
        eb
          .selectFrom('request as r')
          .innerJoin('structure as s', 's.id', 'r.structure_id')
          .select('s.time_zone')
          .where('r.id', '=', id),
        posts
          .innerJoin('structure as s', 's.id', 'o.structure_id')
          .select('s.time_zone')
          .where(postedOn(filedOn))
          .orderBy('o.from', 'desc')
          .orderBy('o.id', 'desc')
          .limit(atMost(1)),
        sql.lit(PARIS),
      )})::date`.as('filedOn'),
    ]),
  );
  const met = found.taken.filter(
    (one): one is Taken & TakenPeriod => isDay(one.from) && (one.until === null || isDay(one.until)),
  );
  const { moved, promises: asking, ...known } = found;
  const taking = asking.flatMap((one) => takenBy(theme, one, { from: effectOn, places: found.places }));
  const least = leastOf(moved, effectOn);
  const promised = { least: leastOf([...moved, ...taking], effectOn), numbers: taking.map(({ number }) => number) };
  return { ...known, byAgent, taken: met, grids: byName(found.grids), least, promised };
}

const post = expressionBuilder<{ o: Tables['posting'] }, 'o'>();
/** Condition: the post `o` is held that day. */
const postedOn = (day: CivilDate) => covers(post.ref('o.from'), post.ref('o.until'), day);

const NOTHING = sql<null>`null::json`;
const none = <Row>(): Rows<Row> => sql`'[]'::json`;
const EVER: Period = { from: '0001-01-01', until: null };

type Rows<Row> = RawBuilder<Row[]>;
type Promised = Parameters<typeof takenBy>[1];
/** A form's answers under the names of days may be no days. */
interface Taken extends Omit<TakenPeriod, keyof Period> {
  readonly from: string | null;
  readonly until: string | null;
}

/** What was given over the last years, without the request's own and the entry to be corrected. */
const pastEntries = (entries: StandingEntries, before: CivilDate, { id, corrects }: JudgedRequest) =>
  db
    .selectFrom(
      entries
        .select(ENTRY)
        .where('e.request_id', 'is distinct from', id)
        .where('e.id', 'is distinct from', corrects ?? null)
        .where('e.from', '>', sql<CivilDate>`${before}::date - make_interval(years => ${PAST_YEARS})`)
        .where('e.from', '<=', before)
        .orderBy('e.from', 'desc')
        .limit(atMost(100))
        .as('e'),
    )
    .selectAll('e')
    .orderBy('e.from');

/**
 * The balance on the day when something would be taken from it, then each later movement in order;
 * without the entry to be corrected.
 */
const movements = (entries: StandingEntries, from: CivilDate, { corrects }: JudgedRequest) =>
  db
    .selectFrom(
      entries
        .select((eb) => [
          sql<CivilDate>`greatest(${eb.ref('e.from')}, ${from})`.as('from'),
          eb.case().when('e.from', '>', from).then(eb.ref('e.id')).end().as('later'),
          ...(['e.moves', 'e.at', 'e.id'] as const),
        ])
        .where('e.id', 'is distinct from', corrects ?? null)
        .as('m'),
    )
    .select((eb) => ['m.from', sql<number>`${eb.fn.sum('m.moves')}::float`.as('by')])
    .groupBy(['m.from', 'm.later'])
    .orderBy('m.from')
    .orderBy((eb) => eb.fn.min('m.at'))
    .orderBy((eb) => eb.fn.min(eb.cast<string>('m.id', 'text')));

/**
 * Other requests of the same person that change a balance and were not applied yet: all of them for
 * a request about to be filed; for a filed one, those that somebody agreed to before it was agreed
 * to itself: of two, the one granted first stands.
 */
const promises = (theme: string, { id, agentId, corrects }: JudgedRequest) =>
  changing(theme, { id, agentId })
    .select((eb) => ['r.number', answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data')])
    .where(sql<boolean>`${corrects ?? null}::uuid is null`)
    .where(
      ({ ref }) =>
        sql<boolean>`(${id}::uuid is null or ${agreedAt(ref('r.id'))} < coalesce(${agreedAt(sql<string>`${id}::uuid`)}, 'infinity'))`,
    )
    .orderBy('r.number')
    .limit(atMost(100));

/** The other requests of a person that are under way, would change a theme and were not applied yet, as `r`; their versions as `v`. */
const changing = (theme: string, { id, agentId }: Pick<JudgedRequest, 'id' | 'agentId'>) =>
  db
    .selectFrom('request as r')
    .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .where('r.agent_id', '=', agentId)
    .where('r.closed_at', 'is', null)
    .where('r.id', 'is distinct from', id)
    .where(({ ref }) => sql<boolean>`${ref('v.sheet')} -> 'effects' @> to_jsonb(array[${theme}::text])`)
    .where(({ not, selectFrom }) =>
      not(
        exists(
          selectFrom('situation_entry as e')
            .select('e.id')
            .whereRef('e.request_id', '=', 'r.id')
            .where('e.theme', '=', theme),
        ),
      ),
    );

/** When somebody first agreed to a request; null: nobody did. */
const agreedAt = (requestId: Expression<string>) =>
  db
    .selectFrom('decision as d')
    .select(({ fn }) => fn.min('d.recorded_at').as('at'))
    .where('d.request_id', '=', requestId)
    .where('d.voided_at', 'is', null)
    .where(({ and, or }) =>
      or([
        and({ 'd.kind': 'visa', 'd.outcome': 'approved' }),
        and({ 'd.kind': 'check', 'd.outcome': 'confirmed' }),
        and({ 'd.kind': 'signature', 'd.outcome': 'signed' }),
      ]),
    );

/**
 * Periods of a person in a theme that another one must not meet, granted or asked for; without the
 * request's own.
 */
const takenPeriods = (
  theme: string,
  { from, until }: { readonly from: string; readonly until: string },
  { id, agentId, corrects }: JudgedRequest,
) =>
  standingOf(agentId, theme)
    .leftJoin('request as r', 'r.id', 'e.request_id')
    .select((eb) => [
      'r.number',
      sql<string | null>`to_char(${eb.ref('e.from')}, 'YYYY-MM-DD')`.as('from'),
      sql<string | null>`to_char(${eb.ref('e.until')}, 'YYYY-MM-DD')`.as('until'),
      eb.lit(true).$castTo<boolean>().as('granted'),
    ])
    .where((eb) => eb.or([eb('e.request_id', 'is', null), eb('e.request_id', 'is distinct from', id)]))
    .where('e.id', 'is distinct from', corrects ?? null)
    .unionAll(
      db
        .selectFrom(
          changing(theme, { id, agentId })
            .crossJoinLateral((eb) =>
              db.selectNoFrom(answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('answers')).as('asked'),
            )
            .select((eb) => [
              'r.number',
              sql<string | null>`${eb.ref('asked.answers')} ->> ${from}::text`.as('from'),
              sql<string | null>`${eb.ref('asked.answers')} ->> ${until}::text`.as('until'),
              isSigned({ id: eb.ref('r.id'), sheet: eb.ref('v.sheet') }).as('granted'),
            ])
            .as('asking'),
        )
        .selectAll('asking')
        .where(({ ref }) => sql<boolean>`(${ref('asking.granted')} or ${id}::uuid is null)`),
    )
    .orderBy('from')
    .orderBy('number');

/** True if the act that grants a request is signed. */
const isSigned = (request: { readonly id: Expression<string>; readonly sheet: Expression<unknown> }) =>
  exists(
    db
      .selectFrom('decision as d')
      .crossJoinLateral((eb) =>
        db
          .selectNoFrom(call('place_now', request.id, eb.ref('d.element_id')).as('place'))
          .offset(sql.lit(0))
          .as('now'),
      )
      .innerJoin(
        sql<{ elementId: string; template: string | null }>`jsonb_to_recordset(${request.sheet} -> 'steps')`.as<'step'>(
          sql`step("elementId" text, template text)`,
        ),
        'step.elementId',
        'now.place',
      )
      .select('d.id')
      .where('d.request_id', '=', request.id)
      .where('d.voided_at', 'is', null)
      .where('d.kind', '=', 'signature')
      .where('d.outcome', '=', 'signed')
      .where((eb) => eb(eb.fn.coalesce('step.template', sql.lit('act')), '=', 'act')),
  );
