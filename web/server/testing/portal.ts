import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { makeSignature } from 'better-auth/crypto';
import { pino } from 'pino';
import supertest from 'supertest';
import type { SignIn } from '#domain/account/sign-in.ts';
import type { Database } from '#prisma/client.ts';
import { openDocumentStore } from '#prisma/documents/store.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { seedDemonstration } from '#prisma/seed/seed.ts';
import { aDatabase, type Beginning, type TestDatabase } from '#prisma/testing/database.ts';
import { HALF_YEARS, halfYear } from '#testing/periods.ts';
import { publishShippedCircuits } from '#testing/shipped-circuits.ts';
import { EngineUnavailable } from '#zeebe/client.ts';
import { createApp } from '../app.ts';
import { type Auth, createAuth } from '../auth/auth.ts';
import { createSessions } from '../auth/sessions.ts';
import { createStepUp } from '../auth/step-up.ts';
import type { Dependencies, EngineReader, Settings } from '../dependencies.ts';
import { openChannels } from '../live/channels.ts';
import { watchStorage } from '../storage.ts';
import { apart } from './apart.ts';

const FACTOR_KEY = new Uint8Array(32).fill(5);
export const FACTORS = createSecretValues(FACTOR_KEY);
export const SECRET = 'a secret for tests, long enough to pass';
export const ORIGIN = 'http://localhost:3000';
export const PART_TIME = 'temps-partiel-sur-autorisation';

/** The demonstration ministry and the shipped circuits. */
const DEMONSTRATION: Beginning = {
  name: 'demonstration',
  async make({ ownerUrl, database }) {
    await seedDemonstration({ ownerUrl, factorKeys: [FACTOR_KEY] });
    await publishShippedCircuits(database);
  },
};

/** Everybody may do with it what their rights let them. */
const WITH_TWO_FACTORS: SignIn = { method: 'password+totp', strength: 'two-factor' };

export interface TestPortal {
  readonly db: TestDatabase;
  readonly dependencies: Dependencies;
  readonly app: ReturnType<typeof createApp>;
  /** Every line logged so far. */
  readonly logged: string[];
  /** A browser in which this person is signed in: « claire.agent », with two factors unless it is said otherwise. */
  as(name: string, signIn?: SignIn): Promise<Browser>;
  /** A browser in which nobody is. */
  readonly stranger: Browser;
  personId(name: string): Promise<string>;
  close(): Promise<void>;
}

export type Browser = ReturnType<typeof browser>;

/** Calls the API as a page of the portal does. */
function browser(server: Server, cookie?: string, nextPeriod = nobodysPeriod) {
  const call = (verb: 'get' | 'post' | 'put' | 'patch' | 'delete') => (address: string) => {
    const request = supertest(server)[verb](address).set('Origin', ORIGIN);
    return cookie === undefined ? request : request.set('Cookie', cookie);
  };
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    cookie,
    /** A half-year that this person has not asked for. */
    nextPeriod,
  };
}

const nobodysPeriod = async (): Promise<ReturnType<typeof halfYear>> => {
  throw new Error('Nobody is signed in there');
};

/**
 * Half-years in turn. No rule lets an agent ask for more than twenty: the next time, the first request is over, as no
 * engine runs that could end it.
 */
function periodsOf({ prisma }: Database, workEmail: string) {
  let turns = 0;
  return async () => {
    const period = halfYear(turns % HALF_YEARS);
    turns += 1;
    const { id: agentId } = await prisma.person.findFirstOrThrow({ where: { workEmail } });
    const again = { agentId, closedAt: null, data: { path: ['startDate'], equals: period.startDate } };
    await prisma.request.updateMany({ where: again, data: { outcome: 'closed', closedAt: new Date() } });
    return period;
  };
}

/**
 * The application on a database of its own, with the demonstration ministry and the shipped circuits. No worker runs and
 * the engine is away: what the server keeps for later stays kept.
 */
export async function aPortal(
  change: Partial<Omit<Dependencies, 'settings'>> & { readonly settings?: Partial<Settings> } = {},
): Promise<TestPortal> {
  const { settings, ...others } = change;
  const db = await aDatabase(DEMONSTRATION);
  const folder = await mkdtemp(path.join(tmpdir(), 'harmonie-documents-'));
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const auth = createAuth({ database: db.database, baseUrl: ORIGIN, secret: SECRET, factors: FACTORS, log });
  const channels = openChannels(db.url, db.database);
  const dependencies: Dependencies = {
    database: db.database,
    live: db.database,
    heavy: db.database,
    documents: openDocumentStore(folder),
    engine: engineAway,
    auth,
    sessions: createSessions(auth, db.database),
    stepUp: createStepUp(FACTORS),
    factors: FACTORS,
    secrets: createSecretValues(new Uint8Array(32).fill(7)),
    channels,
    ...apart,
    log,
    now: () => new Date(),
    storage: watchStorage(folder),
    mailAnswers: async () => false,
    stopping: new AbortController().signal,
    settings: {
      baseUrl: ORIGIN,
      demonstration: true,
      production: false,
      metricsToken: null,
      catcherUrl: null,
      sealAuthorityPath: path.join(folder, 'ca.pem'),
      stampsAuthorityPath: null,
      trustProxy: 0,
      providerLabel: null,
      clientFolder: path.resolve(import.meta.dirname, 'screens'),
      engineTimeoutMs: 50,
      ...settings,
    },
    ...others,
  };
  const app = createApp(dependencies);
  // Listens once: otherwise every request would have a server of its own.
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const signedIn = new Map<string, Browser>();
  return {
    db,
    dependencies,
    app,
    logged,
    stranger: browser(server),
    async as(name, signIn = WITH_TWO_FACTORS) {
      const key = `${name} ${JSON.stringify(signIn)}`;
      const known = signedIn.get(key);
      if (known) return known;
      const cookie = await signedInAs(auth, `${name}@harmonie.example`, signIn);
      const opened = browser(server, cookie, periodsOf(db.database, `${name}@harmonie.example`));
      signedIn.set(key, opened);
      return opened;
    },
    async personId(name) {
      const person = await db.database.prisma.person.findFirstOrThrow({
        where: { workEmail: `${name}@harmonie.example` },
      });
      return person.id;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await channels.close();
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The cookie of a session that began without its password, whose hashing costs a tenth of a second of processor; the
 * door itself is tried in auth/door.db.test.ts.
 */
async function signedInAs(auth: Auth, email: string, signIn: SignIn): Promise<string> {
  const { internalAdapter, authCookies, secret } = await auth.$context;
  const account = await internalAdapter.findUserByEmail(email);
  if (!account) throw new Error(`${email} cannot sign in: nobody has this address`);
  const { token } = await internalAdapter.createSession(account.user.id, false, { ...signIn });
  return `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${await makeSignature(token, secret)}`)}`;
}

const away = () => Promise.reject(new EngineUnavailable('the engine is away'));
const engineAway = new Proxy({}, { get: () => away }) as EngineReader;

/** An engine that comes after the portal that reads it: asked for each time. */
export const engineToCome = (engine: () => EngineReader): EngineReader =>
  new Proxy({} as EngineReader, { get: (_none, name: keyof EngineReader) => engine()[name] });

/** A small real PDF. */
export async function aPdf(text = 'Livret de famille'): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 300]).drawText(text);
  return Buffer.from(await document.save());
}

/** Uploads a document to a draft; answers what the portal said. */
export const aDraftPiece = async (who: Browser, draftId: string, pieceType: string, fileName: string) =>
  who
    .post(`/api/drafts/${draftId}/pieces`)
    .set('Content-Type', 'application/pdf')
    .set('X-Piece-Type', pieceType)
    .set('X-File-Name', encodeURIComponent(fileName))
    .send(await aPdf());

/** A part-time request ready to file, its supporting document uploaded; of another, without what they signed. */
export async function aFilledDraft(
  agent: Browser,
  change: Record<string, unknown> = {},
  forWhom?: string,
): Promise<{ id: string; pieceId: string }> {
  const draft = await agent.post('/api/drafts').send({ kind: PART_TIME, agentId: forWhom }).expect(201);
  const piece = await aDraftPiece(agent, draft.body.id, 'justification', 'livret de famille.pdf');
  const data = {
    ...(await agent.nextPeriod()),
    quota: '80',
    reasonKind: 'child',
    reason: 'Mercredi auprès de mes enfants.',
    justification: { id: piece.body.id, name: piece.body.fileName },
    ...change,
  };
  await agent.put(`/api/drafts/${draft.body.id}`).send({ data, revision: 0 }).expect(200);
  return { id: draft.body.id, pieceId: piece.body.id };
}
