import {
  type Compilable,
  type CompiledQuery,
  createQueryId,
  DummyDriver,
  type Expression,
  isExpression,
  Kysely,
  type OperationNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  type RootOperationNode,
  sql,
} from 'kysely';
import type { Functions, Tables } from '../generated/tables.ts';
import { type RawSql, TYPED } from './raw-sql.ts';

/**
 * Begins a statement typed by prisma/schema.sql: a column that does not exist, or compared with a
 * value of another type, does not compile. It writes SQL and never sends it: see {@link statement},
 * {@link all}, {@link first}, {@link run}.
 */
export const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (made) => new PostgresIntrospector(made),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * Reads every row of a statement written for this call: one whose text depends on its arguments.
 */
export const all = async <Row>(tx: RawSql, query: Compilable<Row>): Promise<Row[]> => {
  const { sql: text, parameters } = query.compile();
  return tx[TYPED].query(text, parameters) as Promise<Row[]>;
};

/** Reads the first row; null when there is none. */
export const first = async <Row>(tx: RawSql, query: Compilable<Row>): Promise<Row | null> =>
  (await all(tx, query))[0] ?? null;

/**
 * Reads the row that is always there: of counts, or of a statement without tables.
 * @throws {Error} if there is none
 */
export const one = async <Row>(tx: RawSql, query: Compilable<Row>): Promise<Row> => theRow(await all(tx, query));

function theRow<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('a statement found no row where there always is one');
  return row;
}

/** Writes; returns how many rows were written. */
export const run = async (tx: RawSql, query: Compilable<unknown>): Promise<number> => {
  const { sql: text, parameters } = query.compile();
  return tx[TYPED].execute(text, parameters);
};

/** A statement compiled once, at its first call, and sent with other values each time. */
export interface Statement<Given, Row> {
  /** Reads every row. */
  all(tx: RawSql, given: Given): Promise<Row[]>;
  /** Reads the first row; null when there is none. */
  first(tx: RawSql, given: Given): Promise<Row | null>;
  /**
   * Reads the row that is always there: of counts, of an insert, or of a statement without tables.
   * @throws {Error} if there is none
   */
  one(tx: RawSql, given: Given): Promise<Row>;
  /** Writes; returns how many rows were written. */
  run(tx: RawSql, given: Given): Promise<number>;
}

/**
 * Declares a statement whose text never changes: `given` holds placeholders for later values, so that
 * Kysely compiles it once a process and PostgreSQL keeps its plan. The builder may not read a value;
 * if the text depends on one, use {@link all}.
 * @example
 * const nameOf = statement((given: { id: string }) =>
 *   db.selectFrom('person').select(['first_name as firstName']).where('id', '=', given.id),
 * );
 * const name = await nameOf.first(tx, { id });
 */
export function statement<Given extends object, Row>(write: (given: Given) => Written<Row>): Statement<Given, Row> {
  let written: CompiledQuery | undefined;
  const values = (given: Given) => {
    written ??= writtenOnce(write(new Proxy({}, { get: (_, name) => new Later(name) }) as Given));
    return [written.sql, written.parameters.map((value) => valueGiven(value, given))] as const;
  };
  const read = (tx: RawSql, given: Given) => tx[TYPED].query(...values(given)) as Promise<Row[]>;
  return {
    all: read,
    first: async (tx, given) => (await read(tx, given))[0] ?? null,
    one: async (tx, given) => theRow(await read(tx, given)),
    run: (tx, given) => tx[TYPED].execute(...values(given)),
  };
}

/** A query of Kysely's, typed by the rows that it reads. */
interface Written<Row> extends Compilable<Row> {
  toOperationNode(): OperationNode;
}

/**
 * Writes constants into the text, as one would by hand, so that PostgreSQL's kept plan knows them:
 * a partial index (`where state = 'deposited'`) serves no plan of a condition whose value comes
 * later, nor is a limit guessed.
 */
class OnceWritten extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (['string', 'number', 'boolean'].includes(typeof value) || value === null) this.appendImmediateValue(value);
    else super.appendValue(value);
  }
}

const writtenOnce = (query: Written<unknown>): CompiledQuery =>
  new OnceWritten().compileQuery(query.toOperationNode() as RootOperationNode, createQueryId());

/** Placeholder for a value that a statement is given at each call. */
class Later {
  readonly name: string | symbol;
  readonly asJson: boolean;

  constructor(name: string | symbol, asJson = false) {
    this.name = name;
    this.asJson = asJson;
  }
}

function valueGiven(value: unknown, given: object): unknown {
  if (!(value instanceof Later)) return value;
  const said = (given as Record<string | symbol, unknown>)[value.name];
  return value.asJson ? textOf(said) : said;
}

const textOf = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

/** Writes a value of JSON, to insert or compare; SQL's null for null. */
export const json = <T>(value: T): RawBuilder<T> =>
  sql<T>`${value instanceof Later ? new Later(value.name, true) : textOf(value)}::jsonb`;

/**
 * Writes a limit as a literal, for statements whose text depends on their arguments. Given a
 * parameter, PostgreSQL assumes a tenth of all rows, hopes for better from the value at hand, and
 * plans the statement again each time.
 */
export const atMost = (rows: number): RawBuilder<number> => sql.lit(Math.trunc(rows));

/**
 * True if an expression is one of these values, or of an array in the statement. Values are one
 * parameter, however many there are, so that the text stays the same.
 */
export const isOneOf = <T>(
  expression: Expression<T>,
  values: readonly NonNullable<T>[] | Expression<NonNullable<T>[] | null>,
): Expression<boolean> => sql<boolean>`${expression} = any(${values})`;

/**
 * True if an expression is among the results of a subquery, run once: rows are then looked up by
 * their index, never joined.
 */
export const isAmong = <T>(expression: Expression<T>, found: Expression<unknown>): Expression<boolean> =>
  sql<boolean>`${expression} = any(array(${found}))`;

/** The single column of a subquery, as an array; empty if it finds nothing. */
export const arrayOf = <Row>(query: Expression<Row>): RawBuilder<Row[keyof Row][]> =>
  sql<Row[keyof Row][]>`array(${query})`;

/**
 * True if expressions are, together, a row of a subquery: « (task_key, person_id) in (select …) ».
 */
export const areAmong = (
  expressions: readonly Expression<unknown>[],
  found: Expression<unknown>,
): Expression<boolean> => sql<boolean>`(${sql.join(expressions)}) in ${found}`;

/** True if a text begins with another, taken literally: no wildcards, unlike « like ». */
export const startsWith = (
  text: string | Expression<string>,
  beginning: string | Expression<string>,
): Expression<boolean> => sql<boolean>`starts_with(${text}, ${beginning})`;

/**
 * True if a subquery finds a row: the type of Kysely's own also admits the true and false of other
 * databases.
 */
export const exists = (query: Expression<unknown>): RawBuilder<boolean> => sql<boolean>`exists ${query}`;

/** Counts the rows of a statement, or of each of its groups. */
export const countOfRows = sql<number>`cast(count(*) as integer)`;

/** The rows of several lists side by side, as `unnest` gives them: `unnested({ id: uuids, line: numbers }, { id: 'uuid', line: 'integer' })`. */
export const unnested = <Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
  types: { readonly [Column in keyof Lists]: ListedType },
) => {
  const columns = Object.keys(types) as (keyof Lists & string)[];
  const given = columns.map((column) => sql`${lists[column]}::${sql.raw(types[column])}[]`);
  return sql<{ [Column in keyof Lists]: Lists[Column][number] }>`unnest(${sql.join(given)})`.as<'given'>(
    sql`given(${sql.join(columns.map((column) => sql.ref(column)))})`,
  );
};

/** The rows of a list of objects, as `jsonb_to_recordset` gives them: `records(lines, { line: 'integer', said: 'jsonb' })`. */
export const records = <Row extends object>(
  rows: readonly Row[],
  types: { readonly [Column in keyof Row]: ListedType },
) => {
  const columns = (Object.keys(types) as (keyof Row & string)[]).map(
    (column) => sql`${sql.ref(column)} ${sql.raw(types[column])}`,
  );
  return sql<Row>`jsonb_to_recordset(${json(rows)})`.as<'given'>(sql`given(${sql.join(columns)})`);
};

type ListedType = 'uuid' | 'text' | 'integer' | 'date' | 'timestamptz' | 'boolean' | 'jsonb' | 'text[]';

type Arguments<Given extends readonly unknown[]> = { [At in keyof Given]: Given[At] | Expression<Given[At]> };

/** Calls a function of ours (prisma/sql), typed by its arguments and its result. */
export const call = <Name extends keyof Functions & string>(
  name: Name,
  ...given: Arguments<Functions[Name]['given']>
): RawBuilder<Functions[Name]['answers']> =>
  sql`${sql.id(name)}(${sql.join(given.map((value) => (isExpression(value) ? value : sql`${value}`)))})`;
