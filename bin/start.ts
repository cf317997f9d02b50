// The supervisor: starts what the environment does not name (database, engine, mail catcher), prepares the database,
// starts workers and server, keeps all of them running, and stops them in order.
//   npm start [-- --reset]
import './compile-cache.mjs';
import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../config/config.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { ensureDemonstrationAuthority } from '../workers/act-seal/pades/authority.ts';
import { banner } from './start/banner.ts';
import { Child, type ChildDefinition } from './start/child-process.ts';
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
import { embeddedSecrets } from './start/secrets.ts';

const children: Child[] = [];
const log = (line: string) => console.log(line);
let stopping = false;
let dataDir = '';

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof StartFailure)) throw error;
  console.error(`harmonie: ${error.message}`);
  await stopAll();
  process.exit(1);
}

async function start(): Promise<void> {
  process.chdir(path.resolve(import.meta.dirname, '..'));
  const settings = readSettings(process.env);
  dataDir = settings.DATA_DIR;
  await takeOver(dataDir, log);
  // Before anything is forgotten: a start that cannot be changes nothing.
  await claimable(settings.PORT, settings.HOST);
  if (options().reset) {
    if (settings.DATABASE_URL)
      throw new StartFailure(
        '--reset only forgets the embedded database; DATABASE_URL names another, which is left as it is. Nothing was changed.',
      );
    reset(dataDir);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stopAll().then(() => process.exit(0)));

  const secrets = embeddedSecrets(dataDir);
  const [databasePort = 0, grpcPort = 0, restPort = 0, smtpPort = 0, catcherPort = 0] = await freePorts(5);
  const address = (settings.BASE_URL ?? `http://${settings.HOST}:${settings.PORT}`).replace(/\/+$/, '');
  const database = settings.DATABASE_URL ? undefined : embeddedDatabase(dataDir, databasePort, secrets);
  const engine = settings.ZEEBE_GRPC_ADDRESS ? undefined : embeddedEngine(dataDir, grpcPort, restPort);
  const mail = settings.SMTP_URL ? undefined : embeddedMail(dataDir, smtpPort, catcherPort);
  const demonstration = database !== undefined || settings.SEED_DEMO;

  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...(settings.SESSION_SECRET === undefined && { SESSION_SECRET: secrets.session }),
    ...(settings.DATA_KEY === undefined && { DATA_KEY: secrets.dataKey }),
    ...(await sealEnvironment(settings, dataDir)),
    ...database?.environment,
    ...engine?.environment,
    ...mail?.environment,
    BASE_URL: address,
    DATA_DIR: dataDir,
    SEED_DEMO: String(demonstration),
  };
  const record = () =>
    writeRuntime(dataDir, {
      supervisor: process.pid,
      address,
      startedAt: new Date().toISOString(),
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
  const run = async (definition: ChildDefinition) => {
    if (stopping) return;
    const child = new Child(definition, log, record);
    children.push(child);
    await child.start();
  };
  const embedded = (part: EmbeddedPart | undefined) => (part ? run(part.child) : Promise.resolve());

  record();
  await Promise.all([
    embedded(database)
      .then(() => database && prepareEmbeddedDatabase(databasePort, secrets))
      .then(() => once('bin/prepare-database.ts', environment)),
    embedded(engine),
    embedded(mail),
  ]);
  await Promise.all([
    run({ name: 'workers', module: 'workers/main.ts', environment }),
    run({ name: 'server', module: 'web/server/main.ts', environment }),
  ]);
  if (stopping) return;
  log(banner(address, mail && `http://127.0.0.1:${catcherPort}`, demonstration));
  if (demonstration)
    fork('bin/demonstration.ts', [], { env: environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }).unref();
}

function options() {
  try {
    return parseArgs({ options: { reset: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}. Usage: npm start [-- --reset]`);
  }
}

/** The operator's seal, or a demonstration authority made at the first start. */
async function sealEnvironment(settings: Settings, folder: string): Promise<NodeJS.ProcessEnv> {
  if (settings.SEAL_P12) return {};
  const { p12Path, passphrase, caPath } = await ensureDemonstrationAuthority(path.join(folder, 'seal'));
  return { SEAL_P12: p12Path, SEAL_P12_PASSPHRASE: passphrase, SEAL_CA: caPath };
}

/** Runs a module to its end. */
function once(module: string, environment: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(module, [], {
      env: environment,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: 'inherit',
    });
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new StartFailure(`${module} failed; the lines above say why. Nothing else was started.`));
    });
  });
}

/** People first: the server stops taking work, then the workers finish theirs, then what they stand on. */
async function stopAll(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A signal to the whole group reaches them too: none is to come back.
  for (const child of children) child.letGo();
  for (const name of ['server', 'workers', 'engine', 'mail catcher', 'database']) {
    await children.find(({ definition }) => definition.name === name)?.stop();
  }
  if (children.length > 0) removeRuntime(dataDir);
}
