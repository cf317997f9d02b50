import type { Outcome } from '#domain/decision/decision.ts';
import type { DeskKind } from '#domain/signing/desk.ts';
import type { BatchKind } from '#domain/signing/notice.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import {
  type Counted,
  countUpTo,
  type Order,
  type PageAsked,
  type PageOfRows,
  pageByKey,
} from '../statements/keyset.ts';

/** A batch that was signed, or whose decisions were asked for. */
export interface PastBatch {
  readonly id: string;
  readonly of: BatchKind;
  readonly what: DeskKind;
  /** Null for acts, which are signed. */
  readonly outcome: Outcome | null;
  readonly madeAt: Date;
  readonly count: number;
  /** Signed, or given. */
  readonly done: number;
  readonly refused: number;
}

/** The result or progress of a batch. */
export interface BatchEnd extends PastBatch {
  readonly personId: string;
  readonly seenAt: Date | null;
  /** The latest instant when one of its items changed. */
  readonly lastAt: Date;
}

/**
 * Batches as `b`, each of one person: acts with a proof of their signer, decisions asked for by
 * their author.
 */
const BATCHES = Prisma.sql`
  select id, person_id, 'signatures' as of, 'signature' as what, null as outcome, made_at, count, seen_at, verified_at as begun_at
    from signing_batch where state <> 'made'
  union all
  select id, person_id, 'decisions', kind, outcome, made_at, count, seen_at, coalesce(ended_at, made_at) from decision_batch`;

const counts = (refused: Prisma.Sql, done: Prisma.Sql) => Prisma.sql`
  count(*) filter (where ${refused})::int as refused, count(*) filter (where not ${refused} and ${done})::int as done,
  greatest(max(d.recorded_at), max(y.at)) as last_at`;

/**
 * Counts the outcomes of the batch in `b`, of acts (`s`) and of tasks (`g`); one of both is always
 * empty.
 */
const ENDS = Prisma.sql`
  left join lateral (
    select ${counts(Prisma.sql`coalesce(l.code, y.code) is not null`, Prisma.sql`d.id is not null`)}
      from signing_leaf l left join step_up_proof f on f.batch_id = l.batch_id and f.place = l.place
      left join decision_intent i on i.step_up_id = f.id left join decision d on d.id = i.id and d.voided_at is null
      left join decision_reply y on y.decision_id = i.id and y.reply = 'refused' where l.batch_id = b.id) s on true
  left join lateral (
    select ${counts(Prisma.sql`coalesce(x.code, y.code) is not null`, Prisma.sql`d.id is not null`)}
      from decision_batch_item x left join decision d on d.id = x.intent_id and d.voided_at is null
      left join decision_reply y on y.decision_id = x.intent_id and y.reply = 'refused' where x.batch_id = b.id) g on true`;

const COLUMNS = Prisma.sql`
  b.id::text, b.of, b.what, b.outcome, b.made_at as "madeAt", b.count, s.done + g.done as done, s.refused + g.refused as refused`;

const NEWEST_FIRST: Order = {
  columns: [Prisma.sql`b.made_at`, Prisma.sql`b.id`],
  descending: true,
  rowOf: (id) => Prisma.sql`(select m.made_at, m.id from (${BATCHES}) m where m.id = ${id}::uuid)`,
};

/** Reads a page of a person's batches, newest first. */
export async function batchesOf(tx: Tx, personId: string, asked: PageAsked): Promise<PageOfRows<PastBatch> & Counted> {
  const own = Prisma.sql`from (${BATCHES}) b where b.person_id = ${personId}::uuid`;
  const keyset = pageByKey(NEWEST_FIRST, asked);
  const found = await tx.$queryRaw<PastBatch[]>`
    with page as materialized (select b.* ${own} and ${keyset.where} ${keyset.orderBy} ${keyset.limit})
    select ${COLUMNS} from page b ${ENDS} ${keyset.orderBy}`;
  return { ...keyset.page(found, ({ id }) => id), ...(keyset.total(found) ?? (await countUpTo(tx, own))) };
}

/** Reads the progress of a batch; null if nobody signed or asked for it. */
export async function batchEnd(tx: Tx, id: string): Promise<BatchEnd | null> {
  const rows = await tx.$queryRaw<BatchEnd[]>`
    select ${COLUMNS}, b.person_id::text as "personId", b.seen_at as "seenAt",
           greatest(b.begun_at, s.last_at, g.last_at) as "lastAt"
      from (${BATCHES}) b ${ENDS} where b.id = ${id}::uuid`;
  return rows[0] ?? null;
}

interface Seen {
  readonly id: string;
  readonly personId: string;
  readonly at: Date;
}

const seenIn = (table: 'signing_batch' | 'decision_batch') =>
  statement((given: Seen) =>
    db
      .updateTable(table)
      .set({ seen_at: given.at })
      .where('id', '=', given.id)
      .where('person_id', '=', given.personId)
      .where('seen_at', 'is', null),
  );

const SEEN = {
  signatures: seenIn('signing_batch'),
  decisions: seenIn('decision_batch'),
} as const satisfies Record<BatchKind, unknown>;

/**
 * Records that their author read how it ended; false if that was recorded, or if it is not theirs.
 */
export const markSeen = async (tx: Tx, { of, id, personId, at }: Seen & { of: BatchKind }): Promise<boolean> =>
  (await SEEN[of].run(tx, { id, personId, at })) === 1;
