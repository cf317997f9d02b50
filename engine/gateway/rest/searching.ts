import type { RequestHandler } from 'express';
import type { EntityName } from '../../history/entities.ts';
import type { GatewayContext } from '../context.ts';
import { Refused } from '../refused.ts';
import { bodyOf, readKey } from './body.ts';

/** `POST …/search` over one kind of entity; `narrow` adds what the path says to the filter. */
export function searching(
  { history }: GatewayContext,
  entity: EntityName,
  narrow: (parameters: Record<string, string>) => object = () => ({}),
): RequestHandler {
  return async (request, response) => {
    const { filter, sort, page } = bodyOf(request);
    const narrowed = { ...(filter as object | undefined), ...narrow(request.params as Record<string, string>) };
    response.json(await history.search(entity, { filter: narrowed, sort, page }));
  };
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
