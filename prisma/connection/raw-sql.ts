import { ColumnTypeEnum, isDriverAdapterError, type SqlQuery, type SqlQueryable } from '@prisma/driver-adapter-utils';
import { Prisma } from '../generated/client.ts';

/** The key under which a client takes typed statements (typed-sql.ts). */
export const TYPED: unique symbol = Symbol('typed statements');

interface TypedStatements {
  /** Reads rows; dates stay as text, « 2026-03-01 ». */
  query(text: string, parameters: readonly unknown[]): Promise<unknown[]>;
  /** Writes; returns how many rows were written. */
  execute(text: string, parameters: readonly unknown[]): Promise<number>;
}

/** The SQL that repositories write: raw, as Prisma's client offers it, and typed. */
export type RawSql = Pick<
  Prisma.TransactionClient,
  '$queryRaw' | '$executeRaw' | '$queryRawUnsafe' | '$executeRawUnsafe'
> & { readonly [TYPED]: TypedStatements };

/**
 * Sends our own SQL straight to the driver's adapter, which Prisma itself ends up calling: the same
 * values both ways, the same errors, without what Prisma does for queries of its own (a third of a
 * millisecond each). Sent when it is called, not when it is awaited.
 */
export function rawSqlOn(connection: Promise<SqlQueryable> | SqlQueryable): RawSql {
  const query = async (asked: SqlQuery, reads = READ): Promise<unknown[]> => {
    const { columnNames, columnTypes, rows } = await (await connection).queryRaw(asked).catch(raise);
    const columns = columnNames.map((name, place) => ({ name, read: reads[columnTypes[place] ?? -1] }));
    return rows.map((row) => {
      const read: Record<string, unknown> = {};
      for (const [place, column] of columns.entries()) {
        const value = row[place] ?? null;
        read[column.name] = value === null || column.read === undefined ? value : column.read(value);
      }
      return read;
    });
  };
  const execute = async (asked: SqlQuery): Promise<number> => (await connection).executeRaw(asked).catch(raise);
  // Prisma's promises differ from others only in features that no caller uses.
  return {
    $queryRaw: async (sql, ...values) => query(written(sql, values)),
    $executeRaw: async (sql, ...values) => execute(written(sql, values)),
    $queryRawUnsafe: async (sql, ...values) => query(asked(sql, values)),
    $executeRawUnsafe: async (sql, ...values) => execute(asked(sql, values)),
    [TYPED]: {
      query: async (text, parameters) => query(asked(text, parameters), READ_TYPED),
      execute: async (text, parameters) => execute(asked(text, parameters)),
    },
  } as RawSql;
}

function written(query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]): SqlQuery {
  if (!(query instanceof Prisma.Sql) && !values.some((value) => value instanceof Prisma.Sql))
    return asked(textOf(query, values), values);
  const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
  return asked(sql.text, sql.values);
}

/**
 * The texts of templates without nested SQL, each made once: sent again, it is the very same
 * string, whose name is found at once.
 */
const texts = new WeakMap<TemplateStringsArray, string>();
function textOf(query: TemplateStringsArray, values: readonly unknown[]): string {
  const text = texts.get(query) ?? Prisma.sql(query, ...values).text;
  texts.set(query, text);
  return text;
}

const asked = (sql: string, values: readonly unknown[]): SqlQuery => ({
  sql,
  args: values.map(argument),
  argTypes: values.map((value) => ({ scalarType: 'unknown', arity: Array.isArray(value) ? 'list' : 'scalar' })),
});

/** Converts a value for the adapter: instants and bytes as they are, other objects to JSON. */
function argument(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(argument);
  if (typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError('an instant of a statement is no date');
    return value;
  }
  return Prisma.Decimal.isDecimal(value) ? value.toJSON() : JSON.stringify(value);
}

type Read = (value: unknown) => unknown;
const { Int64, Numeric, Date: Day, DateTime, Time, Json, Bytes } = ColumnTypeEnum;
const { Int64Array, NumericArray, DateArray, DateTimeArray, TimeArray, JsonArray, BytesArray } = ColumnTypeEnum;

const bigint: Read = (value) => BigInt(value as string);
const decimal: Read = (value) => new Prisma.Decimal(value as string);
const instant: Read = (value) => new Date(value as string);
const time: Read = (value) => new Date(`1970-01-01T${value as string}Z`);
const json: Read = (value) => JSON.parse(value as string);
// A copy, not a view into what Node's buffers share.
const bytes: Read = (value) => new Uint8Array(value as Uint8Array);
const listOf =
  (read: Read): Read =>
  (values) =>
    (values as unknown[]).map((value) => (value === null ? null : read(value)));

/** How to read a column, by its type, where the adapter leaves it as text: as Prisma reads it. */
const READ: Readonly<Record<number, Read>> = {
  [Int64]: bigint,
  [Int64Array]: listOf(bigint),
  [Numeric]: decimal,
  [NumericArray]: listOf(decimal),
  [Day]: instant,
  [DateArray]: listOf(instant),
  [DateTime]: instant,
  [DateTimeArray]: listOf(instant),
  [Time]: time,
  [TimeArray]: listOf(time),
  [Json]: json,
  [JsonArray]: listOf(json),
  [Bytes]: bytes,
  [BytesArray]: listOf(bytes),
};

/** The same for typed statements, except that a date stays text. */
const { [Day]: _, [DateArray]: __, ...READ_TYPED } = READ;

/** Throws an error of the adapter as Prisma reports it (P2010); any other as it is. */
export function raise(error: unknown): never {
  if (!isDriverAdapterError(error)) throw error;
  const { originalCode = 'N/A', originalMessage = error.message } = error.cause;
  throw new Prisma.PrismaClientKnownRequestError(
    `Raw query failed. Code: \`${originalCode}\`. Message: \`${originalMessage}\``,
    { code: 'P2010', clientVersion: Prisma.prismaVersion.client, meta: { driverAdapterError: error } },
  );
}
