import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { lacksSecondFactor } from '#domain/account/second-factor.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { holdsSomewhere } from '#domain/permissions/actor.ts';
import type { Dependencies } from '../dependencies.ts';
import { mustBeDeclared } from './declared.ts';
import type { Call, Route } from './route.ts';
import { sendJson } from './send-json.ts';

/** Bodies are forms and sentences; files go by their own routes. */
const MAX_JSON = '256kb';
/**
 * Outside production, so many answers of each route are held against what it declares: whoever wrote it is told, and a
 * demonstration that serves thousands does not pay for it.
 */
const HELD_AGAINST_CONTRACT = 200;

/** Puts the routes behind their doors: session, right, then schemas. The order matters: a stranger learns nothing. */
export function mount(routes: readonly Route[], { sessions, now, settings }: Dependencies): Router {
  const router = Router({ caseSensitive: true });
  const json = express.json({ limit: MAX_JSON, type: 'application/json' });
  for (const route of routes) {
    const params = route.params && z.object(route.params);
    let toCheck = settings.production ? 0 : HELD_AGAINST_CONTRACT;
    const handle: RequestHandler = async (request, response) => {
      const me = route.right === 'anyone' ? undefined : await sessions.require(request);
      const day = parisDay(now());
      if (me && route.session !== 'any' && lacksSecondFactor(me.actor, me.signIn.strength, day))
        throw new DomainError('second-factor-required');
      if (me && typeof route.right === 'object') {
        const actor = me.actor;
        if (!route.right.some((role) => holdsSomewhere(actor, role, day))) throw new DomainError('forbidden');
      }
      if (route.body) {
        const parser = route.maxJson ? express.json({ limit: route.maxJson, type: 'application/json' }) : json;
        await read(parser, request, response);
      }
      const reply = await route.handle({
        params: params?.parse(request.params),
        query: route.query?.parse(request.query),
        body: route.body?.parse(request.body ?? {}),
        me: me as Call['me'],
        at: now(),
        request,
        response,
      });
      if (toCheck-- > 0) mustBeDeclared(route, reply, response);
      if (!reply) return;
      response.status(reply.status);
      if (reply.body === undefined) response.end();
      else await sendJson(request, response, reply.body);
    };
    router[route.method](route.path, handle);
  }
  return router;
}

/** Reads the body only once the caller is known to be allowed in. */
const read = (parser: RequestHandler, request: express.Request, response: express.Response): Promise<void> => {
  if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding']) {
    if (!request.is('application/json'))
      throw new DomainError('bad-request', {}, [{ field: '', code: 'not-json', params: {} }]);
  }
  return new Promise((resolve, reject) => {
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
};
