import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';
import { aPortal, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.close());

const told = async (of: TestPortal) => (await of.stranger.get('/api/demonstration').expect(200)).body;

test('whoever is to try a demonstration is told its accounts, those that are there', async () => {
  const { accounts, password } = await told(portal);
  expect(password).toBe(DEMONSTRATION_PASSWORD);
  expect(accounts).toHaveLength(DEMONSTRATION_ACCOUNTS.length);
  // Whoever is asked for a one-time code at sign-in finds one, right now and unused.
  expect(accounts.filter(({ code }: { code: string | null }) => /^\d{6}$/.test(code ?? ''))).toHaveLength(6);
  const [first, ...others] = DEMONSTRATION_ACCOUNTS;
  await portal.db.asOwner('delete from "user" where email = $1', [first?.email]);
  expect((await told(portal)).accounts).toHaveLength(others.length);
});

test.each([
  ['in production', { production: true }],
  ['where there is no demonstration', { demonstration: false }],
])('nobody is told any %s', async (_where, settings) => {
  const other = await aPortal({ settings });
  expect(await told(other)).toEqual({ accounts: [], password: null });
  await other.close();
});
