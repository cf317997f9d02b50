import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import { pino } from 'pino';
import supertest from 'supertest';
import { readText } from '#bin/verify/text.ts';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { type Database, openDatabase, Prisma } from '#prisma/client.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { demonstrationAccount } from '#prisma/seed/accounts.ts';
import { seedDemonstration } from '#prisma/seed/seed.ts';
import { createApp } from '#web/server/app.ts';
import { createAuth } from '#web/server/auth/auth.ts';
import { createSessions } from '#web/server/auth/sessions.ts';
import { createStepUp } from '#web/server/auth/step-up.ts';
import { type Channels, openChannels } from '#web/server/live/channels.ts';
import { watchStorage } from '#web/server/storage.ts';
import { apart } from '#web/server/testing/apart.ts';
import { openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { actors } from '#workers/testing/play.ts';

// The power to sign, tried on the three roads to a signature: the screen that shows the act, the API that takes the
// decision, and a task completed straight on the engine, past the portal.

const FACTOR_KEY = new Uint8Array(32).fill(5);
const SECRET = 'a secret for tests, long enough to pass';
const ORIGIN = 'http://localhost:3000';
const DAY_MS = 24 * 3_600_000;
const day = (offset: number) => dateColumn(parisDay(new Date(Date.now() + offset * DAY_MS)));

let bench: WorkerBench;
let owner: Database;
let channels: Channels;
let app: ReturnType<typeof createApp>;
let play: ReturnType<typeof actors>;
const people: Record<string, string> = {};
let requestId: string;
let key: string;
let sha256: string;

const idOf = async (name: string) =>
  (await owner.prisma.person.findFirstOrThrow({ where: { workEmail: `${name}@harmonie.example` } })).id;
const structureId = async (code: string) => (await owner.prisma.structure.findUniqueOrThrow({ where: { code } })).id;

beforeAll(async () => {
  bench = await openWorkerBench();
  owner = openDatabase(bench.db.ownerUrl);
  await seedDemonstration({ ownerUrl: bench.db.ownerUrl, factorKeys: [FACTOR_KEY] });
  const { database } = bench.db;
  const log = pino({ level: 'silent' });
  const factors = createSecretValues(FACTOR_KEY);
  const auth = createAuth({ database, baseUrl: ORIGIN, secret: SECRET, factors, log });
  channels = openChannels(bench.db.url, database);
  app = createApp({
    database,
    live: database,
    heavy: database,
    documents: bench.documents,
    engine: bench.engine,
    auth,
    sessions: createSessions(auth, database),
    stepUp: createStepUp(factors),
    factors,
    secrets: createSecretValues(Buffer.alloc(32)),
    channels,
    ...apart,
    log,
    now: () => new Date(),
    storage: watchStorage('.'),
    mailAnswers: async () => true,
    stopping: new AbortController().signal,
    settings: {
      baseUrl: ORIGIN,
      demonstration: true,
      production: false,
      metricsToken: null,
      catcherUrl: null,
      sealAuthorityPath: '',
      stampsAuthorityPath: null,
      trustProxy: 0,
      providerLabel: null,
      clientFolder: import.meta.dirname,
      engineTimeoutMs: 60_000,
    },
  });
  for (const name of ['claire.agent', 'paul.superieur', 'victor.valideur', 'sophie.signataire', 'helene.marchand'])
    people[name.split('.')[0] ?? ''] = await idOf(name);
  await bench.start();
  const { claire = '', paul = '', victor = '', sophie = '' } = people;
  const office = { id: await structureId('TJ-VALMONT'), path: '' };
  play = actors(bench, { office, agent: claire, superior: paul, manager: paul, checker: victor, signer: sophie });
  requestId = await toSign();
  ({ key } = await play.taskAt(requestId, 'signature-arrete'));
  sha256 = await shownTo('sophie', key);
});
afterAll(async () => {
  await channels?.close();
  await owner?.close();
  await bench?.close();
});

/** A request that waits for its signature. */
async function toSign(): Promise<string> {
  const id = await play.file();
  await play.at(id, 'avis-superieur', people.paul ?? '', 'favorable');
  await play.at(id, 'visa', people.victor ?? '', 'approved');
  return id;
}

const cookies = new Map<string, string>();
async function post(name: string, address: string, body: object) {
  const signIn = async () => {
    const whose = name === 'helene' ? 'helene.marchand' : `${name}.signataire`;
    const { email, password, totpSecret = '' } = demonstrationAccount(`${whose}@harmonie.example`);
    const give = async (road: string, given: object, cookie = '') => {
      const asked = supertest(app).post(`/api/auth/${road}`).set('Origin', ORIGIN).set('Cookie', cookie);
      const { headers } = await asked.send(given).expect(200);
      const set = headers['set-cookie'] as unknown as string[];
      return set.map((each) => each.split(';')[0]).join('; ');
    };
    const code = generateSync({ secret: totpSecret });
    return give('two-factor/verify-totp', { code }, await give('sign-in/email', { email, password }));
  };
  const cookie = cookies.get(name) ?? (await signIn());
  cookies.set(name, cookie);
  return supertest(app).post(address).set('Origin', ORIGIN).set('Cookie', cookie).send(body);
}

async function shownTo(name: string, taskKey: string): Promise<string> {
  const { status, body } = await post(name, `/api/tasks/${taskKey}/preview`, {});
  expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
  return body.sha256;
}

/** The proof that a right code would have left. */
async function proof(name: string, taskKey = key, shown = sha256): Promise<string> {
  const made = { taskKey, personId: people[name] ?? '', sha256: shown, method: 'totp' };
  const { id } = await owner.prisma.stepUpProof.create({
    data: { ...made, verifiedAt: new Date(), expiresAt: new Date(Date.now() + 300_000) },
  });
  return id;
}

/** How each road says no. */
const ROADS = {
  'the screen that shows the act': async () => {
    const { status, body } = await post('sophie', `/api/tasks/${key}/preview`, {});
    return `${status} ${body.code} ${body.params?.reason ?? ''}`.trim();
  },
  'the API that takes the decision': async () => {
    const stepUpProofId = await proof('sophie');
    const body = { outcome: 'signed', shownSha256: sha256, stepUpProofId };
    const answer = await post('sophie', `/api/tasks/${key}/decision`, body);
    return `${answer.status} ${answer.body.code} ${answer.body.params?.reason ?? ''}`.trim();
  },
  'a task completed straight on the engine': async () => {
    const authentication = { method: 'password+totp', strength: 'two-factor' };
    const stepUpId = await proof('sophie');
    const author = { taskKey: key, requestId, authorId: people.sophie ?? '', outcome: 'signed' };
    const { id } = await owner.prisma.decisionIntent.create({
      data: { ...author, shownSha256: sha256, stepUpId, authentication, decidedAt: new Date() },
    });
    const answer = await bench.engine.completeUserTask(key, { decisionId: id, outcome: 'signed' });
    // Not a decision under way: the next road must not meet it.
    await owner.prisma.decisionIntent.delete({ where: { id } });
    return typeof answer === 'object' ? `denied ${answer.reason}` : answer;
  },
} as const;

type Fields = Record<string, unknown>;
/** Changes rows as an administrator would have, and gives what puts them back. */
async function change(table: 'delegation' | 'posting' | 'habilitation', of: string | null, data: Fields) {
  const model = owner.prisma[table] as unknown as {
    findFirstOrThrow(query: object): Promise<Fields & { id: string }>;
    update(query: object): Promise<unknown>;
  };
  const row = await model.findFirstOrThrow(
    of === null ? {} : { where: { personId: people[of], ...(table === 'habilitation' && { role: 'signataire' }) } },
  );
  await model.update({ where: { id: row.id }, data });
  return () =>
    model.update({
      where: { id: row.id },
      data: Object.fromEntries(Object.keys(data).map((name) => [name, row[name]])),
    });
}

/** Another office begins on the day after the former one ended; gives what puts both back. */
async function changeOffice(of: string) {
  const restore = await change('posting', of, { until: day(-1) });
  const personId = people[of] ?? '';
  const { grade } = await owner.prisma.posting.findFirstOrThrow({ where: { personId } });
  const next = { personId, structureId: await structureId('DAP'), quality: 'directrice adjointe', grade, from: day(0) };
  const { id } = await owner.prisma.posting.create({ data: next });
  return async () => {
    await owner.prisma.posting.delete({ where: { id } });
    await restore();
  };
}

const NO_POWER = { byRight: false, powerReference: null, inNameOf: null, appointment: Prisma.DbNull };

const REFUSALS: [string, () => Promise<() => Promise<unknown>>, string][] = [
  ['revoked', () => change('delegation', null, { revokedAt: new Date() }), 'delegation-revoked'],
  [
    'suspended today',
    () => change('delegation', null, { suspendedFrom: day(0), suspendedUntil: day(0), suspensionReason: 'Intérim.' }),
    'delegation-suspended',
  ],
  ['that ended yesterday', () => change('delegation', null, { until: day(-1) }), 'delegation-outside-dates'],
  ['that begins tomorrow', () => change('delegation', null, { from: day(1) }), 'delegation-outside-dates'],
  ['never published', () => change('delegation', null, { publishedOn: null }), 'delegation-not-published'],
  ['published this very day', () => change('delegation', null, { publishedOn: day(0) }), 'delegation-not-published'],
  ['in another matter', () => change('delegation', null, { matters: ['mobilite'] }), 'delegation-other-matter'],
  [
    'of another structure',
    async () => change('delegation', null, { structureId: await structureId('DAP') }),
    'delegation-other-structure',
  ],
  ['given to someone else', () => change('delegation', null, { delegateId: people.victor }), 'no-delegation'],
  ['whose giver left their post', () => change('posting', 'helene', { until: day(-1) }), 'delegator-left'],
  ['whose giver’s power ended', () => change('habilitation', 'helene', { until: day(-1) }), 'delegator-left'],
  ['whose giver signs by delegation too', () => change('habilitation', 'helene', NO_POWER), 'delegator-left'],
  ['whose giver took another office without a day between', () => changeOffice('helene'), 'delegator-changed-office'],
  ['whose holder took another office without a day between', () => changeOffice('sophie'), 'delegate-changed-office'],
  ['whose holder left their post', () => change('posting', 'sophie', { until: day(-1) }), 'no-posting'],
];

describe.each(REFUSALS)('a delegation %s', (_what, alter, reason) => {
  test(`gives no power on any road: ${reason}`, async () => {
    const restore = await alter();
    const said: Record<string, string> = {};
    try {
      for (const [road, go] of Object.entries(ROADS)) said[road] = await go();
    } finally {
      await restore();
    }
    expect(said).toEqual({
      'the screen that shows the act': `403 no-signing-capacity ${reason}`,
      'the API that takes the decision': `403 no-signing-capacity ${reason}`,
      'a task completed straight on the engine': 'denied no-signing-capacity',
    });
  });
});

test('an author whose post changed since the act was shown signs no page that bears the former one, on any road', async () => {
  const { 'the API that takes the decision': api, 'a task completed straight on the engine': engine } = ROADS;
  const restore = await change('posting', 'sophie', { quality: 'adjointe au chef de bureau' });
  const said = [await api(), await engine()];
  await restore();
  expect(said).toEqual(['409 preview-outdated', 'denied preview-outdated']);
});

test('a holder whose right to sign ended does not even see the task', async () => {
  const restore = await change('habilitation', 'sophie', { until: day(-1) });
  const said = [];
  for (const go of Object.values(ROADS)) said.push(await go());
  await restore();
  expect(said).toEqual(['404 not-found', '404 not-found', 'denied forbidden']);
});

describe('« par délégation » stands on the act exactly when it is true', () => {
  const words = async (taskKey: string, shown: string) => {
    const preview = await owner.prisma.actPreview.findFirstOrThrow({ where: { taskKey, sha256: shown } });
    const { authority, author } = preview.content as { authority: string; author: { byDelegationOf?: unknown } };
    const text = (await readText(await bench.documents.read(shown))).replace(/\s+/g, ' ');
    return { authority, byDelegation: author.byDelegationOf !== undefined, printed: /par délégation/.test(text) };
  };

  test('signed under a delegation, it does, in the name of the minister whom its giver signs for, frozen with the act', async () => {
    expect(await words(key, sha256)).toEqual({
      authority: 'Le ministre de démonstration,',
      byDelegation: true,
      printed: true,
    });
    const { result } = await play.sign(requestId, 'signature-arrete', people.sophie);
    expect(result).toHaveProperty('decisionId');
    await play.closed(requestId);
    const { evidence } = await owner.prisma.act.findFirstOrThrow({ where: { requestId } });
    expect(evidence).toMatchObject({
      ...{ version: 6, delegation: { delegatorId: people.helene, delegateId: people.sophie } },
      power: {
        inNameOf: 'le ministre de démonstration',
        visas: [
          expect.stringMatching(/^le décret n° 2005-850/),
          expect.stringMatching(/^la décision du 6 janvier 2025 .*, publiée le 7 janvier 2025$/),
        ],
      },
    });
  });

  test('signed by the text that gives the power, it does, for the minister', async () => {
    const id = await toSign();
    const task = await play.taskAt(id, 'signature-arrete');
    expect(await words(task.key, await shownTo('helene', task.key))).toEqual({
      ...{ authority: 'Le ministre de démonstration,', byDelegation: true, printed: true },
    });
  });

  test('signed in one’s own name, it does not, and the authority has its article', async () => {
    const id = await toSign();
    const task = await play.taskAt(id, 'signature-arrete');
    const restore = await change('habilitation', 'helene', { powerReference: null, inNameOf: null });
    const shown = await shownTo('helene', task.key);
    await restore();
    expect(await words(task.key, shown)).toEqual({
      authority: 'La directrice des services judiciaires,',
      byDelegation: false,
      printed: false,
    });
  });
});
