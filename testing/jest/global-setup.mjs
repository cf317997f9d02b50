// One PostgreSQL for the whole run, with a migrated template that each test file copies (prisma/testing/database.ts).
import { startTestServer } from '../../prisma/testing/server.ts';

/** A run of pure tests named one by one needs no database; anything else may. */
const pureOnly = (patterns) =>
  patterns.length > 0 && patterns.every((pattern) => /(?<!\.(db|circuit|e2e))\.test\.ts$/.test(pattern));

export default async function setup(globalConfig) {
  const patterns = globalConfig.testPathPatterns?.patterns ?? [];
  if (pureOnly(patterns)) return;
  const server = await startTestServer();
  process.env.HARMONIE_TEST_DATABASE = server.url;
  globalThis.__harmonieTestServer = server;
}
