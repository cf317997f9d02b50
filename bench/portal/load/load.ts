import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';
import { sealFactor } from '#prisma/factors.ts';
import { migrate } from '#prisma/migrate/migrate.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { SECOND_FACTOR } from '../people.ts';
import { say, timed } from '../progress.ts';
import { startPortal } from '../running.ts';
import { playMissingStages } from './stories.ts';

/** How much is loaded: 1 is the ministry's size. */
export interface Size {
  readonly scale: number;
  /** Ten years more, before these and over: what is loaded without them is there as well, by the same identifiers. */
  readonly doubled: boolean;
}

/** What was loaded, kept beside it: a second measurement copies the folder and loads nothing. */
export interface Loaded extends Size {
  /** The day it was loaded: what is live was filed in the year before. */
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
}

const PERSONS = 94_000;
const REQUESTS = 1_000_000;
const LIVE = 60_000;
/** Below it there would not be an agent for each thing that the 632 structures need. */
const MIN_SCALE = 0.02;

const loadedFile = (dataDir: string) => path.join(dataDir, 'bench.json');

/** What a folder holds, if it was loaded. */
export const readLoaded = async (dataDir: string): Promise<Loaded | undefined> =>
  existsSync(loadedFile(dataDir)) ? JSON.parse(await readFile(loadedFile(dataDir), 'utf8')) : undefined;

/**
 * Makes a ministry's size in an empty folder of data: a portal starts there, plays one request of each kind and stage, and
 * stops; plain SQL then multiplies them. The folder is left as a portal that was stopped leaves it.
 * @throws {Error} when the folder holds something else
 */
export async function load(dataDir: string, { scale, doubled }: Size): Promise<Loaded> {
  if (!(scale >= MIN_SCALE)) throw new Error(`--scale is ${MIN_SCALE} or more`);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} is not empty: remove it, or name another with --data`);
  await mkdir(dataDir, { recursive: true });
  await timed('a portal plays one request of each kind and stage', async () => {
    const portal = await startPortal(dataDir);
    await playMissingStages(portal.url).finally(() => portal.stop());
  });
  const day = new Date().toISOString().slice(0, 10);
  const counts = await onDatabase(dataDir, async (connect) => {
    const multiplied = await multiply(connect, { scale, doubled, day });
    await giveFactors(await connect(), embeddedSecrets(dataDir).factorKey);
    return multiplied;
  });
  const loaded = { scale, doubled, day, counts };
  await writeFile(loadedFile(dataDir), JSON.stringify(loaded));
  return loaded;
}

/**
 * Brings a loaded folder to the schema of this release, as its first start would: once, rather than on each copy.
 */
export async function bringUpToDate(dataDir: string): Promise<void> {
  await onDatabase(dataDir, async (connect, ownerUrl) => {
    const applied = await migrate(ownerUrl);
    if (applied.length === 0) return;
    say(`  migrations: ${applied.join(', ')}`);
    const client = await connect();
    await timed('vacuum and analyze', () => client.query('vacuum (analyze)'));
  });
}

/** Whoever signs has the second factor of the demonstration's signatory, sealed for their account. */
async function giveFactors(client: pg.Client, factorKey: string): Promise<void> {
  const factors = createSecretValues(Buffer.from(factorKey, 'base64'));
  const { rows } = await client.query<{ id: string }>(
    `select distinct u.id from "user" u join habilitation h on h.person_id = u.person_id
      where h.role = 'signataire' and u.id like 'bench-%'`,
  );
  for (const { id } of rows) {
    const { secret, backupCodes } = sealFactor(factors, id, { secret: `base32:${SECOND_FACTOR}`, recoveryCodes: [] });
    await client.query(
      `insert into two_factor (id, secret, backup_codes, user_id, verified) values ($1, $2, $3, $1, true)`,
      [id, secret, backupCodes],
    );
  }
}

/** Opens a connection of the superuser's, for whom triggers can be put aside. */
type Connect = () => Promise<pg.Client>;

/** PostgreSQL alone on the folder, as the portal starts it, set to be loaded fast: a crash would only mean to begin again. */
async function onDatabase<T>(dataDir: string, work: (connect: Connect, ownerUrl: string) => Promise<T>): Promise<T> {
  const { databaseSuperuser: password, databaseOwner } = embeddedSecrets(dataDir);
  const [port = 0] = await freePorts(1);
  const server = await startEmbeddedPostgres({
    dir: path.join(dataDir, 'postgres'),
    port,
    password,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      autovacuum: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      max_wal_size: '8GB',
      // The folder is to be copied: none of that stays.
      wal_recycle: 'off',
      checkpoint_timeout: '1h',
      shared_buffers: '1GB',
      work_mem: '256MB',
      maintenance_work_mem: '1GB',
    },
    log: (line) => / (ERROR|FATAL|PANIC): /.test(line) && say(line),
  });
  const clients: pg.Client[] = [];
  try {
    return await work(async () => {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
      clients.push(client);
      await client.connect();
      return client;
    }, `postgres://harmonie_owner:${databaseOwner}@127.0.0.1:${port}/harmonie`);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await server.stop();
  }
}

async function multiply(connect: Connect, { scale, doubled, day }: Size & { day: string }): Promise<Loaded['counts']> {
  const settings = [
    `set bench.persons = '${Math.round(PERSONS * scale)}'`,
    `set bench.requests = '${Math.round(REQUESTS * scale)}'`,
    `set bench.decades = '${doubled ? 2 : 1}'`,
    `set bench.live = '${Math.round(LIVE * scale)}'`,
    `set bench.day = '${day}'`,
  ].join(';');
  const [one, other] = [await connect(), await connect()];
  for (const client of [one, other]) await client.query(settings);
  const run = async (client: pg.Client, file: string) =>
    timed(file, async () => client.query(await readFile(path.join(import.meta.dirname, 'sql', `${file}.sql`), 'utf8')));

  await run(one, '1-helpers');
  const indexes = await dropIndexes(one);
  await run(one, '2-ministry');
  await run(one, '3-stories');
  await run(one, '4-requests');
  await other.query('set session_replication_role = replica');
  await Promise.all([run(one, '5-events'), run(other, '5-tasks')]);
  await run(other, '6-registry');
  await timed('where each acted', () => one.query('select keep_acted_requests(array(select id from request))'));
  await timed(`${indexes.length} indexes`, () => makeIndexes([one, other], indexes));
  await one.query('drop schema bench cascade');
  await one.query('set session_replication_role = origin');
  await timed('analyze', () => one.query('analyze'));
  await timed('who holds each task', () => keepHoldings([one, other]));
  await timed('vacuum and analyze', () => one.query('vacuum (analyze)'));
  return count(one);
}

const TASKS_AT_ONCE = 5_000;

/** Keeps who holds each open task, as the triggers would have, had they run. */
async function keepHoldings(clients: readonly pg.Client[]): Promise<void> {
  const { rows = [] } =
    (await clients[0]?.query<{ key: string }>(`select key from task where state = 'created' order by key`)) ?? {};
  const left = rows.map(({ key }) => key);
  const keepSome = (client: pg.Client) =>
    client.query('select keep_task_holdings($1)', [left.splice(0, TASKS_AT_ONCE)]);
  const [first] = clients;
  if (first === undefined) return;
  // Nothing looks at a table that fills meanwhile: it would be read by person, for each row, as if it were empty.
  await keepSome(first);
  await first.query('analyze task_holding');
  await Promise.all(
    clients.map(async (client) => {
      while (left.length > 0) await keepSome(client);
    }),
  );
}

/** Tables whose indexes are made once their rows are there: sorting a million keys costs less than placing each. */
const LARGE = [
  ...[
    'request',
    'request_event',
    'request_step',
    'task',
    'decision',
    'decision_intent',
    'act',
    'piece',
    'dossier_piece',
  ],
  ...[
    'notification',
    'pay_piece',
    'situation_entry',
    'person',
    'posting',
    'absence',
    'account',
    'task_holding',
    'acted_request',
    'registered_act',
  ],
];

/** Drops the indexes that hold no constraint, and gives what makes them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where not i.indisunique and not i.indisexclusion and i.indrelid = any($1::regclass[])`,
    [LARGE],
  );
  for (const { name } of rows) await client.query(`drop index ${pg.escapeIdentifier(name)}`);
  return rows.map(({ definition }) => definition);
}

async function makeIndexes(clients: readonly pg.Client[], definitions: readonly string[]): Promise<void> {
  const left = [...definitions];
  await Promise.all(
    clients.map(async (client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(next);
    }),
  );
}

/** What is there, counted. */
async function count(client: pg.Client): Promise<Loaded['counts']> {
  const { rows } = await client.query<Loaded['counts']>(
    `select (select count(*)::int from person) as persons, (select count(*)::int from structure) as structures,
            (select count(*)::int from request) as requests, (select count(*)::int from request where closed_at is null) as live,
            (select count(*)::int from request_event) as events, (select count(*)::int from task) as tasks,
            (select count(*)::int from task where state = 'created') as open_tasks, (select count(*)::int from decision) as decisions,
            (select count(*)::int from pay_piece) as pay_pieces, (select count(*)::int from notification) as notifications,
            (select count(*)::int from registered_act) as registered,
            (select count(*)::int from habilitation) as rights, (pg_database_size(current_database()) / 1048576)::int as database_mb`,
  );
  return rows[0] ?? {};
}
