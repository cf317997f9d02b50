import { Prisma } from '../client.ts';

/** The words of a search, as patterns that begin with them. */
export const patternsOf = (q: string | undefined): string[] =>
  (q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5)
    .map((word) => `${word.replace(/[\\%_]/g, '\\$&')}%`);

/** Whether a word begins a name of `person` or the employee number. */
const namedLike = (person: Prisma.Sql, pattern: string): Prisma.Sql => Prisma.sql`
  (search_key(${person}.last_name) like search_key(${pattern})
    or search_key(${person}.first_name) like search_key(${pattern})
    or search_key(${person}.employee_number) like search_key(${pattern}))`;

/** What lists of people are searched by: each word must begin a name, or the employee number. */
export function searchCondition(q: string | undefined, person: string): Prisma.Sql {
  const conditions = patternsOf(q).map((pattern) => namedLike(Prisma.raw(person), pattern));
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' and ');
}

/**
 * What lists of requests are searched by: each word must begin a name of the agent, their employee number, or the request's
 * number. Found by the indexes of each, a word at a time: a condition over two tables would read every request.
 */
export function requestMatches(q: string | undefined, requestId: Prisma.Sql): Prisma.Sql {
  const conditions = patternsOf(q).map(
    (pattern) => Prisma.sql`${requestId} in (
      select x.id from request x
       where x.agent_id = any(array(select n.id from person n where ${namedLike(Prisma.sql`n`, pattern)}))
      union all select x.id from request x where x.number like ${pattern})`,
  );
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' and ');
}
