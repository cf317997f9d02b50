import { Prisma } from '../client.ts';

/** What lists are searched by: each word must begin a name, or the request's number. */
export function searchCondition(q: string | undefined, person: string, requestNumber?: string): Prisma.Sql {
  const words = (q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);
  if (words.length === 0) return Prisma.sql`true`;
  const conditions = words.map((word) => {
    const start = `${word.replace(/[\\%_]/g, '\\$&')}%`;
    const name = Prisma.raw(person);
    const number =
      requestNumber === undefined ? Prisma.sql`false` : Prisma.sql`${Prisma.raw(requestNumber)} like ${start}`;
    return Prisma.sql`(search_key(${name}.last_name) like search_key(${start})
      or search_key(${name}.first_name) like search_key(${start})
      or ${name}.employee_number like ${start} or ${number})`;
  });
  return Prisma.join(conditions, ' and ');
}
