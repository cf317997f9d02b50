// One PostgreSQL for the whole run, with a migrated database that each test file copies (prisma/testing/database.ts).
import { startTestServer } from '../../prisma/testing/server.ts';

export default async function setup() {
  const server = await startTestServer();
  process.env.HARMONIE_TEST_DATABASE = server.url;
  globalThis.__harmonieTestServer = server;
}
