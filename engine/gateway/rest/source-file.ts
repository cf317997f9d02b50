import type { RequestHandler } from 'express';
import type { LiveState } from '../../processing/protocol.ts';
import type { GatewayContext } from '../context.ts';
import { Refused } from '../refused.ts';
import { pathKey } from './body.ts';

/** `GET …/{key}/xml`: the file that what the key names came in; `resourceOf` says under which key it is kept. */
export function sourceFile(
  { engine, history }: GatewayContext,
  parameter: string,
  called: string,
  resourceOf: (state: LiveState, key: string) => string | undefined,
): RequestHandler {
  return async (request, response) => {
    const key = pathKey(request, parameter);
    const file = engine.state.resources.get(resourceOf(engine.state, key) ?? '');
    const content = file?.content ?? (await history.deletedFile(key));
    if (content === null) throw new Refused('NOT_FOUND', `${called} with key '${key}' not found`);
    response.type('text/xml').send(content);
  };
}
