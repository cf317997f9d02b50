import { COUNT_BOUND } from '../../domain/formats/count.ts';
import { Prisma, type Tx } from '../client.ts';

// Lists that grow are read by key: a page follows a row or comes before one, so that the last costs as the first.

/** Which page of a list: what follows the row of an id, what comes before it, or the first. */
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

/** How a list is sorted: by these columns together, all the same way. The last is unique. */
export interface Order {
  readonly columns: readonly Prisma.Sql[];
  readonly descending: boolean;
  /** The same columns, of the row that bears an id, as a subquery of one row. */
  readonly rowOf: (id: string) => Prisma.Sql;
}

/** The condition, the order and the length by which a query finds a page; `page` then tells its neighbours. */
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
    limit: Prisma.sql`limit ${pageSize + 1}`,
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

/** How many rows a query finds, up to the bound. */
export interface Counted {
  readonly total: number;
  /** There are more than `total`. */
  readonly more: boolean;
}

/** Counts the rows of `from … where …`, up to the bound. */
export async function countUpTo(tx: Tx, rows: Prisma.Sql, bound = COUNT_BOUND): Promise<Counted> {
  const found = await tx.$queryRaw<[{ total: number }]>`
    select count(*)::int as total from (select ${rows} limit ${bound + 1}) as counted`;
  const { total } = found[0];
  return { total: Math.min(total, bound), more: total > bound };
}
