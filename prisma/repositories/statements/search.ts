import { Prisma, type Tx } from '../../client.ts';
import { limitOf } from './keyset.ts';

// What lists are searched by: words that begin a name, an employee number or a request's number.

/**
 * The last code point: texts that begin with a word sort between the word and the word followed by
 * it.
 */
const LAST = '\u{10ffff}';
/**
 * Max people found by a search before the list: above, they are looked for among the rows of the
 * list, where they are dense.
 */
const MAX_NAMED = 500;

/** Splits a search into words, five at most. */
export const wordsOf = (q: string | undefined): string[] =>
  (q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);

/**
 * Condition: a column begins with a word. A range rather than a pattern: its index serves any word,
 * in a plan that PostgreSQL keeps. Its ends are subqueries, computed once and not for each row.
 */
export const beginsWith = (column: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`
  (${column} ~>=~ (select search_key(${word})) and ${column} ~<~ (select search_key(${word}) || ${LAST}))`;

const isNamed = (person: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`
  (${beginsWith(Prisma.sql`search_key(${person}.last_name)`, word)}
    or ${beginsWith(Prisma.sql`search_key(${person}.first_name)`, word)}
    or ${beginsWith(Prisma.sql`search_key(${person}.employee_number)`, word)})`;

/**
 * Condition: a word of the agent's name, kept as `task_agent_name` writes it, begins with this one:
 * the index holds all that it reads. Words with a digit begin no name.
 */
export function keptNameSearch(agentName: Prisma.Sql, word: string): Prisma.Sql {
  return Prisma.sql`(${isFirst(agentName, word)} or ${isLater(agentName, word)})`;
}

const isFirst = (name: Prisma.Sql, word: string): Prisma.Sql => Prisma.sql`${name} like (select ${startOf(word)})`;
const isLater = (name: Prisma.Sql, word: string): Prisma.Sql =>
  Prisma.sql`${name} like (select '% ' || ${startOf(word)})`;
const startOf = (word: string): Prisma.Sql => Prisma.sql`search_key(${`${word.replace(/[\\%_]/g, '\\$&')}%`})`;

/**
 * Index ranges for the longest of these words: as the first word of the name, as the second,
 * further on. Each has an index of its own; no row is in two.
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

/** True if a word has a digit. */
export const hasDigit = (word: string): boolean => /\d/.test(word);

const all = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ');

/**
 * The people who match all these words; each word is looked up by three indexes one after the
 * other. One condition over three indexes would look up each person, and compute their sort keys
 * again.
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

/** The ids of the people who match all these words, as a subquery. */
const namedIds = (words: readonly string[]): Prisma.Sql => named(words, Prisma.sql`w.id`);

/**
 * The same to look an id up in: a person matched twice may come twice, which spares removing
 * duplicates.
 */
const amongNamed = (words: readonly string[]): Prisma.Sql => named(words, Prisma.sql`w.id`, ' union all ');

/** The same people with their names as lists sort them: `id`, `last_name` and `first_name`. */
export const namedPeople = (q: string): Prisma.Sql =>
  named(wordsOf(q), Prisma.sql`w.id, search_key(w.last_name) as last_name, search_key(w.first_name) as first_name`);

/** Condition of lists of people: each word must begin a name, or the employee number. */
export const searchCondition = (q: string | undefined, person: string): Prisma.Sql =>
  all(wordsOf(q).map((word) => isNamed(Prisma.raw(person), word)));

/**
 * Condition on an id of a person: the people who match are found first, once. If they are too many
 * to list, ids are looked up among them, never taken from them, since few may be in the list.
 */
export async function personSearch(tx: Tx, q: string | undefined, personId: Prisma.Sql): Promise<Prisma.Sql> {
  return (await peopleSearch(tx, q, personId)).condition;
}

/**
 * A search of people: its condition on an id, and, if they are too many to list, a subquery of
 * their ids, where one may come twice.
 */
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

/**
 * The columns of the agent and of the request in a list of requests, or of what belongs to them.
 */
export interface SearchedRequest {
  readonly agentId: Prisma.Sql;
  readonly requestId: Prisma.Sql;
  /** To search words of a kind's title too. */
  readonly kind?: Prisma.Sql;
}

/** A search, as a condition on the rows of a list, and as a join that finds them. */
export interface Searched {
  /** For rows that are walked in their order: no index serves it. */
  readonly condition: Prisma.Sql;
  /**
   * Joined to the table to choose from: the people or requests that match, if they are too many to
   * list.
   */
  readonly join: Prisma.Sql;
  /** The rest of the condition, once joined. */
  readonly joined: Prisma.Sql;
}

/**
 * Builds the search of lists of requests: each word must begin a name of the agent or their
 * employee number or, if it is one, the request's number. Matching people and requests are found
 * first: a condition over two tables would read every row.
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

/** Either of two searches: one condition, without a join. */
function either(one: Searched, other: Searched): Searched {
  const chosen = ({ join, joined, condition }: Searched) => (join === Prisma.empty ? joined : condition);
  return {
    condition: Prisma.sql`(${one.condition} or ${other.condition})`,
    join: Prisma.empty,
    joined: Prisma.sql`(${chosen(one)} or ${chosen(other)})`,
  };
}

/**
 * Tests whether an id is in a list; if the list is too long (null), looks it up in the subquery.
 */
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

/** A word of digits may begin a request's number, never a name. */
const isNumber = (word: string): boolean => /^\d[\d-]*$/.test(word);

/** What a word matches; null if it is too much to list. No kind's title has a number. */
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

/** The people who match all these words; null if they are too many to list. */
async function peopleOf(tx: Tx, words: readonly string[]): Promise<readonly string[] | null> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select p.id::text from ${amongNamed(words)} p ${limitOf(MAX_NAMED + 1)}`;
  return listable(found.map(({ id }) => id));
}

/** The current kinds whose title has a word that begins so, as a subquery. */
const kindsNamed = (word: string): Prisma.Sql => Prisma.sql`
  select v.kind from circuit_version v
   where v.current and exists (
     select from jsonb_each_text(v.sheet -> 'title') as title, regexp_split_to_table(title.value, '[^[:alnum:]]+') as part
      where ${beginsWith(Prisma.sql`search_key(part)`, word)})`;

/** Lists the current kinds whose title has a word that begins so. */
export async function kindsOf(tx: Tx, word: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ kind: string }[]>(kindsNamed(word));
  return found.map(({ kind }) => kind);
}

/** The requests whose number begins with a word, as a subquery. */
const requestsNumbered = (word: string): Prisma.Sql =>
  Prisma.sql`(select w.id from request w where ${beginsWith(Prisma.sql`w.number`, word)})`;
