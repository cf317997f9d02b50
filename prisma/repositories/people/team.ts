import { type Expression, sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import { answersOf } from '../requests/answers.ts';
import { isNotOver } from '../statements/periods.ts';
import { themesInForce } from './themes.ts';

/** Days when somebody is away, or asks to be; never the reason. */
export interface TeamAbsence {
  readonly personId: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly granted: boolean;
}

/** Bound for a team's page of one month. */
const MAX_ABSENCES = 2_000;

const away = db
  .selectFrom(themesInForce)
  .select((eb) => [
    't.name',
    sql<string | null>`${eb.ref('t.definition')} #>> '{inTime,from}'`.as('from'),
    sql<string | null>`${eb.ref('t.definition')} #>> '{inTime,until}'`.as('until'),
  ])
  .where(({ ref }) => sql<boolean>`${ref('t.definition')} -> 'away' = 'true'`);

/**
 * Condition: a form's answer is a day; a form of another kind may use the same name for something
 * else.
 */
const isDay = (text: Expression<string | null>) => sql<boolean>`${text} ~ ${sql.lit('^\\d{4}-\\d\\d-\\d\\d$')}`;

const absences = statement((given: { personIds: readonly string[]; from: CivilDate; until: CivilDate }) =>
  db
    .with('away', () => away)
    .with('found', (made) =>
      made
        .selectFrom('situation_entry as e')
        .innerJoin('away as a', 'a.name', 'e.theme')
        .select((eb) => [
          'e.person_id',
          sql<string>`to_char(${eb.ref('e.from')}, 'YYYY-MM-DD')`.as('from'),
          sql<string | null>`to_char(${eb.ref('e.until')}, 'YYYY-MM-DD')`.as('until'),
          eb.lit(true).$castTo<boolean>().as('granted'),
        ])
        .where((eb) => isOneOf(eb.ref('e.person_id'), given.personIds))
        .where('e.superseded_at', 'is', null)
        .where('e.from', '<=', given.until)
        .where((eb) => isNotOver(eb.ref('e.until'), given.from))
        .unionAll(
          made
            .selectFrom('request as r')
            .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
            .innerJoin('away as a', (join) =>
              join.on(({ ref }) => sql<boolean>`${ref('v.sheet')} -> 'effects' @> to_jsonb(array[${ref('a.name')}])`),
            )
            .crossJoinLateral((eb) => {
              const answers = answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') });
              return made.selectNoFrom(answers.as('answers')).as('asked');
            })
            .select((eb) => [
              'r.agent_id as person_id',
              answered(eb.ref('asked.answers'), eb.ref('a.from')).as('from'),
              answered(eb.ref('asked.answers'), eb.ref('a.until')).as('until'),
              eb.lit(false).$castTo<boolean>().as('granted'),
            ])
            .where((eb) => isOneOf(eb.ref('r.agent_id'), given.personIds))
            .where('r.closed_at', 'is', null)
            .where((eb) => isDay(answered(eb.ref('asked.answers'), eb.ref('a.from'))))
            .where((eb) => isDay(answered(eb.ref('asked.answers'), eb.ref('a.until'))))
            .where((eb) => eb(answered(eb.ref('asked.answers'), eb.ref('a.from')), '<=', given.until))
            .where(
              ({ ref }) =>
                sql<boolean>`${answered(ref('asked.answers'), ref('a.until'))} >= greatest(${given.from}::text, ${answered(ref('asked.answers'), ref('a.from'))})`,
            )
            .where((eb) =>
              eb.not(
                exists(
                  eb
                    .selectFrom('situation_entry as e')
                    .whereRef('e.request_id', '=', 'r.id')
                    .whereRef('e.theme', '=', 'a.name'),
                ),
              ),
            ),
        ),
    )
    .selectFrom('found as f')
    .select((eb) => [
      'f.person_id as personId',
      sql<CivilDate>`greatest(${eb.ref('f.from')}, ${given.from}::text)`.as('from'),
      sql<CivilDate>`least(${eb.ref('f.until')}, ${given.until}::text)`.as('until'),
      'f.granted',
    ])
    .orderBy('f.person_id')
    .orderBy(sql.lit(2))
    .orderBy('f.granted', 'desc')
    .limit(MAX_ABSENCES),
);

/** Selects what a request answers under a name. */
const answered = (answers: Expression<unknown>, name: Expression<string | null>) => sql<string>`${answers} ->> ${name}`;

/**
 * Lists when these people are away between two days, both included, cut to them, in order: what
 * stands in the themes that declare an absence, and what their open requests ask for.
 */
export const absencesOf = (
  tx: Tx,
  personIds: readonly string[],
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
): Promise<TeamAbsence[]> => absences.all(tx, { personIds, from, until });
