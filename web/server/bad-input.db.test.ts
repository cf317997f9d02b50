import { createServer, type Server, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aFilledDraft, aPortal, type Browser, ORIGIN, type TestPortal } from './testing/portal.ts';
import { MATRIX } from './testing/rights-table.ts';

let portal: TestPortal;
let server: Server;
let port: number;
let claire: Browser;
let lea: Browser;
beforeAll(async () => {
  portal = await aPortal();
  server = createServer(portal.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  claire = await portal.as('claire.agent');
  lea = await portal.as('lea.fontaine');
});
afterAll(async () => {
  expect(portal.logged.filter((line) => line.includes('unexpected fault'))).toEqual([]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await portal.close();
});

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Bytes sent in pieces of 64 kB, their number not announced. */
  readonly streamed?: number;
  readonly body?: string | Buffer;
}

/** Speaks HTTP without the manners of a client: paths as they are, headers as they are. */
function ask(path: string, { method = 'GET', headers = {}, streamed = 0, body }: Sent = {}) {
  return new Promise<{ status: number; code: string | undefined; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const asked = send(
        { port, host: '127.0.0.1', path, method, headers: { Cookie: claire.cookie, ...headers } },
        async (answer) => {
          let text = '';
          for await (const chunk of answer) text += chunk;
          const code = text.startsWith('{') ? JSON.parse(text).code : undefined;
          resolve({ status: answer.statusCode ?? 0, code, headers: answer.headers });
        },
      );
      asked.on('error', reject);
      if (streamed === 0) return void asked.end(body);
      let left = streamed;
      const more = (): void => {
        for (; left > 0; left -= 65_536)
          if (!asked.write(Buffer.alloc(65_536, 'x')))
            return void asked.once('drain', () => {
              left -= 65_536;
              more();
            });
        asked.end();
      };
      more();
    },
  );
}

describe('an address that is not understood', () => {
  test.each([
    ['/api/requests?q=%00', 400],
    ['/api/requests?kind=%00', 400],
    ['/api/tasks?q=%00', 400],
    ['/api/tasks?kind=%00', 400],
    ['/api/catalogue/%00', 400],
    ['/api/catalogue/%FF', 400],
    ['/api/requests/%00', 400],
    ['/api/requests?after=1', 400],
    ['/api/requests?before=-1', 400],
    ['/api/tasks?after=NaN', 400],
    ['/api/tasks?after=0198d2b1-7c00-7000-8000-000000000000', 400],
    ['/api/requests?pageSize=101', 400],
    ['/api/requests?q=a&q=b', 400],
    [`/api/requests?q=${'a'.repeat(201)}`, 400],
    ['/api/requests?sort=p.last_name', 400],
    ['/api/requests?scope=all', 400],
    ['/api/tasks/abc', 400],
    ['/api/tasks/99999999999999999999', 400],
    ['/api/requests/1', 400],
    ['/api/dossiers/0198d2b1-7c00-7000-8000-000000000000/pieces/99999999999', 400],
    ['/api/requests?after=0198d2b1-7c00-7000-8000-000000000000&pageSize=100', 200],
    ['/api/tasks?before=9999999999999999999', 200],
    ['/api/requests?__proto__=1&constructor=2', 200],
  ])('%s answers %i', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });

  test('signs that mean something to a database are letters like any other', async () => {
    for (const q of ['%', '_', '\\', "'", '"', "' or '1'='1", '%%%%', '; drop table request', '\ud83d\ude00']) {
      const { body } = await claire.get(`/api/requests?q=${encodeURIComponent(q)}`).expect(200);
      expect([q, body.total]).toEqual([q, 0]);
    }
  });

  test.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/../package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%2e%2e/%2e%2e/main.ts',
    '//etc/passwd',
    '/%00',
    '/index.html%00.js',
    '/%E0%A4%A',
    `/${'a'.repeat(5000)}`,
    `/${'a/'.repeat(3000)}`,
  ])('no file is read outside of the screens: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('an identifier that names nothing', () => {
  const NOTHING = '0198d2b1-7c00-7000-8000-000000000000';
  const named = (address: string): string =>
    address.replaceAll(
      /:(\w+)/g,
      (_, name) => ({ key: '9999999999999', sha256: 'a'.repeat(64) })[name as string] ?? NOTHING,
    );
  const addresses = new Set(
    MATRIX.filter(({ path }) => path.includes('/:')).map(({ verb, path }) => `${verb} ${named(path)}`),
  );

  test.each(['claire.agent', 'nadia.gestionnaire', 'sophie.signataire', 'alice.analyste', 'adam.administrateur'])(
    'is no fault of ours, at any address, for %s',
    async (who) => {
      const { cookie = '' } = await portal.as(who);
      const headers = { Cookie: cookie, Origin: ORIGIN, 'Content-Type': 'application/json' };
      const faults: string[] = [];
      for (const address of addresses) {
        const [method = '', path = ''] = address.split(' ');
        const body = method === 'GET' || method === 'DELETE' ? '' : '{"reason":"Une raison."}';
        const { status } = await ask(path, { method, headers, body });
        if (status === 500) faults.push(address);
      }
      expect(faults).toEqual([]);
    },
  );
});

describe('a request that is not HTTP as browsers speak it', () => {
  test.each(['PUT', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY'])('the verb %s means nothing there', async (method) => {
    expect((await ask('/api/me', { method, headers: { Origin: ORIGIN } })).status).toBe(404);
  });

  test('HEAD answers the head, and opens no stream', async () => {
    expect((await ask('/api/me', { method: 'HEAD' })).status).toBe(200);
    expect((await ask('/api/events', { method: 'HEAD' })).status).toBe(404);
  });

  test.each([
    ['a line that is none', 'GARBAGE\r\n\r\n'],
    ['no host', 'GET /api/me HTTP/1.1\r\n\r\n'],
    [
      'two lengths',
      'POST /api/drafts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a NUL in a header', 'GET /api/me HTTP/1.1\r\nHost: a\r\nCookie: a=\0\r\n\r\n'],
    ['headers without end', `GET /api/me HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('%s is refused', async (_what, text) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', () => {});
    });
    expect(answer).toMatch(/^HTTP\/1\.1 4(?:00|31) /);
  });

  test('whatever host is claimed, no address of ours changes', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
    const { body } = await portal.stranger.get('/api/openapi.json').set(headers).expect(200);
    expect(JSON.stringify(body)).not.toContain('evil');
    const credentials = { email: 'lea.fontaine@harmonie.example', password: 'Harmonie-2026!' };
    const signedIn = await portal.stranger.post('/api/auth/sign-in/email').set(headers).send(credentials).expect(200);
    expect(String(signedIn.headers['set-cookie'])).not.toMatch(/evil|Domain|Secure/);
  });
});

describe('who asks', () => {
  const begin = (headers: Record<string, string>) =>
    ask('/api/drafts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: '{"kind":"none"}',
    });

  test.each([
    ['https://evil.example', {}],
    ['null', {}],
    [`${ORIGIN}.evil.example`, {}],
    ['http://localhost:3001', {}],
    ['http://127.0.0.1', {}],
    ['https://localhost:3000', {}],
    ['', {}],
  ])('a page of « %s » changes nothing', async (origin, headers) => {
    expect(await begin({ Origin: origin, ...headers })).toMatchObject({ status: 403, code: 'foreign-origin' });
  });

  test.each(['cross-site', 'same-site', 'same-origin', 'none'])(
    'a browser that hides its origin (%s) changes nothing',
    async (site) => {
      expect(await begin({ 'Sec-Fetch-Site': site })).toMatchObject({ status: 403, code: 'foreign-origin' });
    },
  );

  test('a cookie that was tampered with is nobody’s', async () => {
    const [name, value = ''] = (claire.cookie ?? '').split('=');
    for (const cookie of [
      `${name}=`,
      `${name}=%00.a`,
      `${name}=%FF`,
      `${name}=${value.split('.')[0]}`,
      `${name}=a${value}`,
      `${name}=${'x'.repeat(5000)}`,
    ]) {
      expect(await ask('/api/me', { headers: { Cookie: cookie } })).toMatchObject({ status: 401, code: 'signed-out' });
    }
  });

  test('no script that is not ours runs in a page, and nothing is called elsewhere', async () => {
    const { headers } = await ask('/api/health');
    const policy = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
    );
    for (const directive of ['default-src', 'script-src', 'connect-src', 'form-action', 'object-src']) {
      expect([directive, policy.get(directive)]).toEqual([directive, ["'self'"]]);
    }
    expect(policy.get('script-src-attr')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(String(headers['content-security-policy'])).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('what is sent', () => {
  const post = (body: string | Buffer, headers: Record<string, string> = { 'Content-Type': 'application/json' }) =>
    ask('/api/drafts', { method: 'POST', headers: { Origin: ORIGIN, ...headers }, body });

  test.each([
    ['{', {}],
    ['[]', {}],
    ['"x"', {}],
    ['null', {}],
    ['', {}],
    ['{"kind":["a"]}', {}],
    ['{"kind":NaN}', {}],
    ['{"kind":"\\u0000"}', {}],
    ['{"kind":"\\ud800"}', {}],
    ['{"__proto__":{"kind":"temps-partiel-sur-autorisation"}}', {}],
    ['{"kind":"x"}', { 'Content-Type': 'text/plain' }],
    ['kind=x', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }],
    ['{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'zzz' }],
  ])('%j is not understood', async (body, headers) => {
    expect(await post(body, { 'Content-Type': 'application/json', ...headers })).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
  });

  test('a megabyte of JSON is refused, announced or not', async () => {
    expect(await post(JSON.stringify({ kind: 'x'.repeat(1_000_000) }))).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
    const headers = { Origin: ORIGIN, 'Content-Type': 'application/json' };
    expect((await ask('/api/drafts', { method: 'POST', headers, streamed: 2_000_000 })).status).toBe(400);
  });

  test('a document over 10 MB is refused, announced or not, and nothing of it is kept', async () => {
    const { id } = await aFilledDraft(claire);
    const kept = await portal.dependencies.database.prisma.piece.count();
    const headers = { Origin: ORIGIN, 'X-Piece-Type': 'justification' };
    const path = `/api/drafts/${id}/pieces`;
    for (const sent of [{ body: Buffer.alloc(11 * 1024 * 1024) }, { streamed: 16 * 1024 * 1024 }]) {
      expect(await ask(path, { method: 'POST', headers, ...sent })).toMatchObject({
        status: 413,
        code: 'piece-too-large',
      });
    }
    expect(await portal.dependencies.database.prisma.piece.count()).toBe(kept);
  });
});

describe('a draft', () => {
  let id: string;
  let other: { id: string; pieceId: string };
  beforeAll(async () => {
    other = await aFilledDraft(lea);
  });
  beforeEach(async () => {
    ({ id } = await aFilledDraft(claire));
  });
  const save = (body: string) =>
    ask(`/api/drafts/${id}`, { method: 'PUT', headers: { Origin: ORIGIN, 'Content-Type': 'application/json' }, body });

  test.each([
    ['a NUL', '{"data":{"reason":"a\\u0000"},"revision":1}'],
    ['a NUL in a key', '{"data":{"a\\u0000":1},"revision":1}'],
    ['half a character', '{"data":{"reason":"\\ud800"},"revision":1}'],
    ['no bottom', `{"data":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}},"revision":1}`],
    ['a revision that no counter holds', '{"data":{},"revision":1000000000000}'],
    ['the last revision there is', '{"data":{},"revision":2147483647}'],
    ['a revision in words', '{"data":{},"revision":"1"}'],
    ['a list for data', '{"data":[],"revision":1}'],
  ])('with %s is refused, and stays as it was', async (_what, body) => {
    expect(await save(body)).toMatchObject({ status: 400, code: 'bad-request' });
    expect((await claire.get(`/api/drafts/${id}`).expect(200)).body.revision).toBe(1);
  });

  test('with « __proto__ » pollutes nothing', async () => {
    await save('{"data":{"__proto__":{"polluted":"yes"}},"revision":1}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await claire.get(`/api/drafts/${id}`)).body.polluted).toBeUndefined();
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a number for a choice', { quota: 80 }, 'quota option'],
    ['a choice that is not offered', { quota: '100' }, 'quota option'],
    ['a day that does not exist', { startDate: '2030-02-31' }, 'startDate date'],
    ['a list for a day', { startDate: ['2030-09-01'] }, 'startDate type'],
    ['an instant for a day', { startDate: '2030-09-01T00:00:00Z' }, 'startDate date'],
    ['an object for a text', { reason: { toString: 'x' } }, 'reason type'],
    ['a text without end', { reason: 'x'.repeat(20_000) }, 'reason too-long'],
    ['a text that looks empty', { reason: ' \u200b ' }, 'reason too-short'],
    ['a field that is none', { isAdmin: true }, 'isAdmin unknown-field'],
    ['a name of the language', { constructor: 1 }, 'constructor unknown-field'],
    ['an identifier alone for a piece', { justification: 'x' }, 'justification type'],
    ['a question for an identifier', { justification: { id: { contains: '' } } }, 'justification type'],
    ['nothing for what is needed', { startDate: null }, 'startDate required'],
  ])('with %s is not filed', async (_what, change, fault) => {
    const { body } = await claire.get(`/api/drafts/${id}`).expect(200);
    await claire
      .put(`/api/drafts/${id}`)
      .send({ data: { ...body.data, ...change }, revision: 1 })
      .expect(200);
    const refused = await claire.post(`/api/drafts/${id}/submission`).expect(422);
    expect(refused.body.faults.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toContain(
      fault,
    );
    expect(await portal.dependencies.database.prisma.request.count({ where: { draftId: id } })).toBe(0);
  });

  test('with a piece of another’s draft, or of another draft of one’s own, is not filed', async () => {
    const mine = await aFilledDraft(claire);
    for (const [turn, pieceId] of [other.pieceId, mine.pieceId].entries()) {
      const { body } = await claire.get(`/api/drafts/${id}`);
      const data = { ...body.data, justification: { id: pieceId, name: 'x' } };
      await claire
        .put(`/api/drafts/${id}`)
        .send({ data, revision: 1 + turn })
        .expect(200);
      const refused = await claire.post(`/api/drafts/${id}/submission`).expect(422);
      expect(refused.body.faults).toEqual([{ field: 'justification', code: 'piece-unknown', params: {} }]);
    }
    await claire.get(`/api/drafts/${id}/pieces/${other.pieceId}`).expect(404);
    await claire.delete(`/api/drafts/${id}/pieces/${mine.pieceId}`).expect(404);
    await lea.get(`/api/drafts/${other.id}/pieces/${other.pieceId}`).expect(200);
  });

  test('cannot be changed nor filled once it is a request', async () => {
    await claire.post(`/api/drafts/${id}/submission`).expect(201);
    expect((await save('{"data":{},"revision":1}')).code).toBe('draft-already-filed');
    const piece = { Origin: ORIGIN, 'X-Piece-Type': 'justification' };
    expect((await ask(`/api/drafts/${id}/pieces`, { method: 'POST', headers: piece, body: '%PDF' })).code).toBe(
      'draft-already-filed',
    );
    expect((await claire.delete(`/api/drafts/${id}`)).body.code).toBe('draft-already-filed');
  });
});
