import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { createApp } from '../app.ts';
import type { Route } from '../http/route.ts';
import { aPortal, type Browser, type TestPortal } from '../testing/portal.ts';
import { allRoutes } from './table.ts';

let portal: TestPortal;
let routes: Route[];
beforeAll(async () => {
  portal = await aPortal();
  routes = allRoutes(portal.dependencies);
});
afterAll(() => portal.close());

/** An address of the route that leads nowhere: well formed, of nothing that exists. */
const addressOf = ({ path }: Route): string =>
  path
    .replace(
      /:(?:id|pieceId|actId|noticeId|personId|versionId|entryId|correctionId)/g,
      '0198d2b1-7c00-7000-8000-000000000000',
    )
    .replace(':key', '12345')
    .replace(':month', '2030-01')
    .replace(':number', '1')
    .replace(':kind', 'none')
    .replace(':sha256', 'a'.repeat(64));
const call = (browser: Browser, route: Route) => browser[route.method](addressOf(route));

describe('every address of the API has a right', () => {
  test('whoever is not signed in is let in nowhere but where all are', async () => {
    for (const route of routes) {
      const { status, body } = await call(portal.stranger, route);
      // 400: it has a body, which says nothing here.
      if (route.right === 'anyone') expect([200, 400, 404, 503]).toContain(status);
      else
        expect({ path: route.path, status, code: body.code }).toEqual({
          path: route.path,
          status: 401,
          code: 'signed-out',
        });
    }
  });

  test('an agent is refused what asks for a habilitation', async () => {
    const claire = await portal.as('claire.agent');
    for (const route of routes.filter(({ right }) => typeof right === 'object')) {
      const { status, body } = await call(claire, route);
      expect({ path: route.path, status, code: body.code }).toEqual({
        path: route.path,
        status: 403,
        code: 'forbidden',
      });
    }
  });

  test('nobody finds anything by guessing an identifier', async () => {
    const guarded = routes.filter(({ guard, path }) => guard !== null && /:/.test(path) && !/sessions/.test(path));
    expect(guarded.length).toBeGreaterThan(15);
    for (const name of ['claire.agent', 'nadia.gestionnaire', 'adam.administrateur', 'felix.financier']) {
      const browser = await portal.as(name);
      const mine = guarded.filter(({ body, right, path }) => {
        const closed = name === 'felix.financier' && typeof right === 'object' && !right.includes('financier');
        return !body && !closed && !path.includes(':month');
      });
      for (const route of mine) {
        // Whoever lacks the habilitation is turned away at the door.
        const outside = typeof route.right === 'object' && name !== 'felix.financier';
        const { status } = await call(browser, route);
        expect({
          path: route.path,
          method: route.method,
          found: outside ? [403, 404].includes(status) : status,
        }).toEqual({
          path: route.path,
          method: route.method,
          found: outside ? true : 404,
        });
      }
    }
  });

  test('a page of another site changes nothing', async () => {
    const claire = await portal.as('claire.agent');
    const answer = await claire.post('/api/drafts').set('Origin', 'https://elsewhere.example').send({ kind: 'x' });
    expect([answer.status, answer.body.code]).toEqual([403, 'foreign-origin']);
  });

  test('every address is described, and each answer has its schema', async () => {
    const { body } = await portal.stranger.get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    for (const { path, method } of routes) {
      expect(body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method]).toBeDefined();
    }
  });
});

describe('addresses that are none', () => {
  test('the API says so as a problem, without a stack', async () => {
    const { status, body, headers } = await portal.stranger.get('/api/nothing');
    expect([status, body.code, headers['content-type']]).toEqual([
      404,
      'not-found',
      'application/problem+json; charset=utf-8',
    ]);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
  });

  test('health says what is away, to all', async () => {
    const { status, body } = await portal.stranger.get('/api/health');
    expect({ status, body }).toEqual({
      status: 503,
      body: { status: 'degraded', database: 'up', engine: 'down', mail: 'down', storage: 'up', catcher: null },
    });
  });

  test('it is ready without engine nor mail, since what people ask is kept for them; not once it is asked to stop', async () => {
    const { status, body } = await portal.stranger.get('/api/health/ready');
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready', database: 'up' } });
    const app = createApp({ ...portal.dependencies, stopping: AbortSignal.abort() });
    const stopped = await supertest(app).get('/api/health/ready');
    expect([stopped.status, stopped.body.status]).toEqual([503, 'stopping']);
    expect((await supertest(app).get('/api/health/live')).status).toBe(200);
  });
});
