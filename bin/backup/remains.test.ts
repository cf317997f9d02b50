import { expect, test } from '@jest/globals';
import { remainsOf } from './remains.ts';

const AT = new Date('2026-11-26T12:00:00.000Z');
const embedded = {
  dataDir: '/data',
  cluster: { port: 1, password: '', dir: '/data/postgres' },
  databaseUrl: null,
  engine: { restAddress: 'http://127.0.0.1:1', user: '', password: '' },
  given: [],
};

test('of what is embedded nothing is left to the operator but what left the portal', () => {
  expect(remainsOf(embedded, { at: AT, lsn: '0/1' })).toEqual([expect.stringMatching(/^What mail servers received/)]);
});

test('what is elsewhere is named, with the moment, and the place in the log, to bring it back to', () => {
  const elsewhere = { ...embedded, cluster: null, databaseUrl: 'postgres://x', engine: null, given: ['DATA_KEY'] };
  const remains = remainsOf(elsewhere, { at: AT, lsn: '1A/2B' }).join('\n');
  expect(remains).toMatch(/database is elsewhere.*position 1A\/2B of its log.*2026-11-26T12:00:00\.000Z/);
  expect(remains).toMatch(/engine is elsewhere.*2026-11-26T12:00:00\.000Z/);
  expect(remains).toMatch(/^DATA_KEY: given to the portal by its environment/m);
  expect(remainsOf(elsewhere, { at: AT, lsn: null }).join()).toMatch(/Recover it to 2026-11-26T12:00:00\.000Z/);
});
