/**
 * How many a test plays: `daily` in `npm test`, `full` in `npm run test:full`. What protects nothing day by day belongs
 * to the second: hundreds of kills, thousands of seeds. The engine, which stands alone, has its own `amount`, on the same
 * environment name. A file that plays in the long form only is called `*.long.<kind>.test.ts` (jest.config.mjs).
 */
export const amount = ({ daily, full }: { readonly daily: number; readonly full: number }): number =>
  process.env.TEST_FORM === 'full' ? full : daily;
