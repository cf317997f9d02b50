import type { RequestHandler } from 'express';
import type { EntityName } from '../../history/entities.ts';
import type { GatewayContext } from '../context.ts';
import { Refused } from '../refused.ts';
import { bodyOf, readKey } from './body.ts';

/** What every search may hold. */
export const SEARCH = ['filter', 'sort', 'page'];

/** `POST …/search` over one kind of entity; `narrow` adds what the path says to the filter. */
export function searching(
  { history }: GatewayContext,
  entity: EntityName,
  narrow?: (parameters: Keys) => object,
): RequestHandler {
  return async (request, response) => {
    const { filter, sort, page } = bodyOf(request, SEARCH);
    const narrowed = narrow === undefined ? filter : narrowing(filter, narrow(request.params as Keys));
    response.json(await history.search(entity, { filter: narrowed, sort, page }));
  };
}

type Keys = Record<string, string>;

/** What the path says holds besides what the caller filters on. */
function narrowing(filter: unknown, condition: object): unknown {
  return filter === undefined || filter === null ? condition : { $or: [filter], ...condition };
}

/** `GET …/{key}` of one entity. */
export function finding(
  { history }: GatewayContext,
  entity: EntityName,
  parameter: string,
  called: string,
): RequestHandler {
  return async (request, response) => {
    const key = readKey(request.params[parameter], parameter);
    const found = await history.find(entity, key);
    if (found === null) throw new Refused('NOT_FOUND', `${called} with key '${key}' not found`);
    response.json(found);
  };
}
