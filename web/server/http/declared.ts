import { isDeepStrictEqual } from 'node:util';
import type { Response } from 'express';
import type { Reply, Route } from './route.ts';

/**
 * Holds an answer against what the contract declares: its status, and either its schema, nothing more and nothing less,
 * or its media type. Types prove most of it; not what a row of the database holds, nor a member that nobody declared.
 * @throws {Error} naming the endpoint and where its answer departs
 */
export function mustBeDeclared({ name, answers }: Route, reply: Reply, response: Response): void {
  const status = reply?.status ?? response.statusCode;
  const declared = answers[status];
  const departure = (how: string) => new Error(`${name} answers ${status} ${how}`);
  if (declared === undefined) throw departure('which it does not declare');
  if (typeof declared === 'string') {
    const sent = String(response.getHeader('content-type') ?? '');
    if (reply !== undefined || !sent.startsWith(declared)) throw departure(`as « ${sent} » and not as ${declared}`);
  } else if (declared === null) {
    if (reply?.body !== undefined) throw departure('with a body');
  } else {
    const sent: unknown = JSON.parse(JSON.stringify(reply?.body ?? null));
    const read = declared.safeParse(sent);
    if (!read.success) throw departure(`outside its schema: ${read.error.message}`);
    if (!isDeepStrictEqual(read.data, sent))
      throw departure(`with more than its schema holds: ${differences(sent, read.data)}`);
  }
}

/** The paths of what the schema left out. */
function differences(sent: unknown, read: unknown, path = ''): string {
  if (isDeepStrictEqual(sent, read)) return '';
  if (typeof sent !== 'object' || sent === null || typeof read !== 'object' || read === null) return path;
  const kept = read as Record<string, unknown>;
  return Object.entries(sent)
    .map(([key, value]) => differences(value, kept[key], `${path}/${key}`))
    .filter((found) => found !== '')
    .join(', ');
}
