// Keeps the state of a stopped demonstration portal, for the tests of updates from its release: run in a checkout of that
// release, which wrote the data and has its migrations.
//   node testing/former-version/take.ts DATA_DIR FOLDER
// Pin its engine's clock before it is stopped (PUT /v2/clock), and ask for periods of a far year: the state is played for
// years. `named.json`, written into the data folder before, names what a test looks for (`Named` of place.ts).
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import pg from 'pg';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';
import { readMigrations } from '#prisma/migrate/migrations-folder.ts';
import {
  ENGINE_FILES,
  FOLDERS,
  type FormerMigrations,
  type FormerState,
  MIGRATIONS,
  OTHER_FILES,
  ROWS,
} from './state.ts';

const [dataDir, folder] = process.argv.slice(2);
if (!dataDir || !folder) throw new Error('usage: node testing/former-version/take.ts DATA_DIR FOLDER');

mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, ROWS), zstdCompressSync(JSON.stringify(await readDatabase(dataDir))));
const scratch = mkdtempSync(path.join(tmpdir(), 'harmonie-former-'));
for (const name of ENGINE_FILES) {
  const copy = path.join(scratch, name);
  const database = new DatabaseSync(path.join(dataDir, 'engine', name));
  // Whole in one file, without the room that deleted rows left.
  database.prepare('vacuum into ?').run(copy);
  database.close();
  writeFileSync(path.join(folder, `${name}.zst`), zstdCompressSync(readFileSync(copy)));
}
rmSync(scratch, { recursive: true });
for (const name of FOLDERS) {
  const root = path.join(dataDir, name);
  const files = globSync('**', { cwd: root }).filter((file) => statSync(path.join(root, file)).isFile());
  const kept = Object.fromEntries(files.map((file) => [file, readFileSync(path.join(root, file)).toString('base64')]));
  writeFileSync(path.join(folder, `${name}.json.zst`), zstdCompressSync(JSON.stringify(kept)));
}
writeFileSync(path.join(folder, MIGRATIONS), zstdCompressSync(JSON.stringify(await ownMigrations())));
for (const name of OTHER_FILES) copyFileSync(path.join(dataDir, name), path.join(folder, name));

async function ownMigrations(): Promise<FormerMigrations> {
  return (await readMigrations()).migrationDirectories.map(({ path: name, migrationFile: { content } }) => ({
    name,
    sql: content.value,
  }));
}

async function readDatabase(from: string): Promise<FormerState> {
  const { databaseSuperuser: password } = embeddedSecrets(from);
  const [port = 0] = await freePorts(1);
  const server = await startEmbeddedPostgres({ dir: path.join(from, 'postgres'), port, password });
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
  await client.connect();
  const rowsOf = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    await client.query(`set timezone = 'UTC'`);
    const state: FormerState = { sequences: {}, tables: {} };
    for (const { name, columns } of await rowsOf<{ name: string; columns: string }>(
      `select relname as name, (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
        from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'`,
    )) {
      const rows = await rowsOf<{ row: string }>(
        `select to_jsonb(t)::text as row from (select ${columns} from "${name}") t`,
      );
      // As text: a number keeps all its digits.
      if (rows.length > 0) state.tables[name] = { columns, rows: rows.map(({ row }) => row) };
    }
    for (const { name, value } of await rowsOf<{ name: string; value: string }>(
      `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public'`,
    ))
      state.sequences[name] = value;
    return state;
  } finally {
    await client.end();
    await server.stop();
  }
}
