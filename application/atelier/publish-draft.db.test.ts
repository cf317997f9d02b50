import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { createCircuitDraft, fileOfText, findCircuitDraft, markPublishing } from '../../prisma/repositories/atelier.ts';
import { aPerson } from '../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { traceOf } from '../../prisma/testing/trace.ts';
import { importRelease } from './import-release.ts';
import { giveBack, publishDraft } from './publish-draft.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const deployed = { engine: 'default', processDefinitionKey: '2251799813685249' };

let db: TestDatabase;
let alice: string;
beforeAll(async () => {
  db = await aDatabase();
  alice = await aPerson('Alice').make(db.database);
});
afterAll(() => db?.drop());

/** Each test has a kind of its own. */
let serial = 0;
let kind: string;
beforeEach(() => {
  serial += 1;
  kind = `essai-${serial}`;
});

const circuit = (text: string) => {
  const manifest = { kind } as CircuitManifest;
  return { kind, hash: `${kind}:${text}`, files: [fileOfText('note.json', text)], manifest };
};
const release = (text: string) => importRelease(db, { circuit: circuit(text), at: AT });
const drawnFrom = (baseVersionId: string | null) =>
  createCircuitDraft(db.database.prisma, { kind, origin: 'new', baseVersionId, authorId: alice, at: AT, files: [] });
const publish = async (text: string, baseVersionId: string | null, over: string | null = null) => {
  const draft = await drawnFrom(baseVersionId);
  const asked = { draft, over, circuit: circuit(text), deployed, actorId: alice, reason: 'Délai', at: AT };
  return { draft, published: await publishDraft(db, asked).catch(({ code, params }) => ({ code, params })) };
};
const versions = async () =>
  (await db.database.prisma.circuitVersion.findMany({ where: { kind }, orderBy: { number: 'asc' } })).map(
    ({ bundleHash, current }) => [bundleHash.split(':')[1], current],
  );
const traced = async () =>
  (await traceOf(db.database.prisma, SYSTEM_CHAIN)).filter(
    ({ payload }) => (payload as { kind?: string })?.kind === kind,
  );

test('a draft takes the place of the version it was drawn from, deployed, traced, and is no more', async () => {
  const { version } = await release('un');
  const { draft, published } = await publish('deux', version.id);
  expect(published).toMatchObject({ number: 2, publishedBy: alice });
  expect(await versions()).toEqual([
    ['un', false],
    ['deux', true],
  ]);
  expect(await findCircuitDraft(db.database.prisma, draft.id)).toBeNull();
  expect((await traced()).at(-1)).toMatchObject({
    ...{
      verb: 'circuit.publish',
      actorId: alice,
      payload: { draftId: draft.id, replaces: version.id, reason: 'Délai' },
    },
  });
  expect(await db.database.prisma.deployment.count({ where: { version: { kind } } })).toBe(1);
});

test('a draft that another publication overtook, or that changes nothing, leaves all as it is', async () => {
  const { version } = await release('un');
  await release('deux');
  const before = (await traced()).length;
  const { draft, published } = await publish('trois', version.id);
  expect(published).toEqual({ code: 'circuit-outdated', params: { number: 2 } });
  expect((await publish('deux', version.id)).published).toMatchObject({ code: 'circuit-unchanged' });
  expect(await versions()).toEqual([
    ['un', false],
    ['deux', true],
  ]);
  expect([
    (await traced()).length,
    await db.database.prisma.deployment.count({ where: { version: { kind } } }),
  ]).toEqual([before, 0]);

  await markPublishing(db.database.prisma, draft.id, crypto.randomUUID());
  await giveBack(db, draft.id);
  expect(await findCircuitDraft(db.database.prisma, draft.id)).toMatchObject({ publicationId: null });
});

test('an analyst may publish over the version that they saw, and bring an older one back under its number', async () => {
  const { version: first } = await release('un');
  const { version: second } = await release('deux');
  expect((await publish('trois', first.id, second.id)).published).toMatchObject({ number: 3 });
  const third = await db.database.prisma.circuitVersion.findFirstOrThrow({ where: { kind, number: 3 } });
  expect((await publish('un', third.id)).published).toMatchObject({ id: first.id, number: 1 });
  expect(await versions()).toEqual([
    ['un', true],
    ['deux', false],
    ['trois', false],
  ]);
});

test('a release is put in force once, and proposed once where an analyst chose', async () => {
  const { version, did } = await release('un');
  expect([did, (await release('un')).did]).toEqual(['publish', null]);
  await publish('deux', version.id);
  expect([(await release('trois')).did, (await release('trois')).did]).toEqual(['propose', null]);
  expect(await versions()).toEqual([
    ['un', false],
    ['deux', true],
  ]);
  expect((await traced()).map(({ verb }) => verb)).toEqual(['circuit.publish', 'circuit.publish', 'circuit.propose']);
});
