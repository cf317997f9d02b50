import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { EntryOrigin } from '#domain/situation/correction.ts';
import type { SituationEntry, ThemeValue } from '#domain/situation/entry.ts';
import type { Guarantee } from '#domain/situation/guarantee.ts';
import type { ReadChange } from '#domain/situation/read-asked.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { db, exists, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { themesInForce } from './themes.ts';

/**
 * An entry that stands, with the newest definition of its theme; a movement comes without its
 * balance.
 */
export interface StandingEntry extends SituationEntry {
  readonly id: string;
  readonly definition: Theme;
  readonly origin: EntryOrigin;
  readonly guarantee: Guarantee | null;
  /** True if nothing of its theme, or of its item, begins later. */
  readonly isLast: boolean;
}

const standing = statement((given: { personId: string; entryId: string }) =>
  db
    .selectFrom('situation_entry as e')
    .select((eb) => [
      ...(['e.id', 'e.theme', 'e.value', 'e.from', 'e.until', 'e.item_id as item', 'e.origin', 'e.guarantee'] as const),
      eb
        .not(
          exists(
            eb
              .selectFrom('situation_entry as l')
              .select('l.id')
              .whereRef('l.person_id', '=', 'e.person_id')
              .whereRef('l.theme', '=', 'e.theme')
              .whereRef('l.item_id', 'is not distinct from', 'e.item_id')
              .where('l.superseded_at', 'is', null)
              .where(({ eb: of, refTuple }) =>
                of(refTuple('l.from', 'l.at', 'l.id'), '>', refTuple('e.from', 'e.at', 'e.id')),
              ),
          ),
        )
        .as('isLast'),
      eb
        .selectFrom(themesInForce)
        .select('t.definition')
        .whereRef('t.name', '=', 'e.theme')
        .$asScalar()
        .$notNull()
        .as('definition'),
    ])
    .where('e.id', '=', given.entryId)
    .where('e.person_id', '=', given.personId)
    .where('e.superseded_at', 'is', null),
);

/** Finds a standing entry of a person; null: it is another person's, or was corrected since. */
export const standingEntry = (tx: Tx, personId: string, entryId: string): Promise<StandingEntry | null> =>
  standing.first(tx, { personId, entryId });

/** A correction that waits for a second person. */
export interface OpenCorrection {
  readonly id: string;
  readonly entryId: string;
  readonly theme: string;
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly reason: string;
  readonly proposedById: string;
  readonly proposedAt: Date;
  readonly firstName: string;
  readonly lastName: string;
}

const open = db
  .selectFrom('situation_correction as c')
  .innerJoin('situation_entry as e', 'e.id', 'c.entry_id')
  .innerJoin('person as p', 'p.id', 'c.proposed_by_id')
  .select([
    'c.id',
    'c.entry_id as entryId',
    'e.theme',
    'c.value',
    'c.from',
    'c.until',
    'c.reason',
    'c.proposed_by_id as proposedById',
    'c.proposed_at as proposedAt',
    'p.first_name as firstName',
    'p.last_name as lastName',
  ])
  .where('c.state', '=', 'open');

const openOf = statement((given: { personId: string }) =>
  open.where('c.person_id', '=', given.personId).orderBy('c.proposed_at').orderBy('c.id'),
);

/** Lists a person's corrections that wait, first asked first: one an entry at most. */
export const openCorrections = (tx: Tx, personId: string): Promise<OpenCorrection[]> => openOf.all(tx, { personId });

const openOne = statement((given: { personId: string; id: string }) =>
  open.where('c.person_id', '=', given.personId).where('c.id', '=', given.id),
);

/** Finds a person's correction that waits; null: it no longer does. */
export const openCorrection = (tx: Tx, personId: string, id: string): Promise<OpenCorrection | null> =>
  openOne.first(tx, { personId, id });

/** True if a correction of this entry waits. */
export const isBeingCorrected = async (tx: Tx, entryId: string): Promise<boolean> =>
  (await tx.situationCorrection.findFirst({ where: { entryId, state: 'open' }, select: { id: true } })) !== null;

interface Asked extends Pick<ReadChange, 'value' | 'from' | 'until'> {
  readonly entryId: string;
  readonly personId: string;
  readonly reason: string;
  readonly byId: string;
  readonly at: Date;
}

const asked = statement((given: Asked & { readonly id: string }) =>
  db.insertInto('situation_correction').values({
    id: given.id,
    entry_id: given.entryId,
    person_id: given.personId,
    value: json(given.value),
    from: given.from,
    until: given.until,
    reason: given.reason,
    proposed_by_id: given.byId,
    proposed_at: given.at,
  }),
);

/** Writes a correction for a second person to confirm. Returns its id. */
export async function insertCorrection(tx: Tx, correction: Asked): Promise<string> {
  const id = uuid7(new Date());
  await asked.run(tx, { ...correction, id });
  return id;
}

/**
 * Records how a correction ended; `byId`: the second person, or the one who takes it back; null if
 * one person is enough.
 */
export const decideCorrection = (
  tx: Tx,
  id: string,
  decided: {
    readonly state: 'applied' | 'refused' | 'taken-back';
    readonly byId: string | null;
    readonly remark: string | null;
    readonly at: Date;
  },
) =>
  tx.situationCorrection.update({
    where: { id },
    data: { state: decided.state, decidedById: decided.byId, decidedAt: decided.at, remark: decided.remark },
  });

interface Corrected extends Pick<ReadChange, 'value' | 'from' | 'until'> {
  readonly entryId: string;
  readonly personId: string;
  readonly theme: string;
  readonly guarantee: Guarantee;
  readonly byId: string;
  readonly at: Date;
}

const corrected = statement((given: Corrected & { readonly id: string }) =>
  db
    .insertInto('situation_entry')
    .columns([
      ...(['id', 'person_id', 'theme', 'theme_sha256', 'from', 'until', 'value', 'origin', 'at'] as const),
      ...(['guarantee', 'by_id', 'cites_id'] as const),
    ])
    .expression(
      db
        .selectFrom(themesInForce)
        .select((eb) => [
          eb.val(given.id).as('id'),
          eb.val(given.personId).as('person_id'),
          't.name',
          't.sha256',
          eb.val(given.from).as('from'),
          eb.val(given.until).as('until'),
          json(given.value).as('value'),
          eb.val('correction').as('origin'),
          eb.val(given.at).as('at'),
          eb.val(given.guarantee).as('guarantee'),
          eb.val(given.byId).as('by_id'),
          eb.val(given.entryId).as('cites_id'),
        ])
        .where('t.name', '=', given.theme),
    ),
);

/**
 * Writes the entry that corrects another one, by the newest definition of its theme: a trigger
 * marks the former one. Returns its id.
 */
export async function insertCorrected(tx: Tx, entry: Corrected): Promise<string> {
  const id = uuid7(new Date());
  await corrected.run(tx, { ...entry, id });
  return id;
}
