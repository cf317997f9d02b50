import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import pg from 'pg';
import { embeddedAddresses, prepareEmbeddedDatabase } from '#bin/start/embedded.ts';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';
import { readMigrations } from '#prisma/migrate/migrations-folder.ts';
import { NO_FILTER, withSchemaEngine } from '#prisma/migrate/schema-engine.ts';
import {
  ENGINE_FILES,
  FOLDERS,
  type FormerMigrations,
  type FormerState,
  MIGRATIONS,
  OTHER_FILES,
  ROWS,
} from './state.ts';

/** What a test looks for in the state of a former release, by what it is. */
export type Named = Readonly<
  Record<'opinion' | 'visa' | 'signature' | 'refused' | 'right' | 'circuit' | 'signing' | 'acts', string>
>;

/** Makes a data folder as a portal of a former release left it when it was stopped. Answers what it names. */
export async function placeFormerRelease(name: string, dataDir: string): Promise<Named> {
  const kept = path.join(import.meta.dirname, name);
  await mkdir(path.join(dataDir, 'engine'), { recursive: true, mode: 0o700 });
  for (const file of ENGINE_FILES)
    await writeFile(path.join(dataDir, 'engine', file), await unpacked(path.join(kept, `${file}.zst`)));
  for (const file of OTHER_FILES) await copyFile(path.join(kept, file), path.join(dataDir, file));
  for (const folder of FOLDERS) {
    const files = JSON.parse((await unpacked(path.join(kept, `${folder}.json.zst`))).toString()) as Record<
      string,
      string
    >;
    for (const [file, content] of Object.entries(files)) {
      const place = path.join(dataDir, folder, file);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      await writeFile(place, Buffer.from(content, 'base64'), { mode: 0o600 });
    }
  }

  const secrets = embeddedSecrets(dataDir);
  const { databaseSuperuser: password } = secrets;
  const [port = 0] = await freePorts(1);
  const server = await startEmbeddedPostgres({
    dir: path.join(dataDir, 'postgres'),
    port,
    password,
    settings: { fsync: 'off' },
  });
  try {
    await prepareEmbeddedDatabase(port, secrets);
    const { DATABASE_OWNER_URL } = embeddedAddresses(port, secrets);
    await makeFormerDatabase(name, DATABASE_OWNER_URL);
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
    await client.connect();
    try {
      await fillFormerDatabase(name, client);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
  return JSON.parse(await readFile(path.join(kept, 'named.json'), 'utf8')) as Named;
}

/** The migrations of a former release, in their order. */
export const formerMigrations = async (name: string): Promise<FormerMigrations> =>
  JSON.parse((await unpacked(path.join(import.meta.dirname, name, MIGRATIONS))).toString()) as FormerMigrations;

/** Applies the migrations of a former release to an empty database, as it did. */
export async function makeFormerDatabase(name: string, ownerUrl: string): Promise<void> {
  const migrations = await formerMigrations(name);
  const { baseDir, lockfile, shadowDbInitScript } = await readMigrations();
  const migrationDirectories = migrations.map(({ name: folder, sql }) => ({
    path: folder,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  }));
  await withSchemaEngine(ownerUrl, (engine) =>
    engine.applyMigrations({
      migrationsList: { baseDir, lockfile, shadowDbInitScript, migrationDirectories },
      filters: NO_FILTER,
    }),
  );
}

/** Gives it the rows that the former release left, as a superuser. */
export async function fillFormerDatabase(name: string, client: pg.Client): Promise<void> {
  const packed = await unpacked(path.join(import.meta.dirname, name, ROWS));
  await fill(client, JSON.parse(packed.toString()) as FormerState);
}

const unpacked = async (file: string): Promise<Buffer> => zstdDecompressSync(await readFile(file));

async function fill(client: pg.Client, { sequences, tables }: FormerState): Promise<void> {
  // Rows as they were: no trigger computes them again, no key is looked at before all are there.
  await client.query('set session_replication_role = replica');
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    // What a migration wrote by itself is among what was kept. The audit, which takes no removal, is empty then.
    const { rowCount } = await client.query(`select from "${table}" limit 1`);
    if (rowCount !== 0) await client.query(`delete from "${table}"`);
    await client.query(
      `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1)`,
      [`[${rows.join(',')}]`],
    );
  }
  for (const [sequence, value] of Object.entries(sequences))
    await client.query('select setval($1::regclass, $2)', [sequence, value]);
}
