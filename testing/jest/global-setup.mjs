// One PostgreSQL for the whole run, with a migrated template that each test file copies (prisma/testing/database.ts);
// where whole portals are played, the template of one too (testing/portal/portal.ts).
import { startTestServer } from '../../prisma/testing/server.ts';
import { Portal } from '../portal/portal.ts';

/** A run of pure tests named one by one needs no database; anything else may. */
const pureOnly = (patterns) =>
  patterns.length > 0 && patterns.every((pattern) => /(?<!\.(db|circuit|e2e))\.test\.ts$/.test(pattern));

/** A run of anything but whole portals says so by leaving them out, or names what it runs. */
const hasPortals = (patterns, ignored) =>
  patterns.length > 0 ? patterns.some((pattern) => /e2e/.test(pattern)) : !ignored.some((each) => /e2e/.test(each));

export default async function setup(globalConfig, { testPathIgnorePatterns }) {
  const patterns = globalConfig.testPathPatterns?.patterns ?? [];
  if (pureOnly(patterns)) return;
  const [server, portal] = await Promise.all([
    startTestServer(),
    hasPortals(patterns, testPathIgnorePatterns) ? Portal.makeTemplate() : undefined,
  ]);
  process.env.HARMONIE_TEST_DATABASE = server.url;
  Object.assign(globalThis, { __harmonieTestServer: server, __harmonieTestPortal: portal });
}
