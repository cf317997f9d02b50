// The embedded PostgreSQL, as a child of the supervisor: whatever ends the one ends the other.
//   DATABASE_DIR, DATABASE_PORT, DATABASE_PASSWORD
import { startEmbeddedPostgres } from '../../prisma/embedded/postgres.ts';
import { onStop } from './child.ts';

const { DATABASE_DIR = '', DATABASE_PORT = '', DATABASE_PASSWORD = '' } = process.env;

const server = await startEmbeddedPostgres({
  dir: DATABASE_DIR,
  port: Number(DATABASE_PORT),
  password: DATABASE_PASSWORD,
  // The log may quote statements and values: warnings and worse only, and without the values.
  settings: { log_min_messages: 'fatal', log_min_error_statement: 'panic', log_parameter_max_length_on_error: '0' },
  log: (line) => {
    if (/ (FATAL|PANIC): {2}/.test(line) && !/shutdown|terminating connection/.test(line)) console.error(line);
  },
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

onStop(() => server.stop());
void server.ended.then(() => process.exit(1));
process.send?.({ ready: true });
