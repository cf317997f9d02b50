import type { RequestHandler } from 'express';
import type { SearchResult } from '../../history/history.ts';
import { type EntityName, MAX_SHOWN } from '../../history/schema/entities.ts';
import type { GatewayContext } from '../context.ts';
import { Refused } from '../refused.ts';
import { bodyOf, pathKey } from './body.ts';
import { departure } from './departure.ts';

/** What every search may hold. */
export const SEARCH = ['filter', 'sort', 'page'];

/** One entity; `called` is how a refusal names it. @throws {Refused} NOT_FOUND */
export async function mustFind(
  { history }: Pick<GatewayContext, 'history'>,
  entity: EntityName,
  key: string,
  called: string,
): Promise<Record<string, unknown>> {
  const found = await history.find(entity, key);
  if (found === null) throw new Refused('NOT_FOUND', `${called} with key '${key}' not found`);
  return found;
}

/** `POST …/search` over one kind of entity. */
export function searching({ history }: GatewayContext, entity: EntityName): RequestHandler {
  return async (request, response) => {
    const { filter, sort, page } = bodyOf(request, SEARCH);
    response.json(await history.until(departure(response)).search(entity, { filter, sort, page }));
  };
}

/** What a search of variables found: long values cut, unless the query says `truncateValues=false`. */
export function cut(request: { query: unknown }, found: SearchResult): SearchResult {
  const { truncateValues = 'true' } = request.query as { truncateValues?: unknown };
  if (truncateValues !== 'true' && truncateValues !== 'false')
    throw new Refused('INVALID_ARGUMENT', "'truncateValues' must be true or false");
  const items = found.items.map((item) => {
    if (item.isTruncated !== true) return item;
    return truncateValues === 'true'
      ? { ...item, value: String(item.value).slice(0, MAX_SHOWN) }
      : { ...item, isTruncated: false };
  });
  return { ...found, items };
}

/** `POST …/search` over variables. */
export function searchingVariables(
  { history }: GatewayContext,
  entity: 'variable' | 'clusterVariable',
): RequestHandler {
  return async (request, response) => {
    const { filter, sort, page } = bodyOf(request, SEARCH);
    const found = await history.until(departure(response)).search(entity, { filter, sort, page });
    response.json(cut(request, found));
  };
}

/** `POST …/{key}/incidents/search`: those of what the path names, of all inside it and of all that it called. */
export function searchingIncidents(
  context: GatewayContext,
  entity: 'processInstance' | 'elementInstance',
  parameter: string,
  called: string,
): RequestHandler {
  return async (request, response) => {
    const key = pathKey(request, parameter);
    const { filter, sort, page } = bodyOf(request, SEARCH);
    // a search that makes no sense is told before that there is nothing to search in
    const found = await context.history.until(departure(response)).incidentsWithin(key, { filter, sort, page });
    await mustFind(context, entity, key, called);
    response.json(found);
  };
}

/** `GET …/{key}` of one entity. */
export function finding(
  context: GatewayContext,
  entity: EntityName,
  parameter: string,
  called: string,
): RequestHandler {
  return async (request, response) => {
    const key = pathKey(request, parameter);
    response.json(await mustFind(context, entity, key, called));
  };
}
