import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { ChainLeaf, RootStatement } from '#domain/evidence/daily-root.ts';
import type { RootPlaceName, RootsStand } from '#domain/evidence/root-standing.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, db, exists, json, statement, unnested } from '../../connection/typed-sql.ts';
import { ofEvent } from '../statements/of-event.ts';

/** A daily root; its leaves are in a document. */
export interface DailyRootRow {
  readonly day: CivilDate;
  readonly statement: RootStatement;
  /** RFC 3161 token over the statement; null without an authority. */
  readonly stamp: Uint8Array | null;
  readonly leavesSha256: string;
}

/**
 * Returns the head of every chain of the audit, at one instant. Steps through chain names by the
 * index: reading all events to find some thousand chains would take minutes.
 */
export const chainHeads = (tx: Tx): Promise<ChainLeaf[]> => heads.all(tx, {});

const heads = statement(() =>
  db
    .withRecursive('name(chain)', (made) =>
      made
        .selectFrom((eb) => eb.selectFrom('audit_event').select('chain').orderBy('chain').limit(1).as('first'))
        .select((eb) => eb.ref('first.chain').$castTo<string | null>().as('chain'))
        .unionAll((eb) =>
          eb
            .selectFrom('name as n')
            .select((of) =>
              of
                .selectFrom('audit_event as e')
                .select('e.chain')
                .whereRef('e.chain', '>', 'n.chain')
                .orderBy('e.chain')
                .limit(1)
                .as('chain'),
            )
            .where('n.chain', 'is not', null),
        ),
    )
    .selectFrom('name as n')
    .crossJoinLateral((eb) =>
      eb
        .selectFrom('audit_event as e')
        .select(['e.chain', 'e.sequence', 'e.hash'])
        .whereRef('e.chain', '=', 'n.chain')
        .orderBy('e.sequence', 'desc')
        .limit(1)
        .as('h'),
    )
    .select(['h.chain', 'h.sequence as events', 'h.hash as head']),
);

const COLUMNS = { day: true, statement: true, stamp: true, leavesSha256: true } as const;

const rowOf = ({ statement, ...row }: { statement: unknown; stamp: Uint8Array | null; leavesSha256: string }) => {
  const said = statement as RootStatement;
  return { ...row, day: said.day, statement: said };
};

/** Returns the root of the last day that has one. */
export async function lastRoot(tx: Tx): Promise<DailyRootRow | null> {
  const row = await tx.dailyRoot.findFirst({ select: COLUMNS, orderBy: { day: 'desc' } });
  return row && rowOf(row);
}

/** Keeps the root of a day; false if another worker kept one first. */
export async function keepRoot(tx: Tx, root: DailyRootRow): Promise<boolean> {
  const kept = await rootKept.run(tx, { ...root, at: new Date(root.statement.at) });
  return kept > 0;
}

const rootKept = statement((given: DailyRootRow & { at: Date }) =>
  db
    .insertInto('daily_root')
    .values({
      day: given.day,
      made_at: given.at,
      statement: json(given.statement),
      stamp: given.stamp,
      leaves_sha256: given.leavesSha256,
    })
    .onConflict((root) => root.doNothing()),
);

/** Lists roots after a day, in order, `limit` at most. */
export async function rootsAfter(tx: Tx, day: CivilDate | null, limit: number): Promise<DailyRootRow[]> {
  const rows = await tx.dailyRoot.findMany({
    select: COLUMNS,
    where: day === null ? {} : { day: { gt: new Date(day) } },
    orderBy: { day: 'asc' },
    take: limit,
  });
  return rows.map(rowOf);
}

/**
 * The event that recorded the sealing of an act, and the leaves of the first roots made then or
 * later.
 */
export interface SealToProve {
  readonly actId: string;
  readonly chain: string;
  readonly sequence: number;
  /** Documents, by their hash, first root first. */
  readonly roots: string[];
}

/**
 * Finds the sealing events of these acts, each with at most `roots` roots; an act that is not
 * sealed has none.
 */
export const sealsToProve = (tx: Tx, actIds: readonly string[], roots: number): Promise<SealToProve[]> =>
  seals.all(tx, { actIds, roots });

const seals = statement((given: { actIds: readonly string[]; roots: number }) =>
  db
    .selectFrom(unnested({ id: given.actIds }, { id: 'text' }))
    .innerJoin('audit_event as e', (join) =>
      join.on((eb) => eb('e.subject', '=', sql<string>`'act:' || ${eb.ref('given.id')}`)).on('e.verb', '=', 'act.seal'),
    )
    .select((eb) => [
      'given.id as actId',
      'e.chain',
      'e.sequence',
      arrayOf(
        eb
          .selectFrom('daily_root as r')
          .select('r.leaves_sha256')
          .whereRef('r.made_at', '>=', 'e.at')
          .orderBy('r.day')
          .limit(given.roots),
      ).as('roots'),
    ]),
);

/** Lists roots that were not written in this place, oldest first, `limit` at most. */
export async function rootsToWrite(tx: Tx, place: string, limit: number): Promise<DailyRootRow[]> {
  const rows = await tx.dailyRoot.findMany({
    select: COLUMNS,
    where: { copies: { none: { place } } },
    orderBy: { day: 'asc' },
    take: limit,
  });
  return rows.map(rowOf);
}

/** Records that a root was written in a place; does nothing the second time. */
export async function recordCopy(tx: Tx, copy: { day: CivilDate; place: string; at: Date }): Promise<void> {
  await copied.run(tx, copy);
}

const copied = statement((given: { day: CivilDate; place: string; at: Date }) =>
  db
    .insertInto('daily_root_copy')
    .values({ day: given.day, place: given.place, written_at: given.at })
    .onConflict((copy) => copy.doNothing()),
);

/** Records where the workers write roots; a place unused for a day counts as new. */
export async function recordPlaces(tx: Tx, names: readonly RootPlaceName[], at: Date): Promise<void> {
  await placesSeen.run(tx, { names, at });
}

const placesSeen = statement((given: { names: readonly RootPlaceName[]; at: Date }) =>
  db
    .insertInto('daily_root_place')
    .columns(['place', 'since', 'seen_at'])
    .expression((eb) =>
      eb
        .selectFrom(unnested({ name: given.names }, { name: 'text' }))
        .select([
          'given.name',
          sql<Date>`${given.at}::timestamptz`.as('since'),
          sql<Date>`${given.at}::timestamptz`.as('seen_at'),
        ]),
    )
    .onConflict((place) =>
      place.column('place').doUpdateSet((eb) => ({
        seen_at: eb.ref('excluded.seen_at'),
        since: eb
          .case()
          .when('daily_root_place.seen_at', '<', sql<Date>`${eb.ref('excluded.seen_at')} - interval '1 day'`)
          .then(eb.ref('excluded.since'))
          .else(eb.ref('daily_root_place.since'))
          .end(),
      })),
    ),
);

/** Reads what the alarm about daily roots depends on. */
export async function rootsStand(tx: Tx): Promise<RootsStand> {
  const stand = await rootsMade.one(tx, {});
  return { ...stand, places: await placesBehind.all(tx, {}) };
}

const rootsMade = statement(() =>
  db.selectNoFrom((eb) => [
    eb.selectFrom('audit_event').select('at').where('chain', '=', SYSTEM_CHAIN).where('sequence', '=', 1).as('since'),
    eb
      .selectFrom('daily_root')
      .select((of) => of.fn.max('made_at').as('at'))
      .as('madeAt'),
    eb
      .selectFrom('daily_root_copy as c')
      .innerJoin('daily_root as r', 'r.day', 'c.day')
      .select('r.made_at')
      .orderBy('c.day', 'desc')
      .limit(1)
      .as('writtenOf'),
  ]),
);

const placesBehind = statement(() =>
  db
    .selectFrom('daily_root_place as p')
    .select((eb) => [
      eb.ref('p.place').$castTo<RootPlaceName>().as('name'),
      'p.since',
      eb
        .selectFrom('daily_root as r')
        .select((of) => of.fn.min('r.made_at').as('at'))
        .where((of) =>
          of.not(
            exists(
              of
                .selectFrom('daily_root_copy as c')
                .select('c.day')
                .whereRef('c.day', '=', 'r.day')
                .whereRef('c.place', '=', 'p.place'),
            ),
          ),
        )
        .as('behindSince'),
    ])
    .where('p.seen_at', '=', (eb) => eb.selectFrom('daily_root_place').select((of) => of.fn.max('seen_at').as('at')))
    .orderBy('p.place'),
);

/** A leaf that contradicts its chain. */
export interface LeafContradicted {
  readonly chain: string;
  readonly events: number;
  /** When the event now at that number was written; null: there is none. */
  readonly foundAt: Date | null;
}

/** Lists the leaves that differ from their chain. */
export const leavesContradicted = (tx: Tx, leaves: readonly ChainLeaf[]): Promise<LeafContradicted[]> =>
  contradicted.all(tx, {
    chains: leaves.map(({ chain }) => chain),
    events: leaves.map(({ events }) => events),
    heads: leaves.map(({ head }) => head),
  });

const contradicted = statement(
  (given: { chains: readonly string[]; events: readonly number[]; heads: readonly string[] }) =>
    db
      .selectFrom(
        unnested(
          { chain: given.chains, events: given.events, head: given.heads },
          { chain: 'text', events: 'integer', head: 'text' },
        ),
      )
      .leftJoin('audit_event as e', (join) =>
        join.onRef('e.chain', '=', 'given.chain').onRef('e.sequence', '=', 'given.events'),
      )
      .select(['given.chain', 'given.events', 'e.at as foundAt'])
      .where((eb) => eb('e.hash', 'is distinct from', eb.ref('given.head'))),
);

/** A restoration of the portal, from a backup taken at `takenAt`. */
export interface Restore {
  readonly takenAt: Date;
  readonly at: Date;
}

/** Lists the restorations of the portal that its chain records. */
export const restores = (tx: Tx): Promise<Restore[]> => restored.all(tx, {});

const restored = statement(() =>
  db
    .selectFrom('audit_event as e')
    .innerJoin('audit_payload as p', ofEvent)
    .select((eb) => ['e.at', sql<Date>`(${eb.ref('p.content')} ->> 'takenAt')::timestamptz`.as('takenAt')])
    .where('e.chain', '=', SYSTEM_CHAIN)
    .where('e.verb', '=', 'backup.restore')
    .where('p.content', 'is not', null)
    .orderBy('e.sequence'),
);
