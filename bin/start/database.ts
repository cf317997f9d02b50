// The embedded PostgreSQL, as a child of the supervisor: whatever ends the one ends the other.
//   DATABASE_DIR, DATABASE_PORT, DATABASE_SOCKET_DIR (where there is one), DATABASE_PASSWORD
import { onStop, TRY_AGAIN } from '#config/on-stop.ts';
import { machineSettings, thisMachine } from '#prisma/embedded/machine-settings.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';

const { DATABASE_DIR = '', DATABASE_PORT = '', DATABASE_SOCKET_DIR, DATABASE_PASSWORD = '' } = process.env;

const starting = startEmbeddedPostgres({
  dir: DATABASE_DIR,
  port: Number(DATABASE_PORT),
  password: DATABASE_PASSWORD,
  ...(DATABASE_SOCKET_DIR && { socketDir: DATABASE_SOCKET_DIR }),
  // The log may quote statements and values: what stops the server only, and without the values.
  settings: {
    ...machineSettings(thisMachine()),
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  },
  log: (line) => {
    if (/ (FATAL|PANIC): {2}/.test(line) && !/shutdown|terminating connection|expected SASL response/.test(line))
      console.error(line);
  },
});
// Asked to stop while it starts: a server that nobody would stop later must not be left behind.
onStop(() => starting.then((server) => server.stop()));

try {
  const server = await starting;
  void server.ended.then(() => process.exit(1));
  process.send?.({ ready: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // It may have been killed: what is wrong for good says so a few seconds later.
  process.exit(TRY_AGAIN);
}
