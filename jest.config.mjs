// The suffix tells the cost, and what is made ready: see docs/testing.md.
const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/testing/jest/transform.mjs' },
  testPathIgnorePatterns: ['/node_modules/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  injectGlobals: false,
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: 'node',
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/testing/jest/global-setup.mjs',
      globalTeardown: '<rootDir>/testing/jest/global-teardown.mjs',
    },
    {
      ...shared,
      displayName: 'component',
      testMatch: ['**/*.test.tsx'],
      testEnvironment: '<rootDir>/testing/jest/browser.mjs',
      setupFilesAfterEnv: ['<rootDir>/testing/component/setup.ts'],
      moduleNameMapper: { '\\.(s?css|svg|png|woff2?)$': '<rootDir>/testing/jest/asset.mjs' },
    },
  ],
  testTimeout: 120_000,
  // Two at least: files then run in processes of their own, and a handle that one leaves open cannot hold the run.
  maxWorkers: 2,
};
