import { type Expression, sql } from 'kysely';
import type { Tx } from '../../client.ts';
import { db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import { isEliminated } from './eliminations.ts';

/** A sealed act, and its newest edition. */
export interface ArchivedAct {
  readonly sealedSha256: string;
  /** The person in whose chain its archiving is recorded. */
  readonly agentId: string;
  /** Of the newest edition; 1 is the act itself. */
  readonly number: number;
  readonly sha256: string;
  /**
   * When its document time stamp was made, and when the stamp's certificates expire; null: it has
   * none.
   */
  readonly stampMadeAt: Date | null;
  readonly stampEndsAt: Date | null;
}

const hasEdition = (actId: Expression<string>) =>
  exists(db.selectFrom('act_edition as x').where('x.act_id', '=', actId));

/** True if an archiving command is under way for an act. */
const isUnderway = (actId: Expression<string>) =>
  exists(
    db
      .selectFrom('outbox as o')
      .where('o.command', '=', sql.lit('archive-act'))
      .where('o.done_at', 'is', null)
      .where((eb) => sql<boolean>`${eb.ref('o.payload')} ->> 'actId' = ${actId}::text`),
  );

const isToArchive = (actId: Expression<string>) =>
  sql<boolean>`not ${isEliminated(actId)} and not ${isUnderway(actId)}`;

const archived = statement((given: { actId: string }) =>
  db
    .selectFrom('act as a')
    .innerJoin('request as r', 'r.id', 'a.request_id')
    .leftJoin('act_edition as e', 'e.act_id', 'a.id')
    .select((eb) => [
      eb.ref('a.sealed_sha256').$notNull().as('sealedSha256'),
      'r.agent_id as agentId',
      eb.fn.coalesce('e.number', eb.lit(1)).as('number'),
      eb.fn.coalesce('e.sha256', 'a.sealed_sha256').$notNull().as('sha256'),
      'e.made_at as stampMadeAt',
      'e.stamp_ends_at as stampEndsAt',
    ])
    .where('a.id', '=', given.actId)
    .where('a.sealed_at', 'is not', null)
    .where((eb) => eb.not(isEliminated(eb.ref('a.id'))))
    .orderBy('e.number', 'desc')
    .limit(1),
);

/** Finds an act with its newest edition; null: it is not sealed, or was eliminated. */
export const archivedAct = (tx: Tx, actId: string): Promise<ArchivedAct | null> => archived.first(tx, { actId });

/** An edition to keep: its document and its time stamp. */
export interface NewEdition {
  readonly actId: string;
  readonly number: number;
  readonly sha256: string;
  readonly size: number;
  readonly madeAt: Date;
  readonly level: 'B-LTA';
  readonly stampEndsAt: Date;
}

const held = statement((given: { actId: string }) => db.selectFrom('act').where('id', '=', given.actId).forUpdate());

const lastNumber = statement((given: { actId: string }) =>
  db
    .selectFrom('act_edition')
    .select((eb) => eb.fn.max('number').$castTo<number | null>().as('number'))
    .where('act_id', '=', given.actId),
);

const kept = statement((given: NewEdition) =>
  db.insertInto('act_edition').values({
    act_id: given.actId,
    number: given.number,
    sha256: given.sha256,
    size: given.size,
    made_at: given.madeAt,
    level: given.level,
    stamp_ends_at: given.stampEndsAt,
  }),
);

/** Keeps the next edition of an act; false if another worker kept one of that number. */
export async function keepEdition(tx: Tx, edition: NewEdition): Promise<boolean> {
  const { actId, number } = edition;
  await held.all(tx, { actId });
  // A statement of its own, to read what was committed while this one waited.
  const newest = await lastNumber.one(tx, { actId });
  if ((newest.number ?? 1) >= number) return false;
  await kept.run(tx, edition);
  return true;
}

const newest = statement((given: { sealedSha256: string }) =>
  db
    .selectFrom('act as a')
    .innerJoin('act_edition as e', 'e.act_id', 'a.id')
    .select('e.sha256')
    .where('a.sealed_sha256', '=', given.sealedSha256)
    .orderBy('e.number', 'desc')
    .limit(1),
);

/**
 * Returns the document to download for the act of this hash: its newest edition, or the act itself.
 */
export const newestEdition = async (tx: Tx, sealedSha256: string): Promise<string> =>
  (await newest.first(tx, { sealedSha256 }))?.sha256 ?? sealedSha256;

const ending = statement((given: { before: Date; now: Date; limit: number }) =>
  db
    .selectFrom('act_edition as e')
    .select('e.act_id as actId')
    .where('e.stamp_ends_at', '<', given.before)
    .where((eb) => {
      const ends = eb.ref('e.stamp_ends_at');
      return sql<boolean>`${ends} - ${given.now}::timestamptz < (${ends} - ${eb.ref('e.made_at')}) / 2`;
    })
    .where((eb) =>
      eb.not(
        exists(
          eb.selectFrom('act_edition as n').whereRef('n.act_id', '=', 'e.act_id').whereRef('n.number', '>', 'e.number'),
        ),
      ),
    )
    .where((eb) => isToArchive(eb.ref('e.act_id')))
    .orderBy('e.stamp_ends_at')
    .orderBy('e.act_id')
    .limit(given.limit),
);

/**
 * Lists acts whose newest stamp ends before that and is past half its life, first to end first;
 * leaves out those with a command under way and those eliminated.
 */
export const editionsThatEnd = async (
  tx: Tx,
  { before, now }: { readonly before: Date; readonly now: Date },
  limit: number,
): Promise<string[]> => (await ending.all(tx, { before, now, limit })).map(({ actId }) => actId);

const withoutEdition = (before: Date) =>
  db
    .selectFrom('act as a')
    .select('a.id as actId')
    .where('a.sealed_at', '<', before)
    .where((eb) => sql<boolean>`${eb.ref('a.evidence')} ->> 'level' = 'B-T'`)
    .where((eb) => eb.not(hasEdition(eb.ref('a.id'))))
    .where((eb) => isToArchive(eb.ref('a.id')));

const newestWithout = statement((given: { before: Date; newest: number }) =>
  withoutEdition(given.before).orderBy('a.id', 'desc').limit(given.newest),
);

const nextWithout = statement((given: { before: Date; after: string | null; limit: number }) =>
  withoutEdition(given.before)
    .where((eb) => sql<boolean>`(${given.after}::uuid is null or ${eb.ref('a.id')} > ${given.after}::uuid)`)
    .orderBy('a.id')
    .limit(given.limit),
);

/**
 * Lists acts whose seal has a time stamp and that have no edition: the newest ones, or the next
 * ones after an act, oldest first.
 */
export async function actsWithoutEdition(
  tx: Tx,
  asked: { readonly before: Date } & (
    | { readonly newest: number }
    | { readonly after: string | null; readonly limit: number }
  ),
): Promise<string[]> {
  const rows = 'newest' in asked ? await newestWithout.all(tx, asked) : await nextWithout.all(tx, asked);
  return rows.map(({ actId }) => actId);
}

const archiving = statement((given: { actIds: readonly string[] }) =>
  db
    .selectFrom('act as a')
    .select((eb) => {
      const many = eb.fn.countAll();
      return [
        eb.cast<number>(many.filterWhere(hasEdition(eb.ref('a.id'))), 'integer').as('archived'),
        eb.cast<number>(many.filterWhere(isUnderway(eb.ref('a.id'))), 'integer').as('underway'),
      ];
    })
    .where((eb) => isOneOf(eb.ref('a.id'), given.actIds)),
);

/** Counts, among these acts, those that have an edition and those with a command under way. */
export const archivingOf = (tx: Tx, actIds: readonly string[]): Promise<{ archived: number; underway: number }> =>
  archiving.one(tx, { actIds });
