// The suffix tells the cost: .test.ts (pure), .db.test.ts, .circuit.test.ts, .e2e.test.ts (real Chromium).
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  globalSetup: '<rootDir>/testing/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/testing/jest/global-teardown.mjs',
  transform: { '\\.tsx?$': '<rootDir>/testing/jest/transform.mjs' },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  injectGlobals: false,
  testTimeout: 120_000,
  // Two at least: files then run in processes of their own, and a handle that one leaves open cannot hold the run.
  maxWorkers: 2,
};
