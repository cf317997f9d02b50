// Writes prisma/schema.sql, the schema that today's migrations and prisma/sql make, for people to read,
// then the types of SQL that are read off it. A test compares it with a new database.
//   node prisma/migrate/write-dump.ts
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
// @ts-expect-error of an installation: it has no types.
import { generateTables } from '../generate-tables.mjs';
import { onDatabase, startTestServer, TEMPLATE } from '../testing/server.ts';
import { dumpSchema, SCHEMA_DUMP } from './dump.ts';

const server = await startTestServer();
try {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database dumped template ${TEMPLATE}`);
  await admin.end();
  const client = new pg.Client({ connectionString: onDatabase(server.url, 'dumped') });
  await client.connect();
  await writeFile(SCHEMA_DUMP, await dumpSchema(client));
  await client.end();
  console.log(`wrote ${path.relative(process.cwd(), SCHEMA_DUMP)}`);
} finally {
  await server.stop();
}
generateTables();
