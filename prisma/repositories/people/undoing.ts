import type { Guarantee } from '#domain/effect/guarantee.ts';
import type { UndoableEntry, Undoing, Undone } from '#domain/effect/undoing.ts';
import type { InTime, Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** What a sealed act does to another one, and of which requests both are. */
export interface ActUndone extends Undone {
  /** The sealed act that does it. */
  readonly actId: string;
  /** The request whose act is touched. */
  readonly requestId: string;
}

/** What the sealed act of a request did to another one; null: it has none, or one that touches nothing. */
export async function undoneBy(tx: Tx, requestId: string): Promise<ActUndone | null> {
  const [found] = await tx.$queryRaw<ActUndone[]>`
    select l.nature, to_char(l.since, 'YYYY-MM-DD') as since, b.id::text as "actId", a.request_id::text as "requestId"
      from act b join later_act l on l.by_act_id = b.id join act a on a.id = l.act_id
     where b.request_id = ${requestId}::uuid and b.sealed_at is not null`;
  return found ?? null;
}

/** A row with what tells how its theme is undone. */
export interface WrittenRow extends UndoableEntry {
  readonly theme: string;
  readonly lives: InTime['is'];
  readonly floor: Guarantee;
  readonly use: Theme['use'] | null;
}

/** Every row of the themes that a request wrote, of its agent, in the order that undoing reads. */
export const rowsToUndo = (tx: Tx, requestId: string): Promise<WrittenRow[]> =>
  tx.$queryRaw`
    select e.id::text, e.theme, e.request_id::text as "requestId", to_char(e."from", 'YYYY-MM-DD') as "from",
           to_char(e.until, 'YYYY-MM-DD') as until, e.item_id::text as item, e.moves::float8 as moves, e.superseded_at is null as stands,
           e.cites_id::text as "citesId", e.undoes_id::text as "undoesId", e.carries_id::text as "carriesId",
           t.definition #>> '{inTime,is}' as lives, t.floor, t.use
      from situation_entry w join situation_entry e on e.person_id = w.person_id and e.theme = w.theme
      join situation_theme t on t.sha256 = e.theme_sha256
     where w.request_id = ${requestId}::uuid order by e.theme, e."from", e.at, e.id`;

/** Writes an undoing, by the sealed act of a request. */
export async function insertUndoing(
  tx: Tx,
  undoing: Undoing & { readonly requestId: string; readonly actId: string; readonly at: Date },
): Promise<void> {
  const { undoesId, citesId, carriesId, from, until, requestId, actId, at } = undoing;
  await tx.$executeRaw`
    insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id,
                                 item_id, cites_id, undoes_id, carries_id)
    select ${uuid7(at)}::uuid, c.person_id, c.theme, c.theme_sha256, ${from}::date, ${until}::date, c.value, 'undoing', ${requestId}::uuid,
           ${at}::timestamptz, 'act', ${actId}::uuid, c.item_id, ${citesId}::uuid, ${undoesId}::uuid, ${carriesId}::uuid
      from situation_entry c where c.id = ${carriesId ?? undoesId}::uuid`;
}
