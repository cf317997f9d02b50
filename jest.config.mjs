// The suffix says what a test needs ready, and so what it costs: docs/testing.md.
import { availableParallelism } from 'node:os';
import { keepFilesInMemory } from './testing/jest/memory.mjs';

keepFilesInMemory();

const IGNORED = ['/node_modules/', '/.data/', '/dist/'];
/** What `npm run test:full` asks for (testing/long-form.ts). */
const FULL = process.env.TEST_FORM === 'full';

const project = (displayName, testMatch, { not = [], ...more } = {}) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: [...IGNORED, ...(FULL ? [] : ['\\.long\\.']), ...not],
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Node loads what is tested (testing/jest/native.mjs): Jest compiles nothing.
  transform: {},
  testEnvironment: '<rootDir>/testing/jest/node.mjs',
  testRunner: '<rootDir>/testing/jest/native.mjs',
  injectGlobals: false,
  ...more,
});

/** @type {import('jest').Config} */
export default {
  projects: [
    // Nothing: rules, and the engine, which makes what it needs by itself.
    project('alone', ['**/*.test.ts'], {
      not: ['\\.(db|e2e)\\.test\\.ts$', '<rootDir>/(?!engine/).*\\.circuit\\.test\\.ts$'],
    }),
    // A PostgreSQL, and a migrated database to copy.
    project('database', ['**/*.db.test.ts', '**/*.circuit.test.ts'], {
      not: ['<rootDir>/engine/'],
      globalSetup: '<rootDir>/testing/jest/database-setup.mjs',
      globalTeardown: '<rootDir>/testing/jest/database-teardown.mjs',
    }),
    // A whole portal to copy.
    project('portal', ['**/*.e2e.test.ts'], {
      globalSetup: '<rootDir>/testing/jest/portal-setup.mjs',
      globalTeardown: '<rootDir>/testing/jest/portal-teardown.mjs',
    }),
    // A page without a browser.
    project('component', ['**/*.test.tsx'], {
      testEnvironment: '<rootDir>/testing/jest/browser.mjs',
      setupFilesAfterEnv: ['<rootDir>/testing/component/setup.ts'],
    }),
  ],
  testSequencer: '<rootDir>/testing/jest/sequencer.mjs',
  // A last resort, whatever else the machine does: a test waits on what happens, never on a time.
  testTimeout: FULL ? 3_600_000 : 600_000,
  // One more than there are cores: a test that waits (for a browser, a process that dies) leaves its core to another. With
  // two more, the suites took a fiftieth longer on two cores: what each worker loads, and portals that wait for each other.
  maxWorkers: Math.max(2, availableParallelism() + 1),
  // A worker ends as it is told to (testing/jest/node.mjs); a busy machine may take longer than Jest's half-second to see it.
  workerGracefulExitTimeout: 30_000,
  // Modules that were loaded in a file's own world are not all given back.
  workerIdleMemoryLimit: '1500MB',
};
