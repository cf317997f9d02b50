import { COUNT_BOUND } from '#domain/formats/count.ts';
import { Prisma, type Tx } from '../../client.ts';

// Lists that grow are read by key: a page follows or precedes a row, so that the last page costs as
// much as the first.

/** The page of a list: after the row of an id, before it, or the first. */
export interface PageAsked {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly pageSize: number;
}

/** A page of a list, and the rows from which its neighbours are asked; null at an end. */
export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** The sort of a list: by these columns together, all in one direction. The last is unique. */
export interface Order {
  readonly columns: readonly Prisma.Sql[];
  readonly descending: boolean;
  /** The same columns for the row with an id, as a subquery of one row. */
  readonly rowOf: (id: string) => Prisma.Sql;
}

/** Parses a sort: its name, and whether it is descending: « agent », « -agent ». */
export function sortOf<Name extends string>(sort: Name | `-${Name}`): { by: Name; descending: boolean } {
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as Name, descending };
}

/** Returns the order of a sort, among those of a list. */
export function orderOf<Name extends string>(
  orders: Readonly<Record<Name, Omit<Order, 'descending'>>>,
  sort: Name | `-${Name}`,
): Order {
  const { by, descending } = sortOf(sort);
  return { ...orders[by], descending };
}

/** Builds the condition, the order and the limit of a page; `page` then finds its neighbours. */
export function pageByKey(order: Order, { after, before, pageSize }: PageAsked) {
  const backwards = before !== undefined;
  const mark = before ?? after;
  const down = order.descending !== backwards;
  const direction = Prisma.raw(down ? 'desc' : 'asc');
  const columns = Prisma.join([...order.columns], ', ');
  const where =
    mark === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(${columns}) ${Prisma.raw(down ? '<' : '>')} ${order.rowOf(mark)}`;
  const orderBy = Prisma.join(
    order.columns.map((column) => Prisma.sql`${column} ${direction}`),
    ', ',
  );
  return {
    where,
    orderBy: Prisma.sql`order by ${orderBy}`,
    /** One row more than is shown tells whether there are others. */
    limit: limitOf(pageSize + 1),
    /** The total, when a page reveals it: the first one, without another after it. */
    total: (found: readonly unknown[]): Counted | null =>
      mark === undefined && found.length <= pageSize ? { total: found.length, more: false } : null,
    page<Row>(found: readonly Row[], idOf: (row: Row) => string): PageOfRows<Row> {
      const others = found.length > pageSize;
      const shown = found.slice(0, pageSize);
      const rows = backwards ? shown.reverse() : shown;
      const [first, last] = [rows.at(0), rows.at(-1)];
      return {
        rows,
        next: last !== undefined && (backwards || others) ? idOf(last) : null,
        previous: first !== undefined && (backwards ? others : after !== undefined) ? idOf(first) : null,
      };
    },
  };
}

/**
 * Writes a limit as a literal. Given a parameter, PostgreSQL assumes a tenth of all rows, hopes for
 * better from the value at hand, and plans the statement again each time.
 */
export const limitOf = (rows: number): Prisma.Sql => Prisma.raw(`limit ${Math.trunc(rows)}`);

/**
 * Joins conditions to check on each row of a walk. PostgreSQL then estimates that together they
 * keep half of the rows; separately, it would expect next to none, and read and sort everything
 * instead of walking in order.
 */
export const lookedAt = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`true` : Prisma.sql`coalesce(${Prisma.join([...conditions], ' and ')}, false)`;

/** How many rows a query finds, up to the bound. */
export interface Counted {
  readonly total: number;
  /** True if there are more than `total`. */
  readonly more: boolean;
}

/** Counts the rows of `from … where …`, up to the bound. */
export async function countUpTo(tx: Tx, rows: Prisma.Sql): Promise<Counted> {
  const { total } = await countEach(tx, { total: rows });
  return total;
}

/** Counts several in one query. */
export async function countEach<Name extends string>(
  tx: Tx,
  lists: Readonly<Record<Name, Prisma.Sql>>,
): Promise<Record<Name, Counted>> {
  const counts = Object.values<Prisma.Sql>(lists).map(
    (rows) => Prisma.sql`(select count(*)::int from (select ${rows} ${limitOf(COUNT_BOUND + 1)}) as counted)`,
  );
  const [found] = await tx.$queryRaw<[{ totals: number[] }]>`select array[${Prisma.join(counts)}] as totals`;
  const counted = Object.keys(lists).map((name, n) => [name, upTo(found.totals[n] ?? 0, COUNT_BOUND)]);
  return Object.fromEntries(counted) as Record<Name, Counted>;
}

const upTo = (total: number, bound: number): Counted => ({ total: Math.min(total, bound), more: total > bound });

/**
 * Max rows of a list that are sorted once found; above, they are dense, and the list is walked in
 * its order.
 */
const FEW = 1_500;

/** A list, found in one statement and read in another. */
export interface KeyedList<Row> {
  /**
   * The choice: `select … from … where …`, by the most selective indexes: `id` and the columns of
   * the order. An id may come twice.
   */
  readonly chosen: Prisma.Sql;
  /** `from …`: the same order over `few`, the chosen rows. */
  readonly few: Prisma.Sql;
  /**
   * The same choice, as a condition on the rows of `sorted` that no index serves, for these are
   * walked in order.
   */
  readonly condition: Prisma.Sql;
  /** `from …`: the tables of the list's order. */
  readonly sorted: Prisma.Sql;
  readonly order: Order;
  /** The column of the id, in `few` and in `sorted`. */
  readonly id: Prisma.Sql;
  /** Common table expressions of the choice and the condition: `name as (…)`. */
  readonly given?: readonly Prisma.Sql[];
  /**
   * For rows that are expensive to check: how many are chosen before the list is walked,
   * COUNT_BOUND or more.
   */
  readonly max?: number;
  /** Reads the rows of a page, in any order. */
  readonly read: (tx: Tx, ids: readonly string[]) => Promise<Row[]>;
  readonly idOf: (row: Row) => string;
}

/** Reads a page of a list, and counts it up to the bound. */
export async function readPage<Row>(
  tx: Tx,
  { chosen, few, condition, sorted, order, id, given = [], max = FEW, read, idOf }: KeyedList<Row>,
  asked: PageAsked,
): Promise<PageOfRows<Row> & Counted> {
  const keyset = pageByKey(order, asked);
  const page = (rows: Prisma.Sql) => Prisma.sql`
    array(select ${id}::text ${rows} and ${keyset.where} ${keyset.orderBy} ${keyset.limit})`;
  const [{ total, ids }] = await tx.$queryRaw<[{ total: number; ids: string[] }]>`
    with ${Prisma.join([...given, Prisma.sql`few as materialized (${chosen} ${limitOf(max + 1)})`], ', ')},
    counted as materialized (select count(*)::int as many from few)
    select case when many > ${max} then ${COUNT_BOUND + 1} else (select count(distinct id)::int from few) end as total,
           case when many > ${max} then ${page(Prisma.sql`${sorted} where ${condition}`)}
                else ${page(Prisma.sql`${few} where true`)} end as ids
      from counted`;
  const { rows: shown, next, previous } = keyset.page(ids, (key) => key);
  const rows = shown.length === 0 ? [] : await read(tx, shown);
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return {
    rows: shown.flatMap((key) => byId.get(key) ?? []),
    next,
    previous,
    ...upTo(total, COUNT_BOUND),
  };
}
