import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { fileOfText, findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type Analysts, approvedDraft, twoAnalysts } from '#testing/two-analysts.ts';
import { importRelease } from '../release/import-release.ts';
import { publishDraft } from './publish-draft.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const deployed = { engine: 'default', processDefinitionKey: '2251799813685249', blocks: {} };

let db: TestDatabase;
let analysts: Analysts;
beforeAll(async () => {
  db = await aDatabase();
  analysts = await twoAnalysts(db.database);
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
  const files = [fileOfText('note.json', text)];
  return { kind, hash: bundleHash(files), files, manifest: { kind } as CircuitManifest };
};
const release = async (text: string) => {
  const { version, did } = await importRelease(db, { circuit: circuit(text), at: AT });
  if (version === null) throw new Error('a release is in force');
  return { version, did };
};
const publish = async (text: string, baseVersionId: string | null, over: string | null = null) => {
  const asked = { ...analysts, baseVersionId, over, reason: 'Délai', at: AT };
  const { draft, proposal } = await approvedDraft(db.database, circuit(text), asked);
  const deps = { database: db.database, baseUrl: 'https://harmonie.example' };
  const asWritten = { draft, proposalId: proposal.id, circuit: circuit(text), deployed, at: AT };
  const published = publishDraft(deps, asWritten).catch(({ code, params }) => ({ code, params }));
  return { draft, proposal, published: await published, asWritten, deps };
};
const versions = async () => {
  const rows = await db.database.prisma.circuitVersion.findMany({
    where: { kind },
    orderBy: { number: 'asc' },
    select: { current: true, files: { select: { content: true } } },
  });
  return rows.map(({ files, current }) => [new TextDecoder().decode(files[0]?.content), current]);
};
const traced = async () =>
  (await traceOf(db.database.prisma, SYSTEM_CHAIN)).filter(
    ({ payload }) => (payload as { kind?: string })?.kind === kind,
  );

test('what two people approved takes the place of the version it was drawn from, deployed, traced; the draft is no more', async () => {
  const { version } = await release('un');
  const { draft, proposal, published } = await publish('deux', version.id);
  expect(published).toMatchObject({ number: 2, publishedBy: analysts.approver });
  expect(await versions()).toEqual([
    ['un', false],
    ['deux', true],
  ]);
  expect(await findCircuitDraft(db.database.prisma, draft.id)).toBeNull();
  const { proposer, approver } = analysts;
  expect((await traced()).at(-1)).toMatchObject({
    ...{ verb: 'circuit.publish', actorId: approver },
    payload: {
      draftId: draft.id,
      replaces: version.id,
      reason: 'Délai',
      proposedBy: proposer,
      proposalId: proposal.id,
    },
  });
  expect(await db.database.prisma.deployment.count({ where: { version: { kind } } })).toBe(1);
  expect(await db.database.prisma.notification.findMany({ where: { message: 'circuit-published' } })).toMatchObject([
    { recipientId: proposer, subject: `circuit-proposal:${proposal.id}` },
  ]);
});

test('what another publication overtook, or what changes nothing, leaves all as it is', async () => {
  const { version } = await release('un');
  await publish('deux', version.id);
  const before = (await traced()).length;
  expect((await publish('trois', version.id)).published).toEqual({ code: 'circuit-outdated', params: { number: 2 } });
  expect((await publish('deux', version.id)).published).toMatchObject({ code: 'circuit-unchanged' });
  expect(await versions()).toEqual([
    ['un', false],
    ['deux', true],
  ]);
  expect([
    (await traced()).length,
    await db.database.prisma.deployment.count({ where: { version: { kind } } }),
  ]).toEqual([before, 1]);
});

test('what is published is what was approved, byte for byte', async () => {
  const { version } = await release('un');
  const asked = { ...analysts, baseVersionId: version.id, at: AT };
  const { draft, proposal } = await approvedDraft(db.database, circuit('deux'), asked);
  const deps = { database: db.database, baseUrl: 'https://harmonie.example' };
  const other = { draft, proposalId: proposal.id, circuit: circuit('trois'), deployed, at: AT };
  await expect(publishDraft(deps, other)).rejects.toMatchObject({ code: 'circuit-not-approved' });
  const unlike = { ...circuit('deux'), files: circuit('trois').files };
  await expect(publishDraft(deps, { ...other, circuit: unlike })).rejects.toThrow(/files are not those of its hash/);
  expect(await versions()).toEqual([['un', true]]);
});

test('analysts may publish over the version that they saw, and bring an older one back under its number', async () => {
  const { version: first } = await release('un');
  const { published } = await publish('deux', first.id);
  const second = (published as { id: string }).id;
  expect((await publish('trois', first.id, second)).published).toMatchObject({ number: 3 });
  const third = await db.database.prisma.circuitVersion.findFirstOrThrow({ where: { kind, number: 3 } });
  expect((await publish('un', third.id)).published).toMatchObject({ id: first.id, number: 1 });
  expect(await versions()).toEqual([
    ['un', true],
    ['deux', false],
    ['trois', false],
  ]);
});

test('a release is in force where there is nothing, then becomes a draft, once', async () => {
  const { did } = await release('un');
  expect([did, (await release('un')).did]).toEqual(['publish', null]);
  expect([(await release('trois')).did, (await release('trois')).did]).toEqual(['propose', null]);
  expect(await versions()).toEqual([['un', true]]);
  expect((await traced()).map(({ verb }) => verb)).toEqual(['circuit.publish', 'circuit.propose']);
});
