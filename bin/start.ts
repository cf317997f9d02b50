// The supervisor: starts what the environment does not name (database, engine, mail catcher), prepares the database,
// starts workers and server, files the demonstration's requests, keeps all of them running, and stops them in order.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addressOf, ConfigurationError } from '#config/config.ts';
import { type ChildName, environmentFor } from '#config/processes.ts';
import { ROOT_PLACES, readSettings, type Settings } from '#config/settings.ts';
import { authorityFiles, readPassphrase, stampsFolder } from '#workers/pades/authority-files.ts';
import { storiesLeft } from './demonstration/memory.ts';
import { openProgress, type Progress } from './progress.mjs';
import { refuseHalfPlaced } from './restore/data-folder.ts';
import { banner, isEmpty } from './start/banner.ts';
import { Child, type ChildDefinition, runOnce } from './start/child-process.ts';
import { replaceOnChange } from './start/dev.ts';
import {
  type EmbeddedPart,
  embeddedDatabase,
  embeddedEngine,
  embeddedMail,
  prepareEmbeddedDatabase,
} from './start/embedded.ts';
import { StartFailure } from './start/failure.ts';
import { claimable, freePorts } from './start/ports.ts';
import { reset } from './start/reset.ts';
import { removeRuntime, takeOver, writeRuntime } from './start/runtime.ts';
import { embeddedSecrets, GIVEN_SECRETS } from './start/secrets.ts';

const USAGE = `usage: npm start [-- --reset]
       npm run dev

Starts the portal of DATA_DIR (.data) and what the environment does not name: database, engine, mail catcher. Prints « ready »
with the address once it serves; Ctrl-C or SIGTERM stops everything. npm run dev serves the screens from their sources, and
replaces each part when its files change.

--reset  forgets first everything that the embedded parts kept: the next start is a first start

The environment is described in docs/operations.md. Exit 0: stopped as asked; 1: it could not start, and why.`;

const children: Child[] = [];
let progress: Progress | undefined;
let stopping = false;
/** The demonstration's seal, while it is being made: in a folder of its own, which is removed at the end. */
let sealMade: Promise<unknown> = Promise.resolve();
let dataDir = '';

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof StartFailure)) throw error;
  if (!stopping) {
    console.error(`harmonie: ${error.message}`);
    if (progress?.hasLog) console.error(`harmonie: all that was printed is in ${progress.logFile}`);
  }
  await stopAll();
  process.exit(1);
}

async function start(): Promise<void> {
  const { reset: startsOver, dev, help } = options();
  if (help) {
    console.log(USAGE);
    return;
  }
  process.chdir(path.resolve(import.meta.dirname, '..'));
  const settings = readSettings(process.env);
  dataDir = settings.DATA_DIR;
  progress = openProgress(path.join(dataDir, 'start.log'));
  const { say, stage } = progress;
  await takeOver(dataDir, say);
  await refuseHalfPlaced(dataDir);
  // Before anything is forgotten: a start that cannot be changes nothing.
  await claimable(settings.PORT, settings.HOST);
  await checkOwnSeal(settings);
  if (startsOver) {
    if (settings.DATABASE_URL)
      throw new StartFailure(
        '--reset only forgets the embedded database; DATABASE_URL names another, which is left as it is. Nothing was changed.',
      );
    reset(dataDir);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stopAll().then(() => process.exit(0)));

  const secrets = embeddedSecrets(dataDir);
  const [databasePort = 0, grpcPort = 0, restPort = 0, smtpPort = 0, catcherPort = 0, serverPort = 0] = await freePorts(
    6,
    settings.PORT,
  );
  const address = addressOf(settings);
  const database = settings.DATABASE_URL ? undefined : embeddedDatabase(dataDir, databasePort, secrets);
  const mail = settings.SMTP_URL ? undefined : embeddedMail(dataDir, smtpPort, catcherPort);
  // Unset, it is one on the embedded database and nowhere else.
  const demonstration = settings.SEED_DEMO ?? database !== undefined;
  const engine = settings.ZEEBE_GRPC_ADDRESS
    ? undefined
    : embeddedEngine(dataDir, { grpcPort, restPort, demonstration });

  const known: NodeJS.ProcessEnv = {
    ...process.env,
    // Whoever sits at a terminal reads the banner: what goes as it should is not said there unless asked for.
    ...(process.stdout.isTTY && !process.env.LOG_LEVEL && { LOG_LEVEL: 'warn' }),
    ...(settings.SESSION_SECRET === undefined && {
      SESSION_SECRET: secrets.session,
      SESSION_SECRET_FORMER: secrets.former?.session?.join(',') ?? '',
    }),
    ...(settings.DATA_KEY === undefined && {
      DATA_KEY: secrets.dataKey,
      DATA_KEY_FORMER: secrets.former?.dataKey?.join(',') ?? '',
    }),
    ...(settings.FACTOR_KEY === undefined && {
      FACTOR_KEY: secrets.factorKey,
      FACTOR_KEY_FORMER: secrets.former?.factorKey?.join(',') ?? '',
    }),
    ...database?.environment,
    ...engine?.environment,
    ...mail?.environment,
    BASE_URL: address,
    // In development people talk to Vite, which passes on to the server what is not a screen.
    ...(dev && { HOST: '127.0.0.1', PORT: String(serverPort) }),
    DATA_DIR: dataDir,
    SEED_DEMO: String(demonstration),
    // Beside the data: whoever holds both can write them anew. Production names a place out of reach (config/settings.ts).
    ...(ROOT_PLACES.every((name) => settings[name] === undefined) && { ROOTS_DIR: path.join(dataDir, 'roots') }),
    // A folder where whoever tries the portal finds what it deposits; production names its archives service.
    ...(settings.ARCHIVE_DIR === undefined &&
      settings.ARCHIVE_S3_URL === undefined &&
      settings.NODE_ENV !== 'production' && { ARCHIVE_DIR: path.join(dataDir, 'archives') }),
  };
  const record = () =>
    writeRuntime(dataDir, {
      supervisor: process.pid,
      address,
      startedAt: new Date().toISOString(),
      given: GIVEN_SECRETS.filter((name) => settings[name] !== undefined),
      ...(database && { databasePort }),
      ...(engine && {
        engine: { grpcAddress: `grpc://127.0.0.1:${grpcPort}`, restAddress: `http://127.0.0.1:${restPort}` },
      }),
      ...(mail && { mail: { smtpPort, catcherUrl: `http://127.0.0.1:${catcherPort}` } }),
      children: Object.fromEntries(
        children.flatMap(({ definition, pid }) =>
          pid ? [[definition.name, { pid, command: definition.module }]] : [],
        ),
      ),
    });
  const define = (name: ChildName, module: string): ChildDefinition => ({
    name,
    module,
    environment: environmentFor(name, known),
  });
  /** What the children print: kept in a file until the portal serves, so that a start is read at a glance. */
  let log = progress.log;
  const run = (definition: ChildDefinition): Promise<void> =>
    stage(definition.name, async () => {
      if (stopping) return;
      const child = new Child(definition, (line) => log(line), record);
      children.push(child);
      await child.start();
    });
  const once = (stageName: string, definition: ChildDefinition): Promise<void> =>
    stage(stageName, async () => {
      if (!stopping) await runOnce(definition, log);
    });
  const embedded = async (part: EmbeddedPart | undefined) => part && run(part.child);

  record();
  if (settings.SEAL_P12 === undefined && settings.SEAL_PKCS11 === undefined)
    sealMade = demonstrationSeal(settings, stage).then((seal) => Object.assign(known, seal));
  await Promise.all([
    sealMade,
    embedded(database)
      .then(() => database && prepareEmbeddedDatabase(databasePort, secrets))
      .then(() => once('migrations', define('prepare', 'bin/prepare-database.ts'))),
    embedded(engine),
    embedded(mail),
  ]);
  await Promise.all([run(define('workers', 'workers/main.ts')), run(define('server', 'web/server/main.ts'))]);
  if (dev) {
    const { HOST, PORT } = settings;
    const own = { ...process.env, DATA_DIR: dataDir, HOST, PORT: String(PORT), SERVER_PORT: String(serverPort) };
    await run({ name: 'screens', module: 'bin/start/screens.ts', environment: environmentFor('screens', own) });
  }
  if (demonstration && storiesLeft(dataDir).length > 0)
    await once('demonstration', define('demonstration', 'bin/demonstration.ts')).catch(({ message }: Error) =>
      say(`some requests of the demonstration were not filed; the next start tries again. ${message}`),
    );
  if (stopping) return;
  progress.close();
  log = (line) => console.log(line);
  if (dev) replaceOnChange(children, say);
  const empty = !demonstration && (await isEmpty(dev ? serverPort : settings.PORT));
  log(banner(address, mail && `http://127.0.0.1:${catcherPort}`, { demonstration, empty }));
}

function options() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        reset: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/**
 * A seal that would not verify stops the start before anything else; the workers look at it again at theirs. They alone open
 * a token.
 */
async function checkOwnSeal({
  SEAL_P12,
  SEAL_P12_PASSPHRASE = '',
  SEAL_CA,
  TSA_CA,
  NODE_ENV,
}: Settings): Promise<void> {
  if (SEAL_P12 === undefined || SEAL_CA === undefined) return;
  const { openSeal } = await import('#workers/pades/open-seal.ts');
  const authorities = { authorityPath: SEAL_CA, stampsAuthorityPath: TSA_CA };
  const key = { p12Path: SEAL_P12, passphrase: SEAL_P12_PASSPHRASE };
  const files = { key, ...authorities, production: NODE_ENV === 'production' };
  await openSeal(files, new Date()).catch((error: Error & { code?: string }) => {
    throw error.code === 'SEAL_KEY' ? new StartFailure(error.message) : error;
  });
}

/** A seal of the demonstration's own and what stamps its time, certified by authorities that the first start makes. */
async function demonstrationSeal({ TSA_URL, TSA_CA }: Settings, stage: Progress['stage']): Promise<NodeJS.ProcessEnv> {
  const folder = path.join(dataDir, 'seal');
  const { p12Path, caPath, crlPath } = authorityFiles(folder);
  const stamps = stampsFolder(folder);
  const kept = Promise.all([readPassphrase(folder), readPassphrase(stamps, 'stamps')]);
  const [passphrase] = await kept.catch(() =>
    stage('demonstration seal', async () => {
      const authority = await import('#workers/pades/authority.ts');
      const seal = await authority.ensureDemonstrationAuthority(folder);
      return [seal.passphrase, (await authority.ensureDemonstrationStamps(folder)).passphrase];
    }),
  );
  const own = {
    ...{ SEAL_P12: p12Path, SEAL_P12_PASSPHRASE: passphrase, SEAL_CA: caPath },
    ...(existsSync(crlPath) && { SEAL_CRL: crlPath }),
  };
  if (TSA_URL !== undefined || TSA_CA !== undefined) return own;
  const stamping = authorityFiles(stamps, 'stamps');
  return { ...own, TSA_DEMONSTRATION: stamps, TSA_CA: stamping.caPath, TSA_CRL: stamping.crlPath };
}

/** People first: the server stops taking work, then the workers finish theirs, then what they stand on. */
async function stopAll(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A signal to the whole group reaches them too: none is to come back.
  for (const child of children) child.letGo();
  for (const name of ['screens', 'server', 'workers', 'engine', 'mail catcher', 'database']) {
    await children.find(({ definition }) => definition.name === name)?.stop();
  }
  await sealMade.catch(() => {});
  if (children.length > 0) removeRuntime(dataDir);
}
