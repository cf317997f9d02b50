import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { PROCESSES, QUIET } from '#testing/shipped-circuits.ts';
import { type Bundle, makeBundle, readBundles, readGridFiles } from '../read/bundle.ts';
import { importShipped } from './publish.ts';

const KIND = 'temps-partiel-sur-autorisation';
let db: TestDatabase;
let shipped: Bundle;
beforeAll(async () => {
  db = await aDatabase();
  const found = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error('the first circuit is not shipped');
  shipped = found;
});
afterAll(() => db.drop());

/** What a later release ships: the same circuit with another template. */
function release(comment: string): Bundle {
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const act = new TextDecoder().decode(contents.get('act.typ'));
  return makeBundle(KIND, contents.set('act.typ', new TextEncoder().encode(`// ${comment}\n${act}`)));
}

const ship = (bundle: Bundle) => importShipped({ database: db.database, now: () => new Date(), log: QUIET }, bundle);
const currentHash = async () =>
  (await db.database.prisma.circuitVersion.findFirstOrThrow({ where: { kind: KIND, current: true } })).bundleHash;

describe('a release of the portal', () => {
  test('puts its circuits in force where there is none, and never goes over them: it makes a draft, once', async () => {
    await keepNewGrids(db.database.prisma, await readGridFiles(PROCESSES));
    await ship(shipped);
    await ship(shipped);
    expect(await currentHash()).toBe(shipped.hash);
    expect(await db.database.prisma.circuitDraft.count()).toBe(0);

    await ship(release('deux'));
    await ship(release('deux'));
    expect(await currentHash()).toBe(shipped.hash);
    expect(await db.database.prisma.circuitVersion.count()).toBe(1);
    const [draft, ...others] = await db.database.prisma.circuitDraft.findMany({ include: { baseVersion: true } });
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ kind: KIND, origin: 'release', createdBy: null });
    expect(draft?.baseVersion?.bundleHash).toBe(shipped.hash);
    // Its blocks and its themes are drafts of their own.
    const digests = (files: readonly BundleFile[]) => files.map(({ path, sha256 }) => `${path} ${sha256}`);
    expect(digests(await filesOfDraft(db.database.prisma, draft?.id ?? ''))).toEqual(
      digests(release('deux').files.filter(({ path }) => !/^_(?:blocks|situation)/.test(path))),
    );

    await db.database.prisma.circuitDraft.deleteMany();
    await ship(release('deux'));
    expect(await db.database.prisma.circuitDraft.count()).toBe(0);
  });
});
