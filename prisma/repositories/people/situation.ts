import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Grounds } from '#domain/effect/guarantee.ts';
import type { ContactHistory, KnownContact } from '#domain/effect/known-contacts.ts';
import { readPhone } from '#domain/formats/phone.ts';
import type { EntryOrigin } from '#domain/situation/correction.ts';
import type { SituationEntry, ThemeInForce, ThemeValue } from '#domain/situation/entry.ts';
import { readStatus, type Status } from '#domain/situation/status.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, atMost, call, db, isOneOf, json, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { uuid7 } from '../../uuid7.ts';
import { isNotOver } from '../statements/periods.ts';
import { themesInForce } from './themes.ts';

const e = expressionBuilder<{ e: Tables['situation_entry'] }, 'e'>();

/** The columns of an entry `e`; a movement comes with its balance. */
export const ENTRY = [
  'e.theme',
  e
    .case()
    .when('e.moves', 'is', null)
    .then(e.ref('e.value'))
    .else(call('entry_value', e.ref('e.id'), e.ref('e.value'), e.ref('e.moves')).$castTo<ThemeValue>())
    .end()
    .as('value'),
  'e.from',
  'e.until',
  'e.item_id as item',
] as const;

/** The entries that stand, as `e`. */
const standing = db.selectFrom('situation_entry as e').where('e.superseded_at', 'is', null);
/** A query of entries that stand, as `e`. */
export type StandingEntries = typeof standing;

/** Selects the standing entries of a person in a theme. */
export const standingOf = (
  personId: string | Expression<string>,
  theme: string | Expression<string>,
): StandingEntries => standing.where('e.person_id', '=', personId).where('e.theme', '=', theme);

/** Sorts entries, newest first. */
const newest = (entries: StandingEntries): StandingEntries =>
  entries.orderBy('e.from', 'desc').orderBy('e.at', 'desc').orderBy('e.id', 'desc');

/** Selects the latest of some entries. */
export const latestOf = (entries: StandingEntries) => newest(entries).select(ENTRY).limit(atMost(1));

/** Selects the entries that cover a day. */
const on = (entries: StandingEntries, day: CivilDate): StandingEntries =>
  entries.where('e.from', '<=', day).where((eb) => isNotOver(eb.ref('e.until'), day));

/** Selects each item of a list as it was last given. */
const lastItems = (entries: StandingEntries) =>
  newest(entries.where('e.item_id', 'is not', null).orderBy('e.item_id'))
    .selectAll('e')
    .distinctOn('e.item_id');

/** Selects the same, with the columns of an entry. */
export const itemsIn = (entries: StandingEntries) => db.selectFrom(lastItems(entries).as('e')).select(ENTRY);

/** Selects the same, for items that stand on a day. */
const itemsOn = (entries: StandingEntries, day: CivilDate) =>
  db
    .selectFrom(lastItems(entries.where('e.from', '<=', day)).as('e'))
    .select(ENTRY)
    .where((eb) => isNotOver(eb.ref('e.until'), day));

/**
 * Writes what a request changes of a theme, with its grounds, by the definition in its version of
 * the circuit; returns the id. The database refuses it twice, without its grounds, or different
 * from what was asked.
 * @throws {Error} if its circuit has no such theme
 */
export async function insertEntry(
  tx: Tx,
  entry: SituationEntry & {
    readonly requestId: string;
    readonly personId: string;
    readonly grounds: Grounds;
    /** True to end the period that stands from the same day, which the entry cites. */
    readonly ends?: boolean;
    readonly at: Date;
  },
): Promise<string> {
  const { requestId, personId, theme, value, from, until, item = null, grounds, ends = false, at } = entry;
  const id = uuid7(new Date());
  const file = `${THEME_FOLDER}${theme}.json`;
  const { guarantee, actId, decisionIds } = grounds;
  const asked = { requestId, personId, theme, file, value, from, until, item, guarantee, actId, decisionIds, ends };
  const written = await entryWritten.run(tx, { id, ...asked, at });
  if (written === 0) throw new Error(`request ${requestId}: its circuit has no theme « ${theme} »`);
  return id;
}

const entryWritten = statement(
  (
    given: Omit<SituationEntry, 'item'> &
      Grounds & {
        readonly id: string;
        readonly requestId: string;
        readonly personId: string;
        readonly file: string;
        readonly item: string | null;
        readonly ends: boolean;
        readonly at: Date;
      },
  ) =>
    db
      .insertInto('situation_entry')
      .columns([
        ...(['id', 'person_id', 'theme', 'theme_sha256', 'from', 'until', 'value', 'origin', 'request_id'] as const),
        ...(['at', 'guarantee', 'act_id', 'decision_ids', 'item_id', 'cites_id'] as const),
      ])
      .expression(
        db
          .selectFrom('request as r')
          .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
          .leftJoin('circuit_file as f', (join) =>
            join.onRef('f.version_id', '=', 'v.id').on('f.path', '=', given.file),
          )
          .innerJoin('situation_theme as t', (join) =>
            join
              .on('t.name', '=', given.theme)
              .on(
                ({ ref }) =>
                  sql<boolean>`coalesce(${ref('t.sha256')} = ${ref('f.sha256')}, ${ref('t.definition')} = ${ref('v.sheet')} -> 'themes' -> ${given.theme}::text)`,
              ),
          )
          .select((eb) => [
            eb.val(given.id).as('id'),
            eb.val(given.personId).as('person_id'),
            't.name',
            't.sha256',
            eb.val(given.from).as('from'),
            eb.val(given.until).as('until'),
            json(given.value).as('value'),
            eb.val('request').as('origin'),
            'r.id as request_id',
            eb.val(given.at).as('at'),
            eb.val(given.guarantee).as('guarantee'),
            eb.val(given.actId).as('act_id'),
            eb.val(given.decisionIds).as('decision_ids'),
            eb.val(given.item).as('item_id'),
            newest(standingOf(given.personId, given.theme).where(eb.val(given.ends)).where('e.from', '=', given.from))
              .select('e.id')
              .limit(1)
              .as('cites_id'),
          ])
          .where('r.id', '=', given.requestId)
          .limit(1),
      ),
);

/**
 * Writes what was known when the portal opened, by the theme's definition in force; only the owner
 * of the tables may. `at`: since when the portal knows it.
 * @throws {Error} if no such theme is in force
 */
export async function takeOver(
  tx: Tx,
  {
    personId,
    theme,
    value,
    from,
    at,
  }: Omit<SituationEntry, 'until'> & { readonly personId: string; readonly at: Date },
): Promise<void> {
  const written = await takenOver.run(tx, { id: uuid7(at), personId, theme, value, from, at });
  if (written === 0) throw new Error(`no theme « ${theme} » is in force`);
}

const takenOver = statement(
  (given: { id: string; personId: string; theme: string; value: ThemeValue; from: CivilDate; at: Date }) =>
    db
      .insertInto('situation_entry')
      .columns(['id', 'person_id', 'theme', 'theme_sha256', 'from', 'value', 'origin', 'at'])
      .expression(
        db
          .selectFrom(themesInForce)
          .select((eb) => [
            eb.val(given.id).as('id'),
            eb.val(given.personId).as('person_id'),
            't.name',
            't.sha256',
            eb.val(given.from).as('from'),
            json(given.value).as('value'),
            eb.val('taken-over').as('origin'),
            eb.val(given.at).as('at'),
          ])
          .where('t.name', '=', given.theme),
      ),
);

const applied = statement((given: { requestId: string; theme: string | null }) =>
  db
    .selectFrom('situation_entry')
    .select('id')
    .where('request_id', '=', given.requestId)
    .where((eb) => eb('theme', '=', eb.fn.coalesce(eb.val(given.theme), 'theme')))
    .limit(1),
);

/** True if a request changed something, or this theme. */
export const isApplied = async (tx: Tx, requestId: string, theme: string | null = null): Promise<boolean> =>
  (await applied.first(tx, { requestId, theme })) !== null;

const ofRequest = statement((given: { requestId: string }) =>
  db.selectFrom('situation_entry as e').select(ENTRY).where('e.request_id', '=', given.requestId),
);

/** Lists the entries that a request wrote. */
export const entriesOfRequest = (tx: Tx, requestId: string): Promise<SituationEntry[]> =>
  ofRequest.all(tx, { requestId });

const before = statement((given: { requestId: string; theme: string }) =>
  db
    .selectFrom('situation_entry as c')
    .crossJoinLateral((eb) =>
      latestOf(
        standingOf(eb.ref('c.person_id'), eb.ref('c.theme'))
          .where('e.id', '<>', eb.ref('c.id'))
          .where('e.item_id', 'is not distinct from', eb.ref('c.item_id'))
          .where(eb('c.moves', 'is', null))
          .where('e.from', '<=', eb.ref('c.from'))
          .where(({ ref }) => isNotOver(ref('e.until'), sql<CivilDate>`${eb.ref('c.from')} - 1`))
          .where('e.at', '<=', eb.ref('c.at')),
      ).as('before'),
    )
    .selectAll('before')
    .where('c.request_id', '=', given.requestId)
    .where('c.theme', '=', given.theme),
);

/**
 * Finds what stood just before the change of a request; null: nothing did, or it had ended before.
 * A movement never replaces another one.
 */
export const entryBefore = (tx: Tx, requestId: string, theme: string): Promise<SituationEntry | null> =>
  before.first(tx, { requestId, theme });

const last = statement((given: { personId: string; theme: string; item: string | null }) =>
  latestOf(
    standingOf(given.personId, given.theme).where((eb) =>
      eb(eb.cast<string | null>('e.item_id', 'text'), 'is not distinct from', given.item),
    ),
  ),
);

/**
 * Finds the last value given to somebody in a theme, or of an item of a list, whenever it begins;
 * null: none.
 */
export const lastEntry = (
  tx: Tx,
  personId: string,
  theme: string,
  item: string | null = null,
): Promise<SituationEntry | null> => last.first(tx, { personId, theme, item });

const thatDay = statement((given: { personId: string; theme: string; day: CivilDate }) =>
  latestOf(on(standingOf(given.personId, given.theme), given.day)),
);

/** Finds what stands in a theme that day; null: nothing is known. */
export const entryOn = (tx: Tx, personId: string, theme: string, day: CivilDate): Promise<SituationEntry | null> =>
  thatDay.first(tx, { personId, theme, day });

const items = statement((given: { personId: string; theme: string }) =>
  itemsIn(standingOf(given.personId, given.theme)),
);

/** Lists the items of somebody's list, as each was last given, ended ones included. */
export const itemsOf = (tx: Tx, personId: string, theme: string): Promise<SituationEntry[]> =>
  items.all(tx, { personId, theme });

const status = statement((given: { personId: string; day: CivilDate }) =>
  db.selectNoFrom(call('status_on', given.personId, given.day).as('status')),
);

/**
 * Returns somebody's status on that day (function status_on of prisma/sql/people.sql); null: it is
 * not known.
 */
export const statusOn = async (tx: Tx, personId: string, day: CivilDate): Promise<Status | null> =>
  readStatus((await status.one(tx, { personId, day })).status ?? undefined);

const situation = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom(themesInForce)
    .select((eb) => {
      const entries = standingOf(given.personId, eb.ref('t.name'));
      return [
        't.definition',
        jsonObjectFrom(latestOf(on(entries.where('e.item_id', 'is', null), given.day))).as('entry'),
        eb
          .case()
          .when(sql<boolean>`${eb.ref('t.definition')} #>> '{inTime,is}' = 'list'`)
          .then(jsonArrayFrom(itemsOn(entries, given.day)))
          .else(sql<SituationEntry[]>`'[]'`)
          .end()
          .as('items'),
      ];
    })
    .orderBy('t.name'),
);

/** Reads somebody's situation on that day, theme by theme, each by its definition in force. */
export const readSituation = (tx: Tx, personId: string, day: CivilDate): Promise<ThemeInForce[]> =>
  situation.all(tx, { personId, day });

/** An entry with its origin. */
export interface WrittenEntry extends SituationEntry {
  readonly id: string;
  readonly at: Date;
  readonly origin: EntryOrigin;
  /** Since when another entry corrects it; null: it stands. */
  readonly supersededAt: Date | null;
  readonly requestId: string | null;
  readonly number: string | null;
  /** For a correction: its reason, and who asked for it and confirmed it. */
  readonly correction: { readonly reason: string; readonly by: string[] } | null;
}

/** Max entries read back, latest first: more than any career leaves. */
const MAX_HISTORY = 500;

const history = statement((given: { personId: string }) =>
  newest(db.selectFrom('situation_entry as e').where('e.person_id', '=', given.personId))
    .leftJoin('request as r', 'r.id', 'e.request_id')
    .select(['e.id', ...ENTRY, 'e.at', 'e.origin', 'e.superseded_at as supersededAt', 'r.id as requestId', 'r.number'])
    .select((eb) =>
      eb
        .selectFrom('situation_correction as c')
        .select((of) =>
          jsonBuildObject({
            reason: of.ref('c.reason'),
            by: arrayOf(
              of
                .selectFrom('person as p')
                .select(({ ref }) => sql<string>`${ref('p.first_name')} || ' ' || ${ref('p.last_name')}`.as('name'))
                .where(({ eb: b, ref }) =>
                  b('p.id', 'in', [ref('c.proposed_by_id'), ref('c.decided_by_id').$notNull()]),
                )
                .orderBy(({ eb: b, ref }) => b('p.id', '=', ref('c.decided_by_id'))),
            ),
          }).as('of'),
        )
        .whereRef('c.entry_id', '=', 'e.cites_id')
        .where('c.state', '=', 'applied')
        .as('correction'),
    )
    .limit(MAX_HISTORY),
);

/** Lists all entries ever written for somebody, latest first. */
export const historyOf = (tx: Tx, personId: string): Promise<WrittenEntry[]> => history.all(tx, { personId });

/**
 * Reads a person's contact details and their changes over time.
 * @throws {Error} if they do not exist
 */
export async function contactHistory(tx: Tx, personId: string): Promise<ContactHistory> {
  const found = (await contactHistories(tx, [personId])).get(personId);
  if (found === undefined) throw new Error(`person ${personId} is unknown`);
  return found;
}

const contacts = statement((given: { personIds: readonly string[] }) =>
  db
    .selectFrom('person as p')
    .select((eb) => [
      'p.id',
      'p.work_email as workEmail',
      'p.created_at as since',
      jsonArrayFrom(
        eb
          .selectFrom('situation_entry as e')
          .select(['e.value', 'e.at'])
          .whereRef('e.person_id', '=', 'p.id')
          .where('e.theme', '=', (of) =>
            of.selectFrom('situation_theme as t').select('t.name').where('t.use', '=', 'reach').limit(1),
          )
          .orderBy('e.at')
          .orderBy('e.id'),
      ).as('entries'),
    ])
    .where((eb) => isOneOf(eb.ref('p.id'), given.personIds)),
);

/** Reads the same for several people, by id. */
export async function contactHistories(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ContactHistory>> {
  const rows = await contacts.all(tx, { personIds });
  return new Map(rows.map(({ id, ...row }) => [id, historyFrom(row)]));
}

function historyFrom({
  workEmail,
  since,
  entries,
}: Pick<ContactHistory, 'workEmail' | 'since'> & {
  readonly entries: readonly { readonly value: ThemeValue; readonly at: string }[];
}): ContactHistory {
  const values = entries.map(({ value }) => contactsIn(value));
  return {
    workEmail,
    since,
    now: values.at(-1) ?? NOBODY,
    // No change is older than the portal's knowledge of the person.
    changes: entries.map(({ at }, index) => ({
      at: new Date(Math.max(Date.parse(at), since.getTime())),
      before: values[index - 1] ?? NOBODY,
    })),
  };
}

const NOBODY: ContactHistory['now'] = { phone: null, personalEmail: null };

function contactsIn({ phone, personalEmail }: ThemeValue): ContactHistory['now'] {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { phone: text(phone), personalEmail: text(personalEmail) };
}

/**
 * Lists the telephones among contact details, in international form: another tool may have written
 * them in another.
 */
export const phonesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'phone' ? [readPhone(value) ?? value] : []));

/** Lists the personal addresses among contact details. */
export const addressesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'personalEmail' ? [value] : []));
