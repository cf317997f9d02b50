import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleHash } from '../../domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { fileOfText } from '../../prisma/repositories/atelier.ts';
import { createDraft, findDraft } from '../../prisma/repositories/drafts.ts';
import { actorFacts } from '../../prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { traceOf } from '../../prisma/testing/trace.ts';
import { type Analysts, publishedByTwo, twoAnalysts } from '../../testing/two-analysts.ts';
import { rebasedDraft } from '../drafts/rebase-draft.ts';
import { createVersions, type Versions } from '../versions.ts';
import { importRelease } from './import-release.ts';
import { withdrawVersion } from './withdraw-version.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let versions: Versions;
let analysts: Analysts;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  versions = createVersions(db.database);
  analysts = await twoAnalysts(db.database);
  claire = await aPerson('Claire')
    .postedIn(await aStructure(db.database.prisma, 'Tribunal'))
    .make(db.database);
});
afterAll(() => db?.drop());

/** Each test has a kind of its own, whose first form asks for a reason. */
let serial = 0;
let kind: string;
beforeEach(async () => {
  serial += 1;
  kind = `essai-${serial}`;
  await importRelease(db, { circuit: circuit('reason'), at: AT });
});
/** A circuit whose form has these fields. */
const circuit = (...keys: string[]) => {
  const components = keys.map((key) => ({ type: 'textfield', key }));
  const files = [fileOfText('demande.form', JSON.stringify({ components }))];
  const title = { fr: 'Essai', en: 'Trial' };
  const manifest = { kind, title, form: { path: 'demande.form' }, taskForms: {}, steps: [] } as unknown;
  return { kind, hash: bundleHash(files), files, manifest: manifest as CircuitManifest };
};
const inForce = () => db.database.prisma.circuitVersion.findFirst({ where: { kind, current: true } });
const publish = async (...keys: string[]) => {
  const baseVersionId = (await inForce())?.id ?? null;
  return publishedByTwo(db.database, circuit(...keys), { ...analysts, baseVersionId, at: AT });
};
const withdraw = async (versionId: string, by = analysts.proposer, reason = 'Une étape manque') =>
  withdrawVersion(
    { database: db.database, baseUrl: 'https://harmonie.example' },
    { actor: await actorFacts(db.database.prisma, by), at: AT, versionId, reason },
  );
const begun = async (data: Record<string, unknown>) => {
  const { prisma } = db.database;
  const versionId = (await inForce())?.id ?? '';
  const draft = await createDraft(prisma, { ownerId: claire, agentId: null, versionId, at: AT });
  await prisma.draft.update({ where: { id: draft.id }, data: { data: data as object } });
  const found = await findDraft(prisma, draft.id, claire);
  if (found === null) throw new Error('a draft that was begun is there');
  return found;
};
const rebase = (draft: Awaited<ReturnType<typeof begun>>) => rebasedDraft({ database: db.database, versions }, draft);
const keptOf = async ({ id }: { id: string }) => (await findDraft(db.database.prisma, id, claire))?.data;

describe('a version that an analyst withdraws', () => {
  test('gives way to the newest one left, with its trace; the other analysts are notified', async () => {
    const second = await publish('reason', 'city');
    const third = await publish('reason', 'town');
    await expect(withdraw(third.id, claire)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await withdraw(third.id)).toMatchObject({ id: second.id, number: 2 });
    expect(await inForce()).toMatchObject({ id: second.id });
    expect((await traceOf(db.database.prisma, SYSTEM_CHAIN)).at(-1)).toMatchObject({
      ...{ verb: 'circuit.withdraw', actorId: analysts.proposer, subject: `circuit:${third.id}` },
      payload: { kind, number: 3, reason: 'Une étape manque', inForceSince: second.id },
    });
    expect(await db.database.prisma.notification.findMany({ where: { subject: `circuit:${kind}` } })).toMatchObject([
      { message: 'circuit-withdrawn', recipientId: analysts.approver },
    ]);
    await expect(withdraw(third.id)).rejects.toMatchObject({ code: 'circuit-already-withdrawn' });
  });

  test('that nothing replaces closes its kind, with the reason that agents read', async () => {
    await withdraw((await inForce())?.id ?? '');
    await expect(versions.current(kind)).rejects.toMatchObject({
      code: 'kind-withdrawn',
      params: { reason: 'Une étape manque' },
    });
    await publish('reason', 'city');
    expect(await versions.current(kind)).toMatchObject({ number: 2 });
  });

  test('that was not in force leaves the one that is', async () => {
    const first = await inForce();
    const second = await publish('reason', 'city');
    expect(await withdraw(first?.id ?? '')).toMatchObject({ id: second.id });
    expect(await inForce()).toMatchObject({ id: second.id });
  });
});

describe('a draft begun on a version that is withdrawn', () => {
  test('goes on the one in force when its form has a place for all that was typed', async () => {
    const second = await publish('reason', 'city');
    const draft = await begun({ reason: 'Déménagement' });
    expect(await rebase(draft)).toMatchObject({ versionId: second.id });
    await withdraw(second.id);
    const first = await inForce();
    expect(await rebase(draft)).toMatchObject({ versionId: first?.id, data: { reason: 'Déménagement' } });
    expect(await findDraft(db.database.prisma, draft.id, claire)).toMatchObject({ versionId: first?.id });
  });

  test('is refused with the reason when it has not, or when the kind is closed; what was typed is kept', async () => {
    const second = await publish('reason', 'city');
    const draft = await begun({ reason: 'Déménagement', city: 'Valmont' });
    await withdraw(second.id);
    await expect(rebase(draft)).rejects.toMatchObject({
      code: 'draft-withdrawn',
      params: { reason: 'Une étape manque' },
    });
    await withdraw((await inForce())?.id ?? '', analysts.approver, 'Texte abrogé');
    await expect(rebase(draft)).rejects.toMatchObject({ code: 'kind-withdrawn' });
    expect(await keptOf(draft)).toEqual({ reason: 'Déménagement', city: 'Valmont' });
  });
});
