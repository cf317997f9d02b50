// Keeps the state of a stopped demonstration portal, for the tests of updates from its version:
//   node testing/former-version/take.ts DATA_DIR FOLDER
// Pin its engine's clock before it is stopped (PUT /v2/clock), and ask for periods of a far year: the state is played for
// years. Documents are left out: none is read before something is signed.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import pg from 'pg';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';
import { ENGINE_FILES, type FormerState, OTHER_FILES, ROWS } from './state.ts';

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
for (const name of OTHER_FILES) copyFileSync(path.join(dataDir, name), path.join(folder, name));

async function readDatabase(from: string): Promise<FormerState> {
  const { databaseSuperuser: password } = embeddedSecrets(from);
  const [port = 0] = await freePorts(1);
  const server = await startEmbeddedPostgres({ dir: path.join(from, 'postgres'), port, password });
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
  await client.connect();
  const rowsOf = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    await client.query(`set timezone = 'UTC'`);
    const state: FormerState = { last: '', sequences: {}, tables: {} };
    const [migration] = await rowsOf<{ last: string }>('select max(migration_name) as last from _prisma_migrations');
    state.last = migration?.last ?? '';
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
