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
import { call, db, isOneOf, json, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { uuid7 } from '../../uuid7.ts';
import { themesInForce } from './themes.ts';

const e = expressionBuilder<{ e: Tables['situation_entry'] }, 'e'>();

/** An entry, as a statement reads it from `e`: of a balance, with what it comes to. */
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
export type StandingEntries = typeof standing;

/** Those of a theme of somebody. */
export const standingOf = (
  personId: string | Expression<string>,
  theme: string | Expression<string>,
): StandingEntries => standing.where('e.person_id', '=', personId).where('e.theme', '=', theme);

const lasts = (until: Expression<CivilDate | null>, day: CivilDate) =>
  sql<boolean>`(${until} is null or ${until} >= ${day})`;

/** Of entries, the latest. */
export const latestOf = (entries: StandingEntries) =>
  entries.select(ENTRY).orderBy('e.from', 'desc').orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(1);

/** Of entries, those that cover a day. */
const on = (entries: StandingEntries, day: CivilDate): StandingEntries =>
  entries.where('e.from', '<=', day).where((eb) => lasts(eb.ref('e.until'), day));

/** Of entries of a list, each item as it was last given. */
const lastItems = (entries: StandingEntries) =>
  entries
    .selectAll('e')
    .distinctOn('e.item_id')
    .where('e.item_id', 'is not', null)
    .orderBy('e.item_id')
    .orderBy('e.from', 'desc')
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc');

/** The same, as they are read. */
export const itemsIn = (entries: StandingEntries) => db.selectFrom(lastItems(entries).as('e')).select(ENTRY);

/** The same, those that stand on a day. */
const itemsOn = (entries: StandingEntries, day: CivilDate) =>
  db
    .selectFrom(lastItems(entries.where('e.from', '<=', day)).as('e'))
    .select(ENTRY)
    .where((eb) => lasts(eb.ref('e.until'), day));

/**
 * Writes what a request changes of a theme, with what it stands on, by the definition that its version of the circuit holds. The
 * database refuses it twice, without its grounds, or otherwise than it was asked. Answers its id.
 */
export async function insertEntry(
  tx: Tx,
  entry: SituationEntry & {
    readonly requestId: string;
    readonly personId: string;
    readonly grounds: Grounds;
    /** Whether it ends the period that stands from the same day, which it cites. */
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
            standingOf(given.personId, given.theme)
              .select('e.id')
              .where(eb.val(given.ends))
              .where('e.from', '=', given.from)
              .orderBy('e.from', 'desc')
              .orderBy('e.at', 'desc')
              .orderBy('e.id', 'desc')
              .limit(1)
              .as('cites_id'),
          ])
          .where('r.id', '=', given.requestId)
          .limit(1),
      ),
);

/**
 * Writes what was known when the portal opened, by the definition of the theme in force: the owner of the tables alone may.
 * `at` is since when the portal knows it.
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

/** Whether something, or this very theme, was changed by a request. */
export const isApplied = async (tx: Tx, requestId: string, theme: string | null = null): Promise<boolean> =>
  (await applied.first(tx, { requestId, theme })) !== null;

const ofRequest = statement((given: { requestId: string }) =>
  db.selectFrom('situation_entry as e').select(ENTRY).where('e.request_id', '=', given.requestId),
);

/** What a request changed, and what stands since. */
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
          .where(({ ref }) => sql<boolean>`(${ref('e.until')} is null or ${ref('e.until')} >= ${eb.ref('c.from')} - 1)`)
          .where('e.at', '<=', eb.ref('c.at')),
      ).as('before'),
    )
    .selectAll('before')
    .where('c.request_id', '=', given.requestId)
    .where('c.theme', '=', given.theme),
);

/** What stood just before what a request changed; null: nothing did, or it had ended before. A movement changes nothing of another. */
export const entryBefore = (tx: Tx, requestId: string, theme: string): Promise<SituationEntry | null> =>
  before.first(tx, { requestId, theme });

const last = statement((given: { personId: string; theme: string; item: string | null }) =>
  latestOf(
    standingOf(given.personId, given.theme).where((eb) =>
      eb(eb.cast<string | null>('e.item_id', 'text'), 'is not distinct from', given.item),
    ),
  ),
);

/** The last value that somebody was given of a theme, or of an item of a list, whenever it begins; null when none is known. */
export const lastEntry = (
  tx: Tx,
  personId: string,
  theme: string,
  item: string | null = null,
): Promise<SituationEntry | null> => last.first(tx, { personId, theme, item });

const thatDay = statement((given: { personId: string; theme: string; day: CivilDate }) =>
  latestOf(on(standingOf(given.personId, given.theme), given.day)),
);

/** What stands of a theme that day; null: nothing is known. */
export const entryOn = (tx: Tx, personId: string, theme: string, day: CivilDate): Promise<SituationEntry | null> =>
  thatDay.first(tx, { personId, theme, day });

const items = statement((given: { personId: string; theme: string }) =>
  itemsIn(standingOf(given.personId, given.theme)),
);

/** The items of a list of somebody, as each was last given: those that ended too. */
export const itemsOf = (tx: Tx, personId: string, theme: string): Promise<SituationEntry[]> =>
  items.all(tx, { personId, theme });

const status = statement((given: { personId: string; day: CivilDate }) =>
  db.selectNoFrom(call('status_on', given.personId, given.day).as('status')),
);

/** What somebody is to the ministry that day (function status_on of prisma/sql/people.sql); null: it is not known. */
export const statusOn = async (tx: Tx, personId: string, day: CivilDate): Promise<Status | null> =>
  readStatus((await status.first(tx, { personId, day }))?.status ?? undefined);

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

/** Where somebody stands that day, theme by theme, each by its definition in force. */
export const readSituation = (tx: Tx, personId: string, day: CivilDate): Promise<ThemeInForce[]> =>
  situation.all(tx, { personId, day });

/** An entry with where it comes from. */
export interface WrittenEntry extends SituationEntry {
  readonly id: string;
  readonly at: Date;
  readonly origin: EntryOrigin;
  /** Since when another one puts it right; null: it stands. */
  readonly supersededAt: Date | null;
  readonly requestId: string | null;
  readonly number: string | null;
  /** Of what puts another one right: why, and who asked for it and confirmed it. */
  readonly correction: { readonly reason: string; readonly by: string[] } | null;
}

/** How many entries are read back, the latest first: more than anybody’s career leaves. */
const MAX_HISTORY = 500;

const history = statement((given: { personId: string }) =>
  db
    .selectFrom('situation_entry as e')
    .leftJoin('request as r', 'r.id', 'e.request_id')
    .select(['e.id', ...ENTRY, 'e.at', 'e.origin', 'e.superseded_at as supersededAt', 'r.id as requestId', 'r.number'])
    .select((eb) =>
      eb
        .selectFrom('situation_correction as c')
        .select((of) =>
          jsonBuildObject({
            reason: of.ref('c.reason'),
            by: sql<string[]>`array(${of
              .selectFrom('person as p')
              .select(({ ref }) => sql<string>`${ref('p.first_name')} || ' ' || ${ref('p.last_name')}`.as('name'))
              .where(({ eb: b, ref }) => b('p.id', 'in', [ref('c.proposed_by_id'), ref('c.decided_by_id').$notNull()]))
              .orderBy(({ eb: b, ref }) => b('p.id', '=', ref('c.decided_by_id')))})`,
          }).as('of'),
        )
        .whereRef('c.entry_id', '=', 'e.cites_id')
        .where('c.state', '=', 'applied')
        .as('correction'),
    )
    .where('e.person_id', '=', given.personId)
    .orderBy('e.from', 'desc')
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(MAX_HISTORY),
);

/** All that was ever written of somebody, the latest first. */
export const historyOf = (tx: Tx, personId: string): Promise<WrittenEntry[]> => history.all(tx, { personId });

/** How a person could be reached, from when to when. */
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

/** The same of several people. */
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
    // Nothing of theirs is older than what the portal knows of them.
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

/** Telephones among ways to reach someone, in their international form: another tool may have written them in another. */
export const phonesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'phone' ? [readPhone(value) ?? value] : []));

/** Personal addresses among ways to reach someone. */
export const addressesIn = (contacts: readonly KnownContact[]): string[] =>
  contacts.flatMap(({ kind, value }) => (kind === 'personalEmail' ? [value] : []));
