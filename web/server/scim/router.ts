import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ZodError } from 'zod';
import { LineRefused } from '#application/people/imports/apply-line.ts';
import { deleteGroup, type GroupSaid, putGroup } from '#application/people/scim/put-group.ts';
import { putUser, type UserSaid } from '#application/people/scim/put-user.ts';
import { syncGroup } from '#application/people/scim/sync-group.ts';
import { tokenDigest } from '#application/people/scim/token.ts';
import { DomainError } from '#domain/errors.ts';
import { faultWords } from '#domain/people/import-words.ts';
import {
  findUser,
  type GroupRow,
  groupsOf,
  listGroups,
  listUsers,
  openToken,
  type ScimUserRow,
  type TokenFacts,
} from '#prisma/repositories/people/scim.ts';
import { Plain } from '#web/contract/common.ts';
import type { Dependencies } from '../dependencies.ts';
import { STATUS_OF } from '../errors.ts';
import { describeFault } from '../http/access-log.ts';
import { toDomainError } from '../http/problem.ts';
import { resourceTypes, schemas, serviceProvider } from './discovery.ts';
import { GroupBody, groupResource, groupSaid, patchedGroup } from './group-body.ts';
import { PatchBody, patched } from './patch.ts';
import { takenWords } from './taken.ts';
import { asSaid, saidIn, UserBody, userResource } from './user-body.ts';
import { ERROR, LIST, SCIM_MEDIA, ScimProblem } from './words.ts';

const MAX_BODY = '256kb';
const MAX_COUNT = 100;
/** Groups at once with their members, who are thousands; a directory goes on from `itemsPerPage`. */
const MAX_WITH_MEMBERS = 20;
/** Calls of an address in a minute, and of those only so many without a token that opens. */
const MAX_CALLS = 3_000;
const MAX_REFUSED = 60;
const MINUTE = 60_000;

interface Call {
  readonly token: TokenFacts;
  readonly at: Date;
}

/**
 * SCIM 2.0, for a directory that keeps the ministry's people: outside of /api, without cookies, under a token. Every address
 * asks for it, and answers the same to any other.
 */
export function scimRouter(dependencies: Pick<Dependencies, 'database' | 'settings' | 'now' | 'log'>): Router {
  const { database, settings, now } = dependencies;
  const { prisma } = database;
  const deps = { database, mailDomain: new URL(settings.baseUrl).hostname };
  const base = `${settings.baseUrl.replace(/\/$/, '')}/scim/v2`;
  const router = Router({ caseSensitive: true });
  const calls = new WeakMap<Request, Call>();
  const callOf = (request: Request): Call => {
    const call = calls.get(request);
    if (call === undefined) throw new Error('no token was asked for');
    return call;
  };

  router.use(...limits());
  router.use(async (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    const at = now();
    const [, given = ''] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.get('authorization') ?? '') ?? [];
    const token = await openToken(prisma, tokenDigest(given), at);
    if (token === null) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="scim"');
      throw new ScimProblem(401, 'A token that opens is needed.');
    }
    calls.set(request, { token, at });
    next();
  });
  router.use(express.json({ limit: MAX_BODY, type: [SCIM_MEDIA, 'application/json'] }));

  const answer = (response: Response, status: number, body: object) => {
    response.status(status).type(SCIM_MEDIA).send(JSON.stringify(body));
  };
  const answerUser = (response: Response, status: number, row: ScimUserRow) => {
    const resource = userResource(row, base);
    response.setHeader('ETag', resource.meta.version);
    response.setHeader('Location', resource.meta.location);
    answer(response, status, resource);
  };
  const page = (items: readonly object[], total = items.length, startIndex = 1) => ({
    ...{ schemas: [LIST], totalResults: total, startIndex, itemsPerPage: items.length, Resources: items },
  });
  const put = (request: Request, id: string | null, said: (row: ScimUserRow | null) => UserSaid) =>
    putUser(deps, { ...callOf(request), id, version: versionOf(request), said });

  router.param('id', (_request, _response, next, id) => {
    next(Plain.safeParse(id).success ? undefined : new ScimProblem(404, 'There is nothing at this address.'));
  });

  router.get('/ServiceProviderConfig', (_request, response) => answer(response, 200, serviceProvider));
  router.get('/ResourceTypes', (_request, response) => answer(response, 200, page(resourceTypes)));
  router.get('/Schemas', (_request, response) => answer(response, 200, page(schemas)));
  router.get('/Users', async (request, response) => {
    const start = whole(request.query.startIndex, 1, 1, 1_000_000);
    const count = whole(request.query.count, MAX_COUNT, 0, MAX_COUNT);
    const { rows, total } = await listUsers(prisma, {
      ...filterOf(request.query.filter, USERS_FILTERED),
      start,
      count,
    });
    answer(
      response,
      200,
      page(
        rows.map((row) => userResource(row, base)),
        total,
        start,
      ),
    );
  });
  router.post('/Users', async (request, response) => {
    const body = UserBody.parse(request.body);
    const made = await put(request, null, (row) => saidIn(body, row));
    // Whom a group named before they came.
    for (const groupId of await groupsOf(prisma, made.id)) await syncGroup(deps, groupId, callOf(request));
    answerUser(response, 201, made);
  });
  router.get('/Users/:id', async (request, response) => {
    const row = await findUser(prisma, 'id', request.params.id);
    if (row === null) throw new ScimProblem(404, 'There is no such user.');
    answerUser(response, 200, row);
  });
  router.put('/Users/:id', async (request, response) => {
    const body = UserBody.parse(request.body);
    answerUser(response, 200, await put(request, request.params.id, (row) => saidIn(body, row)));
  });
  router.patch('/Users/:id', async (request, response) => {
    const operations = PatchBody.parse(request.body);
    const said = (row: ScimUserRow | null) =>
      saidIn(UserBody.parse(patched(row === null ? {} : userResource(asSaid(row), base), operations)), row);
    answerUser(response, 200, await put(request, request.params.id, said));
  });
  // Nothing is erased: whoever is deleted left.
  router.delete('/Users/:id', async (request, response) => {
    const said = (row: ScimUserRow | null) =>
      saidIn(UserBody.parse({ ...(row !== null && userResource(row, base)), active: false }), row);
    await put(request, request.params.id, said);
    response.status(204).end();
  });
  const answerGroup = (response: Response, status: number, row: GroupRow, withMembers = true) => {
    const resource = groupResource(row, base, { withMembers });
    response.setHeader('ETag', resource.meta.version);
    response.setHeader('Location', resource.meta.location);
    answer(response, status, resource);
  };
  const putOne = (request: Request, id: string | null, said: (row: GroupRow | null) => GroupSaid) =>
    putGroup(deps, { ...callOf(request), id, version: versionOf(request), said });
  router.get('/Groups', async (request, response) => {
    const start = whole(request.query.startIndex, 1, 1, 1_000_000);
    const withMembers = membersAsked(request);
    const max = withMembers ? MAX_WITH_MEMBERS : MAX_COUNT;
    const count = whole(request.query.count, max, 0, max);
    const filter = filterOf(request.query.filter, GROUPS_FILTERED);
    const { rows, total } = await listGroups(prisma, { ...filter, start, count, withMembers });
    answer(
      response,
      200,
      page(
        rows.map((row) => groupResource(row, base, { withMembers })),
        total,
        start,
      ),
    );
  });
  router.post('/Groups', async (request, response) => {
    const body = GroupBody.parse(request.body);
    answerGroup(response, 201, await putOne(request, null, () => groupSaid(body)));
  });
  router.get('/Groups/:id', async (request, response) => {
    const withMembers = membersAsked(request);
    const one = { key: 'id', value: request.params.id, start: 1, count: 1, withMembers } as const;
    const { rows } = await listGroups(prisma, one);
    const [row] = rows;
    if (row === undefined) throw new ScimProblem(404, 'There is no such group.');
    answerGroup(response, 200, row, withMembers);
  });
  router.put('/Groups/:id', async (request, response) => {
    const body = GroupBody.parse(request.body);
    answerGroup(response, 200, await putOne(request, request.params.id, () => groupSaid(body)));
  });
  router.patch('/Groups/:id', async (request, response) => {
    const operations = PatchBody.parse(request.body);
    const said = (row: GroupRow | null): GroupSaid => {
      if (row === null) throw new ScimProblem(404, 'There is no such group.');
      return patchedGroup(row, operations);
    };
    answerGroup(response, 200, await putOne(request, request.params.id, said));
  });
  router.delete('/Groups/:id', async (request, response) => {
    await deleteGroup(deps, request.params.id, callOf(request).at);
    response.status(204).end();
  });
  router.use(() => {
    throw new ScimProblem(404, 'There is nothing at this address.');
  });

  const refuse: ErrorRequestHandler = (error, _request, response, _next) => {
    if (response.headersSent) return void response.destroy();
    const { status, detail, scimType } = refusal(error);
    if (status >= 500) dependencies.log.error(describeFault(error), 'a SCIM call met a fault of ours');
    answer(response, status, { schemas: [ERROR], status: String(status), detail, ...(scimType && { scimType }) });
  };
  router.use(refuse);
  return router;
}

function limits() {
  const refusedForLong = { schemas: [ERROR], status: '429', detail: 'Too many calls: try again in a minute.' };
  const common = {
    ...{ windowMs: MINUTE, standardHeaders: false, legacyHeaders: false },
    keyGenerator: ({ ip }: Request) => ipKeyGenerator(ip ?? ''),
    handler: (_request: Request, response: Response) => {
      response.status(429).type(SCIM_MEDIA).set('Retry-After', '60').send(JSON.stringify(refusedForLong));
    },
  };
  return [
    rateLimit({ ...common, limit: MAX_CALLS }),
    rateLimit({
      ...common,
      limit: MAX_REFUSED,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    }),
  ];
}

const whole = (text: unknown, otherwise: number, min: number, max: number): number =>
  typeof text === 'string' && /^-?\d{1,9}$/.test(text) ? Math.min(Math.max(Number(text), min), max) : otherwise;

/** « excludedAttributes=members,meta »: a directory that only looks for its groups does not read thousands of names. */
const membersAsked = ({ query: { excludedAttributes } }: Request): boolean =>
  !(typeof excludedAttributes === 'string' && /(?:^|,)\s*members\s*(?:,|$)/i.test(excludedAttributes));

/** « If-Match: W/"3" »: the version that was read. */
function versionOf(request: Request): number | null {
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(request.get('if-match') ?? '') ?? [];
  return version === undefined ? null : Number(version);
}

const USERS_FILTERED = { username: 'userName', externalid: 'externalId', id: 'id' } as const;
const GROUPS_FILTERED = { displayname: 'displayName', externalid: 'externalId', id: 'id' } as const;

/** @throws {ScimProblem} invalidFilter: only « attribute eq "value" » is understood */
function filterOf<Key extends string>(
  filter: unknown,
  known: Readonly<Record<string, Key>>,
): { key?: Key; value?: string } {
  if (filter === undefined) return {};
  const [, attribute = '', value] =
    /^\s*(\w{1,40})\s+eq\s+"((?:[^"\\]|\\["\\]){1,300})"\s*$/i.exec(typeof filter === 'string' ? filter : '') ?? [];
  const name = attribute.toLowerCase();
  const key = Object.hasOwn(known, name) ? known[name] : undefined;
  if (key === undefined || value === undefined || !Plain.safeParse(value).success)
    throw new ScimProblem(400, `Filters: ${Object.values(known).join(', ')}, eq, a value in quotes.`, 'invalidFilter');
  return { key, value: value.replace(/\\(["\\])/g, '$1') };
}

function refusal(error: unknown): { status: number; detail: string; scimType?: string | undefined } {
  if (error instanceof ScimProblem) return { status: error.status, detail: error.message, scimType: error.scimType };
  if (error instanceof LineRefused)
    return { status: 400, detail: faultWords(error.fault, 'en'), scimType: 'invalidValue' };
  if (error instanceof ZodError)
    return {
      status: 400,
      detail: error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')
        .slice(0, 500),
      scimType: 'invalidValue',
    };
  const problem = error instanceof DomainError ? error : toDomainError(error);
  const status = STATUS_OF[problem.code];
  const taken = takenWords(problem);
  return { status, detail: taken ?? problem.message, scimType: taken === null ? undefined : 'uniqueness' };
}
