import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import { versionInForce } from '#domain/circuit/drafts/proposal.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { versionsOf } from '#prisma/repositories/circuits/circuits.ts';
import { publishedHashes } from '#prisma/repositories/circuits/proposals.ts';
import { createDraft, findDraft } from '#prisma/repositories/drafts/drafts.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type Analysts, publishedByTwo, twoAnalysts } from '#testing/two-analysts.ts';
import { rebasedDraft } from '../../drafts/rebase-draft.ts';
import { createVersions, type Versions } from '../../versions.ts';
import { importRelease } from '../release/import-release.ts';
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
  keysOf.set(bundleHash(files), keys);
  const manifest = { kind, title, form: { path: 'demande.form' }, taskForms: {}, steps: [] } as unknown;
  return { kind, hash: bundleHash(files), files, manifest: manifest as CircuitManifest };
};
/** The fields of a form, by the hash of its circuit. */
const keysOf = new Map<string, string[]>();
const inForce = () => db.database.prisma.circuitVersion.findFirst({ where: { kind, current: true } });
const publish = async (...keys: string[]) => {
  const baseVersionId = (await inForce())?.id ?? null;
  return publishedByTwo(db.database, circuit(...keys), { ...analysts, baseVersionId, at: AT });
};
const withdraw = async (versionId: string, by = analysts.proposer, reason = 'Une étape manque', at = AT) =>
  withdrawVersion(
    { database: db.database, baseUrl: 'https://harmonie.example' },
    { actor: await actorFacts(db.database.prisma, by), at, versionId, reason },
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
  test('gives way to the one in force before it, with its trace; the other analysts are notified', async () => {
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

  test('brings no older one back after another: the kind closes, until two publish', async () => {
    const second = await publish('reason', 'city');
    const third = await publish('reason', 'town');
    const draft = await begun({ reason: 'Déménagement' });
    const { id: firstId } = await db.database.prisma.circuitVersion.findFirstOrThrow({ where: { kind, number: 1 } });
    const older = { ...draft, versionId: firstId };
    expect(await rebase(older)).toBe(older);
    await withdraw(third.id);
    const later = new Date(AT.getTime() + 60_000);
    expect(await withdraw(second.id, analysts.proposer, 'Elle aussi', later)).toBeNull();
    expect(await inForce()).toBeNull();
    for (const kept of [draft, older]) await expect(rebase(kept)).rejects.toMatchObject({ code: 'kind-withdrawn' });
    await expect(versions.current(kind)).rejects.toMatchObject({
      ...{ code: 'kind-withdrawn', params: { reason: 'Elle aussi' } },
    });
    const { id: fourthId } = await publish('street');
    await withdraw(fourthId, analysts.proposer, 'Encore', new Date(AT.getTime() + 120_000));
    await expect(versions.current(kind)).rejects.toMatchObject({ params: { reason: 'Encore' } });
    expect(await publish('reason')).toMatchObject({ number: 1 });
    expect(await rebase(draft)).toMatchObject({ versionId: firstId });
  });

  test('leaves in force, whatever was published and withdrawn before, what the rule and the database both say', async () => {
    const { prisma } = db.database;
    let seed = 20260302;
    const upTo = (max: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * max);
    };
    const said = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      const open = await prisma.circuitVersion.findMany({
        where: { kind, withdrawnAt: null },
        orderBy: { number: 'asc' },
      });
      const one = open[upTo(open.length)];
      const does =
        one === undefined ? 'publish' : (['publish', 'bring-back', 'withdraw', 'withdraw'] as const)[upTo(4)];
      if (does === 'publish' || one === undefined) await publish(`field${step}`);
      else if (does === 'withdraw') await withdraw(one.id);
      else if (!one.current) await publish(...(keysOf.get(one.bundleHash) ?? []));
      const [asked] = await prisma.$queryRaw<
        { id: string | null }[]
      >`select circuit_version_in_force(${kind})::text as id`;
      const rule = versionInForce(await versionsOf(prisma, kind), await publishedHashes(prisma, kind));
      const current = await inForce();
      expect([step, asked?.id, current?.id ?? null]).toEqual([step, rule?.id ?? null, rule?.id ?? null]);
      said.add(
        rule === null ? 'closed' : rule.number === Math.max(...open.map(({ number }) => number)) ? 'newest' : 'older',
      );
    }
    expect([...said].sort()).toEqual(['closed', 'newest', 'older']);
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
