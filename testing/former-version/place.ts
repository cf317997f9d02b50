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
import { ENGINE_FILES, type FormerState, OTHER_FILES, ROWS } from './state.ts';

/** Makes a data folder as a portal of a former version left it when it was stopped. Answers its last migration. */
export async function placeFormerVersion(name: string, dataDir: string): Promise<string> {
  const kept = path.join(import.meta.dirname, name);
  await mkdir(path.join(dataDir, 'engine'), { recursive: true, mode: 0o700 });
  for (const file of ENGINE_FILES)
    await writeFile(path.join(dataDir, 'engine', file), await unpacked(path.join(kept, `${file}.zst`)));
  for (const file of OTHER_FILES) await copyFile(path.join(kept, file), path.join(dataDir, file));
  const state = JSON.parse((await unpacked(path.join(kept, ROWS))).toString()) as FormerState;

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
    const all = await readMigrations();
    const migrationDirectories = all.migrationDirectories.filter((migration) => migration.path <= state.last);
    await withSchemaEngine(DATABASE_OWNER_URL, (engine) =>
      engine.applyMigrations({ migrationsList: { ...all, migrationDirectories }, filters: NO_FILTER }),
    );
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
    await client.connect();
    try {
      await fill(client, state);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
  return state.last;
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
