import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeFailure } from '#domain/incident/incident.ts';
import type { Incident } from '#zeebe/client.ts';
import type { EngineReader } from '../../dependencies.ts';
import { aPortal, type TestPortal } from '../../testing/portal.ts';

const MANY = 10_000;
const lacks = (structure: string) => encodeFailure({ cause: 'nobody-holds', params: { role: 'valideur', structure } });
/** The messages of three causes: half of one, the rest of two. */
const messageOf = (n: number): string =>
  n % 2 === 0 ? `Expected a duration of job ${2251799813685300 + n}` : lacks(n % 4 === 1 ? 'TJ-A' : 'TJ-B');
const incidents = Array.from({ length: MANY }, (_none, n) => ({
  ...{ incidentKey: String(n + 1), processInstanceKey: `9${n}`, elementInstanceKey: `8${n}`, elementId: 'visa' },
  ...{ processDefinitionId: 'essai', creationTime: new Date(1_770_000_000_000 + n).toISOString() },
  ...{ errorType: n % 2 === 0 ? 'EXTRACT_VALUE_ERROR' : 'TASK_LISTENER_NO_RETRIES', errorMessage: messageOf(n) },
})) as unknown as Incident[];

let portal: TestPortal;
let reads = 0;
beforeAll(async () => {
  const engine: Partial<EngineReader> = {
    oldestIncidents: async (max) => {
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { items: incidents.slice(0, max), more: true };
    },
  };
  portal = await aPortal({ engine: engine as EngineReader });
});
afterAll(() => portal.close());

test('ten thousand incidents are some groups, read once for all who look, and listed page by page', async () => {
  const adam = await portal.as('adam.administrateur');
  const look = () => adam.get('/api/incidents/groups').expect(200);
  const [{ body }] = await Promise.all([look(), look(), look()]);
  expect(reads).toBe(1);
  expect(body).toMatchObject({ incidents: MANY, partial: true, more: false });
  expect(body.items.map((group: { cause: string; incidents: number }) => [group.cause, group.incidents])).toEqual([
    ['expression-fault', MANY / 2],
    ['nobody-holds', MANY / 4],
    ['nobody-holds', MANY / 4],
  ]);
  const address = `/api/incidents?group=${body.items[0].id}&pageSize=20`;
  const first = (await adam.get(address).expect(200)).body;
  expect([first.items.length, first.total, first.items[0].key]).toEqual([20, MANY / 2, '1']);
  const second = (await adam.get(`${address}&after=${first.next}`).expect(200)).body;
  expect([second.items[0].key, second.previous]).toEqual(['41', '41']);
  const back = (await adam.get(`${address}&before=${second.previous}`).expect(200)).body;
  expect(back.items.map(({ key }: { key: string }) => key)).toEqual(first.items.map(({ key }: { key: string }) => key));
});
