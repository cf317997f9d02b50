import { Prisma, type Tx } from '../client.ts';
import { limitOf } from './keyset.ts';

// What lists are searched by: words that begin a name, an employee number or a request's number.

/** The last code point: what begins with a word stands between the word and the word followed by it. */
const LAST = '\u{10ffff}';
/** People whom a search names, at most: more are looked for among the rows of the list, where they are dense. */
const MAX_NAMED = 500;

export const wordsOf = (q: string | undefined): string[] =>
  (q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);

/**
 * A range rather than a pattern: its index serves whatever the word is, in a plan that PostgreSQL keeps. Its ends are
 * subqueries, computed once and not for each row.
 */
export const beginsWith = (column: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`
  (${column} ~>=~ (select search_key(${word})) and ${column} ~<~ (select search_key(${word}) || ${LAST}))`;

const isNamed = (person: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`
  (${beginsWith(Prisma.sql`search_key(${person}.last_name)`, word)}
    or ${beginsWith(Prisma.sql`search_key(${person}.first_name)`, word)}
    or ${beginsWith(Prisma.sql`search_key(${person}.employee_number)`, word)})`;

/**
 * The same of rows that keep an agent's name as `task_agent_name` writes it: whatever a search reads stands in their index.
 * Words with a digit begin no name.
 */
export function keptNameSearch(agentName: Prisma.Sql, word: string): Prisma.Sql {
  return Prisma.sql`(${isFirst(agentName, word)} or ${isLater(agentName, word)})`;
}

const isFirst = (name: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`${name} like (select ${startOf(word)})`;
const isLater = (name: Prisma.Sql, word: string): Prisma.Sql =>
  Prisma.sql`${name} like (select '% ' || ${startOf(word)})`;
const startOf = (word: string): Prisma.Sql => Prisma.sql`search_key(${`${word.replace(/[\\%_]/g, '\\$&')}%`})`;

/**
 * Where such rows bear the longest of these words: as the first word of the name, as the second, further on. Each is found by
 * an index of its own, no row by two.
 */
export function keptNamePlaces(agentName: Prisma.Sql, words: readonly string[]): readonly Prisma.Sql[] {
  const [longest] = words.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return [Prisma.sql`true`];
  const within = (name: Prisma.Sql) => Prisma.sql`
    (${name} >= (select search_key(${longest})) and ${name} < (select search_key(${longest}) || ${LAST}))`;
  const second = Prisma.sql`split_part(${agentName}, ' ', 2)`;
  return [
    within(agentName),
    Prisma.sql`${second} <> '' and ${within(second)} and not ${isFirst(agentName, longest)}`,
    Prisma.sql`split_part(${agentName}, ' ', 3) <> '' and ${isLater(agentName, longest)}
      and not ${isFirst(second, longest)} and not ${isFirst(agentName, longest)}`,
  ];
}

export const hasDigit = (word: string): boolean => /\d/.test(word);

const all = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ');

/**
 * The people whom all these words name: each of what a word may begin by its index alone, whose other columns these are. One
 * condition of three indexes would look up each person, and make what they are sorted by anew.
 */
function named(
  words: readonly string[],
  columns: Prisma.Sql,
  union: ' union ' | ' union all ' = ' union ',
): Prisma.Sql {
  const begun = (word: string) => (column: string) =>
    Prisma.sql`select ${columns} from person w where ${beginsWith(Prisma.sql`search_key(w.${Prisma.raw(column)})`, word)}`;
  const ofWords = words.map(
    (word) => Prisma.sql`(${Prisma.join(['last_name', 'first_name', 'employee_number'].map(begun(word)), union)})`,
  );
  return Prisma.sql`(${Prisma.join(ofWords, ' intersect ')})`;
}

/** The ids of the people whom all these words name, as a subquery. */
const namedIds = (words: readonly string[]): Prisma.Sql => named(words, Prisma.sql`w.id`);

/** The same to look an id up in: whom a word names twice may come twice, which spares telling them apart. */
const amongNamed = (words: readonly string[]): Prisma.Sql => named(words, Prisma.sql`w.id`, ' union all ');

/** The same people with their names as lists sort them: `id`, `last_name` and `first_name`. */
export const namedPeople = (q: string): Prisma.Sql =>
  named(wordsOf(q), Prisma.sql`w.id, search_key(w.last_name) as last_name, search_key(w.first_name) as first_name`);

/** What lists of people are searched by: each word must begin a name, or the employee number. */
export const searchCondition = (q: string | undefined, person: string): Prisma.Sql =>
  all(wordsOf(q).map((word) => isNamed(Prisma.raw(person), word)));

/**
 * The same of people who are to be named by an id: whom the words name is found first, once. Where they are too many to be
 * listed, ids are looked up among them: never taken from them, since few may be of the list.
 */
export async function personSearch(tx: Tx, q: string | undefined, personId: Prisma.Sql): Promise<Prisma.Sql> {
  return (await peopleSearch(tx, q, personId)).condition;
}

/** A search of people, and who they are where they are too many to be listed, as a subquery of their ids. One may come twice. */
export async function peopleSearch(
  tx: Tx,
  q: string | undefined,
  personId: Prisma.Sql,
): Promise<{ readonly condition: Prisma.Sql; readonly people?: Prisma.Sql }> {
  const words = wordsOf(q);
  if (words.length === 0) return { condition: Prisma.sql`true` };
  const listed = await peopleOf(tx, words);
  if (listed !== null) return { condition: Prisma.sql`${personId} = any(${listed}::uuid[])` };
  const people = amongNamed(words);
  return { condition: Prisma.sql`(${personId} in (select n.id from ${people} n)) is true`, people };
}

/** Where a list of requests, or of what belongs to them, finds whom and what it is searched by. */
export interface SearchedRequest {
  readonly agentId: Prisma.Sql;
  readonly requestId: Prisma.Sql;
  /** Where words of a kind's title are searched for too. */
  readonly kind?: Prisma.Sql;
}

/** A search as a list asks it of its rows, and as it chooses them by whom and what it names. */
export interface Searched {
  /** Of rows that are walked in their order: no index serves it. */
  readonly condition: Prisma.Sql;
  /** Joined to what is chosen from: what is named, where it is too much to be listed. */
  readonly join: Prisma.Sql;
  /** What is left of the condition, once joined. */
  readonly joined: Prisma.Sql;
}

/**
 * What lists of requests are searched by: each word must begin a name of the agent or their employee number or, where it is
 * one, the request's number. Whom and what a word names is found first: a condition over two tables would read every row.
 */
export async function requestSearch(
  tx: Tx,
  q: string | undefined,
  { agentId, requestId, kind }: SearchedRequest,
): Promise<Searched> {
  const words = await Promise.all(
    wordsOf(q).map(async (word, place) => {
      const { people, requests, kinds } = await namedBy(tx, word, { withKinds: kind !== undefined });
      const ofAgent = oneOf(agentId, people, Prisma.raw(`n${place}`), {
        named: namedIds([word]),
        among: amongNamed([word]),
      });
      const numbered = oneOf(requestId, requests, Prisma.raw(`x${place}`), { named: requestsNumbered(word) });
      if (kind !== undefined && kinds.length > 0)
        return either(ofAgent, oneCondition(Prisma.sql`${kind} = any(${kinds}::text[])`));
      if (requests?.length === 0) return ofAgent;
      if (people?.length === 0) return numbered;
      return either(ofAgent, numbered);
    }),
  );
  return {
    condition: all(words.map(({ condition }) => condition)),
    join: Prisma.join([Prisma.empty, ...words.map(({ join }) => join)], ' '),
    joined: all(words.map(({ joined }) => joined)),
  };
}

const oneCondition = (condition: Prisma.Sql): Searched => ({
  condition,
  join: Prisma.empty,
  joined: condition,
});

/** Either of two: one condition, for which nothing is joined. */
function either(one: Searched, other: Searched): Searched {
  const chosen = ({ join, joined, condition }: Searched) => (join === Prisma.empty ? joined : condition);
  return {
    condition: Prisma.sql`(${one.condition} or ${other.condition})`,
    join: Prisma.empty,
    joined: Prisma.sql`(${chosen(one)} or ${chosen(other)})`,
  };
}

/** Whether an id is one of these; where they are too many to be listed (null), looked up among them. */
function oneOf(
  id: Prisma.Sql,
  ids: readonly string[] | null,
  alias: Prisma.Sql,
  { named, among = named }: { readonly named: Prisma.Sql; readonly among?: Prisma.Sql },
): Searched {
  if (ids !== null)
    return {
      condition: Prisma.sql`(${id} in (select unnest(${[...ids]}::uuid[]))) is true`,
      join: Prisma.empty,
      joined: Prisma.sql`${id} = any(${[...ids]}::uuid[])`,
    };
  return {
    condition: Prisma.sql`(${id} in (select o.id from ${among} o)) is true`,
    join: Prisma.sql`join ${named} ${alias} on ${alias}.id = ${id}`,
    joined: Prisma.sql`true`,
  };
}

/** A word of digits may begin a request's number, which nobody's name does. */
const isNumber = (word: string): boolean => /^\d[\d-]*$/.test(word);

/** What a word names; null of what is too much to be listed. No kind bears a number. */
interface NamedByWord {
  readonly people: readonly string[] | null;
  readonly requests: readonly string[] | null;
  readonly kinds: readonly string[];
}

async function namedBy(tx: Tx, word: string, { withKinds }: { withKinds: boolean }): Promise<NamedByWord> {
  const none = Prisma.sql`select null where false`;
  const [{ people, requests, kinds }] = await tx.$queryRaw<[{ people: string[]; requests: string[]; kinds: string[] }]>`
    select array(select p.id::text from ${amongNamed([word])} p ${limitOf(MAX_NAMED + 1)}) as people,
           array(${isNumber(word) ? Prisma.sql`select x.id::text from ${requestsNumbered(word)} x ${limitOf(MAX_NAMED + 1)}` : none}) as requests,
           array(${withKinds && !isNumber(word) ? kindsNamed(word) : none}) as kinds`;
  return { people: listable(people), requests: listable(requests), kinds };
}

const listable = (ids: readonly string[]): readonly string[] | null => (ids.length > MAX_NAMED ? null : ids);

/** The people whom all these words name; null when they are too many to be listed. */
async function peopleOf(tx: Tx, words: readonly string[]): Promise<readonly string[] | null> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select p.id::text from ${amongNamed(words)} p ${limitOf(MAX_NAMED + 1)}`;
  return listable(found.map(({ id }) => id));
}

/** The kinds in service in whose title a word begins one, as a subquery. */
const kindsNamed = (word: string): Prisma.Sql => Prisma.sql`
  select v.kind from circuit_version v
   where v.current and exists (
     select from jsonb_each_text(v.sheet -> 'title') as title, regexp_split_to_table(title.value, '[^[:alnum:]]+') as part
      where ${beginsWith(Prisma.sql`search_key(part)`, word)})`;

export async function kindsOf(tx: Tx, word: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ kind: string }[]>(kindsNamed(word));
  return found.map(({ kind }) => kind);
}

/** The requests whose number a word begins, as a subquery. */
const requestsNumbered = (word: string): Prisma.Sql =>
  Prisma.sql`(select w.id from request w where ${beginsWith(Prisma.sql`w.number`, word)})`;
