import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { environmentFor } from '#config/processes.ts';
import { socketFolder } from '#prisma/embedded/socket-folder.ts';
import { isDatabaseAway } from '#prisma/fault.ts';
import type { ChildDefinition } from './child-process.ts';
import type { EmbeddedSecrets } from './secrets.ts';
import { secret } from './secrets.ts';

const OWNER = 'harmonie_owner';
export const APPLICATION = 'harmonie_app';
const DATABASE = 'harmonie';

/** An embedded part: the process that serves it, and what the rest of the portal must know of it. */
export interface EmbeddedPart {
  readonly child: ChildDefinition;
  readonly environment: Readonly<Record<string, string>>;
}

/** Where the embedded database is found: by TCP, or by its socket where a folder of sockets is given. */
export function embeddedAddresses(
  port: number,
  secrets: EmbeddedSecrets,
  socketDir?: string,
): { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string } {
  const where = socketDir === undefined ? '' : `?host=${encodeURIComponent(socketDir)}`;
  const address = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}${where}`;
  return {
    DATABASE_URL: address(APPLICATION, secrets.databaseApplication),
    DATABASE_OWNER_URL: address(OWNER, secrets.databaseOwner),
  };
}

export function embeddedDatabase(dataDir: string, port: number, secrets: EmbeddedSecrets): EmbeddedPart {
  const socketDir = socketFolder(dataDir);
  return {
    child: {
      name: 'database',
      module: 'bin/start/database.ts',
      environment: environmentFor('database', {
        ...process.env,
        DATABASE_DIR: path.join(dataDir, 'postgres'),
        DATABASE_PORT: String(port),
        DATABASE_SOCKET_DIR: socketDir,
        DATABASE_PASSWORD: secrets.databaseSuperuser,
      }),
    },
    environment: embeddedAddresses(port, secrets, socketDir),
  };
}

const TRIES = 20;
const PAUSE_MS = 500;

/** Makes the two roles and the database on a fresh embedded cluster; waits for one that was killed and comes back. */
export async function prepareEmbeddedDatabase(port: number, secrets: EmbeddedSecrets): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await makeDatabase(port, secrets);
    } catch (error) {
      if (!isDatabaseAway(error) || tries === TRIES) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

async function makeDatabase(port: number, secrets: EmbeddedSecrets): Promise<void> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: secrets.databaseSuperuser,
    database: 'postgres',
  });
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER, secrets.databaseOwner],
      [APPLICATION, secrets.databaseApplication],
    ] as const) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(
        `${verb} role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0)
      await client.query(`create database ${DATABASE} owner ${OWNER} template template0 encoding 'UTF8'`);
  } finally {
    await client.end();
  }
}

/** For the operator's commands (`npm run reconcile`), readable by the folder's owner alone; of this start only. */
function keepEngineSecret(dataDir: string, secret: { user: string; password: string }): void {
  const file = path.join(dataDir, 'engine-secret.json');
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(secret), { mode: 0o600, flag: 'wx' });
}

/**
 * The embedded gateway asks the secret of this start (BASIC). Its clock can be moved where the ministry is a demonstration's, and
 * nowhere else.
 */
export function embeddedEngine(
  dataDir: string,
  {
    grpcPort,
    restPort,
    demonstration,
  }: { readonly grpcPort: number; readonly restPort: number; readonly demonstration: boolean },
): EmbeddedPart {
  const [user, password] = ['harmonie', secret()];
  keepEngineSecret(dataDir, { user, password });
  return {
    child: {
      name: 'engine',
      module: 'bin/engine.mjs',
      parameters: [
        '--grpc-port',
        String(grpcPort),
        '--rest-port',
        String(restPort),
        '--data',
        path.join(dataDir, 'engine'),
        ...(demonstration ? ['--movable-clock'] : []),
      ],
      environment: environmentFor('engine', { ...process.env, ENGINE_USER: user, ENGINE_PASSWORD: password }),
    },
    environment: {
      ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpcPort}`,
      ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
      ZEEBE_USER: user,
      ZEEBE_PASSWORD: password,
    },
  };
}

export function embeddedMail(dataDir: string, smtpPort: number, httpPort: number): EmbeddedPart {
  return {
    child: {
      name: 'mail catcher',
      module: 'bin/mail-catcher/main.ts',
      environment: environmentFor('mail catcher', {
        ...process.env,
        DATA_DIR: dataDir,
        MAIL_CATCHER_SMTP_PORT: String(smtpPort),
        MAIL_CATCHER_HTTP_PORT: String(httpPort),
      }),
    },
    environment: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_CATCHER_URL: `http://127.0.0.1:${httpPort}` },
  };
}
