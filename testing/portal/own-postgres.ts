import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { freePorts } from '#bin/start/ports.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';

const ROLES = path.resolve(import.meta.dirname, '../../docker/postgres/roles.sql');
const PASSWORDS = { owner_password: 'owner', application_password: 'application', engine_password: 'engine' };

/** A PostgreSQL that is somebody else's, as a ministry has one: its roles are made, and nothing else. */
export interface OwnPostgres {
  /** DATABASE_URL and DATABASE_OWNER_URL, as an operator gives them. */
  readonly environment: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string };
  stop(): Promise<void>;
}

/** @param dir where its data go: a folder that the caller removes. */
export async function ownPostgres(dir: string): Promise<OwnPostgres> {
  const [port = 0] = await freePorts(1);
  const postgres = await startEmbeddedPostgres({ dir, port, password: 'superuser' });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  // What the image of PostgreSQL runs at its first start, but for the passwords that psql would put in.
  const sql = readFileSync(ROLES, 'utf8')
    .replace(/^(--|\\getenv).*$/gm, '')
    .replace(/:'(\w+)'/g, (_all, name: keyof typeof PASSWORDS) => client.escapeLiteral(PASSWORDS[name]));
  for (const statement of sql.split(';').filter((text) => text.trim() !== '')) await client.query(statement);
  await client.end();
  return {
    environment: {
      DATABASE_URL: `postgres://harmonie_app:application@127.0.0.1:${port}/harmonie`,
      DATABASE_OWNER_URL: `postgres://harmonie_owner:owner@127.0.0.1:${port}/harmonie`,
    },
    stop: () => postgres.stop(),
  };
}
