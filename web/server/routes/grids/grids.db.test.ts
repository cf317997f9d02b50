import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GridView } from '#web/contract/circuits/grids.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let alice: Browser;
let bruno: Browser;
beforeAll(async () => {
  portal = await aPortal();
  alice = await portal.as('alice.analyste');
  bruno = await portal.as('bruno.analyste');
});
afterAll(() => portal.close());

const PLACE = '/api/grids/quotites';
const view = async (browser: Browser): Promise<GridView> => (await browser.get(PLACE).expect(200)).body;
const propose = (browser: Browser, { current }: GridView, rows: unknown) =>
  browser
    .post(`${PLACE}/proposals`)
    .send({ grid: { ...current?.grid, rows }, base: current?.id, reason: 'Décret de janvier' });

test('a grid is read, changed by one analyst and published by another; others read, or nothing', async () => {
  const before = await view(alice);
  expect(before).toMatchObject({ current: { number: 1, by: null }, proposal: null, mayPropose: true });
  const rows = before.current?.grid.rows.slice(0, 4) ?? [];
  const faulty = await propose(alice, before, [...rows, { ...rows[3], from: '2023-02-29' }]).expect(422);
  expect(faulty.body).toMatchObject({
    code: 'grid-invalid',
    gridFaults: [{ at: 'rows.4.from', code: 'grid-day', message: { fr: expect.stringContaining('2023-02-29') } }],
  });
  await propose(alice, { ...before, current: null }, rows).expect(400);
  await propose(alice, before, rows).expect(201);
  expect((await propose(bruno, before, rows).expect(409)).body.code).toBe('grid-proposed');

  const { proposal } = await view(bruno);
  expect(proposal).toMatchObject({
    ...{ state: 'open', reason: 'Décret de janvier', proposedBy: { firstName: 'Alice' } },
    mine: { approvalBar: null, canReturn: true, canTakeBack: false },
  });
  const approval = `/api/grid-proposals/${proposal?.id}/approval`;
  expect((await alice.post(approval).expect(403)).body.code).toBe('grid-own-proposal');
  expect((await bruno.post(approval).expect(201)).body).toEqual({ number: 2 });
  expect((await bruno.get('/api/grids').expect(200)).body.items).toContainEqual(
    expect.objectContaining({ name: 'quotites', number: 2, rows: 4, proposed: false }),
  );
  expect((await propose(alice, before, []).expect(409)).body).toMatchObject({
    ...{ code: 'grid-changed', params: { number: 2 } },
  });

  const adam = await portal.as('adam.administrateur');
  expect(await view(adam)).toMatchObject({ current: { number: 2 }, mayPropose: false });
  await propose(adam, await view(adam), []).expect(403);
  await (await portal.as('claire.agent')).get(PLACE).expect(403);
  await alice.get('/api/grids/rien').expect(404);
});
