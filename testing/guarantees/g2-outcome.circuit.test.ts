import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idAt, isInBlock } from '#domain/circuit/blocks/block.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { publishHostile, stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

const CONTACT = { phone: '+33687654321', personalEmail: 'claire@exemple.test' };
const IBAN = 'FR7630006000011234567890189';

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await aPerson('Félix').postedIn(cast.office).holding('financier', cast.office).make(bench.db.database);
  // Where the table sends a change of telephone to the manager.
  await bench.db.asOwner("update structure set code = 'MA-ROCHEFONTAINE' where id = $1", [cast.office.id]);
  await bench.start();
});
afterAll(() => bench?.close());

/** Commands to the engine itself, as whoever holds its secret gives them. */
async function command(method: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${bench.gateway.restAddress}/v2${path}`, { method, headers, body: JSON.stringify(body) });
}

const jump = async (instanceKey: string, elementId: string) =>
  expect([
    elementId,
    (
      await command('POST', `/process-instances/${instanceKey}/modification`, {
        activateInstructions: [{ elementId }],
      })
    ).status,
  ]).toEqual([elementId, 204]);

/** What people read became of a request: its end, its dated steps, what they were notified of. */
async function told(requestId: string) {
  const { prisma } = bench.db.database;
  const { outcome, closedAt, stopUntil } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const events = await prisma.requestEvent.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
  const notified = await prisma.notification.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
  return {
    ...{ outcome, closedAt, stopUntil },
    events: events.map(({ kind }) => kind),
    notified: notified.map(({ message }) => message),
  };
}

const ungrounded = (claim: string, lacks: string) =>
  `{"cause":"outcome-ungrounded","params":${JSON.stringify({ claim, lacks })}}`;

/** What each kind is asked with, and the step that waits first. */
const KINDS = {
  'temps-partiel-sur-autorisation': { data: () => people.requestData(), first: 'avis-superieur' },
  'coordonnees-bancaires': { data: async () => ({ holder: await holder(), iban: IBAN }), first: 'rappel' },
  'telephone-courriel': { data: () => CONTACT, first: 'visa' },
} as const;

async function holder(): Promise<string> {
  const where = { id: cast.agent };
  const { firstName, lastName } = await bench.db.database.prisma.person.findUniqueOrThrow({ where });
  return `${firstName} ${lastName}`;
}

/** A request that waits for its first decision, and the instance that waits: the block's, where one has it. */
async function waiting(kind: keyof typeof KINDS) {
  const { data, first } = KINDS[kind];
  const requestId = await people.file(await data(), { kind });
  const task = await people.taskAt(requestId, first);
  const request = await bench.db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  return { requestId, instanceKey: String(request.instanceKey), taskInstanceKey: task.instanceKey };
}

describe('G2: a jump of the engine to a step that says what became of a request', () => {
  test.each([
    ['temps-partiel-sur-autorisation', 'cloture-refus', ungrounded('refused', 'refusal')],
    ['temps-partiel-sur-autorisation', 'cloture-retrait', ungrounded('withdrawn', 'withdrawal')],
    ['temps-partiel-sur-autorisation', 'instruction/constater-silence', ungrounded('silence-over', 'delay-over')],
    ['temps-partiel-sur-autorisation', 'instruction/informer-avis', ungrounded('opinion-given', 'opinion')],
    ['temps-partiel-sur-autorisation', 'signature', ungrounded('visa-given', 'visa')],
    ['telephone-courriel', 'cloture-accord', ungrounded('applied', 'effect')],
    ['coordonnees-bancaires', 'contre-appel/fixer-delai', ungrounded('agreed', 'agreement')],
    ['coordonnees-bancaires', 'contre-appel/prevenir-delai', ungrounded('agreed', 'agreement')],
    ['coordonnees-bancaires', 'cloture-accord', '{"cause":"pay-ungrounded","params":{}}'],
    ['coordonnees-bancaires', 'cloture-refus', ungrounded('refused', 'refusal')],
    ['coordonnees-bancaires', 'cloture-retrait', ungrounded('withdrawn', 'withdrawal')],
    ['coordonnees-bancaires', 'contre-appel/informer-silence', ungrounded('silence-recorded', 'silence')],
  ] as const)('%s, %s: it stops, nothing is written, nobody is told', async (kind, place, stop) => {
    const { requestId, instanceKey, taskInstanceKey } = await waiting(kind);
    const before = await told(requestId);
    await jump(isInBlock(place) ? taskInstanceKey : instanceKey, idAt(place));
    expect(await stopOf(bench, requestId)).toBe(stop);
    expect(await told(requestId)).toEqual(before);
    await bench.engine.cancelInstance(instanceKey);
    await bench.db.asOwner(`update request set outcome = 'closed', closed_at = now() where id = $1`, [requestId]);
  });
});

test('G2: the clock of the engine, moved ahead, makes no silence: the portal goes by its own', async () => {
  const { requestId, taskInstanceKey } = await waiting('temps-partiel-sur-autorisation');
  try {
    expect((await command('PUT', '/clock', { timestamp: Date.now() + 70 * 86_400_000 })).status).toBe(204);
    expect(await stopOf(bench, requestId)).toBe(ungrounded('silence-over', 'delay-over'));
  } finally {
    await command('POST', '/clock/reset', {});
  }
  expect((await told(requestId)).events).not.toContain('silence');
  // Its day come, the step that is tried again records it.
  await bench.db.asOwner(`update request set silence_at = now() where id = $1`, [requestId]);
  const [incident] = await bench.engine.openIncidents({ processInstanceKey: taskInstanceKey });
  await bench.engine.resolveIncident(String(incident?.incidentKey), { retries: 1 });
  await eventually(async () => (await told(requestId)).notified.includes('silence'));
});

test('G2: an effect that only the engine knows grants nothing', async () => {
  const kind = await publishHostile(bench, {
    like: 'telephone-courriel',
    as: 'pirate-accord',
    steps: [{ type: 'request-register' }, { type: 'request-close', headers: { outcome: 'granted' } }],
  });
  const requestId = await people.file(CONTACT, { kind });
  expect(await stopOf(bench, requestId)).toBe(ungrounded('granted', 'effect'));
  expect(await told(requestId)).toMatchObject({ outcome: null, closedAt: null });
});

test('G2: a statement of the application’s role closes nothing without its grounds, and records no silence before its day', async () => {
  const { requestId } = await waiting('temps-partiel-sur-autorisation');
  const before = await told(requestId);
  const run = (sql: string) => bench.db.database.prisma.$executeRawUnsafe(sql, requestId);
  for (const outcome of ['granted', 'refused', 'withdrawn'])
    await expect(
      run(`update request set outcome = '${outcome}', closed_at = now() where id = $1::uuid`),
    ).rejects.toThrow(/nothing stands behind/);
  const silence = `insert into request_event (id, request_id, kind, fact_key, detail)
    values (gen_random_uuid(), $1::uuid, 'silence', 'silence', '{"means": "rejection"}')`;
  await expect(run(silence)).rejects.toThrow(/delay is not over/);
  expect(await told(requestId)).toEqual(before);
});
