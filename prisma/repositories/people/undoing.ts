import { sql } from 'kysely';
import type { UndoableEntry, Undoing, Undone } from '#domain/effect/undoing.ts';
import type { Guarantee } from '#domain/situation/guarantee.ts';
import type { InTime, Theme, ThemeUse } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** What a sealed act does to another one, and the requests of both. */
export interface ActUndone extends Undone {
  /** The sealed act that does it. */
  readonly actId: string;
  /** The request whose act is changed. */
  readonly requestId: string;
}

const undone = statement((given: { requestId: string }) =>
  db
    .selectFrom('act as b')
    .innerJoin('later_act as l', 'l.by_act_id', 'b.id')
    .innerJoin('act as a', 'a.id', 'l.act_id')
    .select(['l.nature', 'l.since', 'b.id as actId', 'a.request_id as requestId'])
    .where('b.request_id', '=', given.requestId)
    .where('b.sealed_at', 'is not', null),
);

/**
 * Finds what the sealed act of a request did to another one; null: it has none, or its act changes
 * no other.
 */
export const undoneBy = (tx: Tx, requestId: string): Promise<ActUndone | null> => undone.first(tx, { requestId });

/** A row of the situation, with what decides how its theme is undone. */
export interface WrittenRow extends UndoableEntry {
  readonly theme: string;
  readonly lives: InTime['is'];
  readonly floor: Guarantee;
  readonly use: Theme['use'] | null;
}

const written = statement((given: { requestId: string }) =>
  db
    .selectFrom('situation_entry as w')
    .innerJoin('situation_entry as e', (join) =>
      join.onRef('e.person_id', '=', 'w.person_id').onRef('e.theme', '=', 'w.theme'),
    )
    .innerJoin('situation_theme as t', 't.sha256', 'e.theme_sha256')
    .select((eb) => [
      ...(['e.id', 'e.theme', 'e.request_id as requestId', 'e.from', 'e.until', 'e.item_id as item'] as const),
      sql<number | null>`${eb.ref('e.moves')}::float8`.as('moves'),
      eb('e.superseded_at', 'is', null).$castTo<boolean>().as('stands'),
      ...(['e.cites_id as citesId', 'e.undoes_id as undoesId', 'e.carries_id as carriesId'] as const),
      sql<InTime['is']>`${eb.ref('t.definition')} #>> '{inTime,is}'`.as('lives'),
      eb.ref('t.floor').$castTo<Guarantee>().as('floor'),
      eb.ref('t.use').$castTo<ThemeUse | null>().as('use'),
    ])
    .where('w.request_id', '=', given.requestId)
    .orderBy('e.theme')
    .orderBy('e.from')
    .orderBy('e.at')
    .orderBy('e.id'),
);

/** Lists every row of the agent in the themes that a request wrote, in the order needed to undo. */
export const rowsToUndo = (tx: Tx, requestId: string): Promise<WrittenRow[]> => written.all(tx, { requestId });

interface ActUndoing extends Undoing {
  readonly requestId: string;
  readonly actId: string;
  readonly at: Date;
}

const undoingWritten = statement((given: ActUndoing & { readonly id: string; readonly entryId: string }) =>
  db
    .insertInto('situation_entry')
    .columns([
      ...([
        'id',
        'person_id',
        'theme',
        'theme_sha256',
        'from',
        'until',
        'value',
        'origin',
        'request_id',
        'at',
      ] as const),
      ...(['guarantee', 'act_id', 'item_id', 'cites_id', 'undoes_id', 'carries_id'] as const),
    ])
    .expression(
      db
        .selectFrom('situation_entry as c')
        .select((eb) => [
          eb.val(given.id).as('id'),
          ...(['c.person_id', 'c.theme', 'c.theme_sha256'] as const),
          eb.val(given.from).as('from'),
          eb.val(given.until).as('until'),
          'c.value',
          eb.val('undoing').as('origin'),
          eb.val(given.requestId).as('request_id'),
          eb.val(given.at).as('at'),
          eb.val('act').as('guarantee'),
          eb.val(given.actId).as('act_id'),
          'c.item_id',
          eb.val(given.citesId).as('cites_id'),
          eb.val(given.undoesId).as('undoes_id'),
          eb.val(given.carriesId).as('carries_id'),
        ])
        .where('c.id', '=', given.entryId),
    ),
);

/** Writes an undoing, by the sealed act of a request. */
export async function insertUndoing(tx: Tx, undoing: ActUndoing): Promise<void> {
  await undoingWritten.run(tx, { ...undoing, id: uuid7(undoing.at), entryId: undoing.carriesId ?? undoing.undoesId });
}
