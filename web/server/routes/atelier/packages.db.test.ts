import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { pack } from '#application/atelier/package/pack.ts';
import { unpack } from '#application/atelier/package/unpack.ts';
import { copiedFor } from '#domain/circuit/blocks/block.ts';
import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { PACKAGE_HEAD, pathInPackage } from '#domain/circuit/drafts/package.ts';
import { fileOf, fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import type { CircuitPackageLook } from '#web/contract/circuits/packages.ts';
import { aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let alice: Browser;
let versionId: string;
let zip: Buffer;
beforeAll(async () => {
  portal = await aPortal();
  alice = await portal.as('alice.analyste');
  const { prisma } = portal.dependencies.database;
  versionId = (await prisma.circuitVersion.findFirstOrThrow({ where: { kind: PART_TIME, current: true } })).id;
  zip = await exported(`/api/circuits/${versionId}/package`);
});
afterAll(() => portal.close());

const exported = async (address: string): Promise<Buffer> =>
  (await alice.get(address).buffer(true).responseType('blob').expect(200).expect('Content-Type', 'application/zip'))
    .body;
const sent = (address: string, bytes: Uint8Array) =>
  alice.post(address).set('Content-Type', 'application/zip').send(Buffer.from(bytes));
const look = async (bytes: Uint8Array): Promise<CircuitPackageLook> =>
  (await sent('/api/atelier/packages', bytes).expect(200)).body;
const draft = async (id: string): Promise<CircuitDraftView> =>
  (await alice.get(`/api/atelier/drafts/${id}`).expect(200)).body;
const countDrafts = () => portal.dependencies.database.prisma.circuitDraft.count();

/** The same circuit as another portal would export it, with some files of its parts changed or added. */
async function fromElsewhere(changes: Readonly<Record<string, (text: string) => string>>, as = PART_TIME) {
  const { head, files, parts } = await unpack({ zip, as });
  const all = [
    ...files,
    ...parts.flatMap((part) => part.files.map((file) => ({ ...file, path: pathInPackage(part, file.path) }))),
  ];
  return pack({
    head: { ...head, kind: as, portal: '9.9.9' },
    files: all.map((file) => {
      const change = changes[file.path];
      return change === undefined ? file : fileOfText(file.path, change(Buffer.from(file.content).toString()));
    }),
  });
}

describe('a version leaves as one file', () => {
  test('with the blocks and the themes that it takes, and a head that names them, nobody and no day', async () => {
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        PACKAGE_HEAD,
        `${PART_TIME}.bpmn`,
        'act.typ',
        '_blocks/signature/block.json',
        '_situation/temps-de-travail.json',
      ]),
    );
    expect(Object.keys(files).filter((path) => path.startsWith('_shared/'))).toEqual([]);
    // A block as its analysts draw it, not as the kind deploys it.
    expect(strFromU8(files['_blocks/signature/signature.bpmn'] ?? new Uint8Array())).not.toContain(`${PART_TIME}--`);
    const head = JSON.parse(strFromU8(files[PACKAGE_HEAD] ?? new Uint8Array()));
    expect(head).toMatchObject({
      format: 1,
      kind: PART_TIME,
      version: 1,
      title: { fr: 'Temps partiel sur autorisation' },
    });
    expect(head.parts).toContainEqual({ of: 'block', name: 'signature', version: 1 });
    // What acts are bound to: all that was published, the files that stay among them.
    const { prisma } = portal.dependencies.database;
    const { bundleHash: published } = await prisma.circuitVersion.findUniqueOrThrow({ where: { id: versionId } });
    expect(bundleHash(head.published)).toBe(published);
    const kept = new Map(head.published.map(({ path, sha256 }: BundleFile) => [path, sha256]));
    for (const [path, content] of Object.entries(files).filter(([path]) => path !== PACKAGE_HEAD)) {
      const block = /^_blocks\/(.+)\/\1\.bpmn$/.exec(path)?.[1];
      const text = strFromU8(content);
      const file = block === undefined ? fileOf(path, content) : fileOfText(path, copiedFor(PART_TIME, block, text));
      expect([path, kept.get(path)]).toEqual([path, file.sha256]);
    }
    expect(strFromU8(files[PACKAGE_HEAD] ?? new Uint8Array())).not.toMatch(/alice|\d{4}-\d{2}-\d{2}/i);
  });

  test('the same bytes each time, and its leaving is traced', async () => {
    expect((await exported(`/api/circuits/${versionId}/package`)).equals(zip)).toBe(true);
    expect((await traceOf(portal.dependencies.database.prisma, 'system')).at(-1)).toMatchObject({
      verb: 'circuit.export',
      subject: `circuit:${versionId}`,
      actorId: await portal.personId('alice.analyste'),
    });
  });

  test('so does a draft, as it stands; the draft of a part leaves with a kind', async () => {
    const begun: CircuitDraftView = (await alice.post('/api/atelier/drafts').send({ kind: PART_TIME }).expect(201))
      .body;
    const { head } = await unpack({ zip: await exported(`/api/atelier/drafts/${begun.id}/package`) });
    expect(head).toMatchObject({ kind: PART_TIME, version: null });
    const part = (await alice.post('/api/atelier/drafts').send({ of: 'block', kind: 'signature' }).expect(201)).body;
    expect((await alice.get(`/api/atelier/drafts/${part.id}/package`)).status).toBe(404);
  });
});

describe('a circuit comes as one file', () => {
  test('it is looked at first: here is the same, and nothing is written', async () => {
    const before = await countDrafts();
    const seen = await look(zip);
    expect(seen).toMatchObject({
      ...{ kind: PART_TIME, version: 1, inForce: { id: versionId, number: 1 }, unknownJobTypes: [], missingBlocks: [] },
    });
    expect(new Set(seen.parts.map(({ standing }) => standing))).toEqual(new Set(['same']));
    expect(await countDrafts()).toBe(before);
  });

  test('becomes the draft of the next version of its kind, like any other', async () => {
    const { id, parts } = (await sent(`/api/atelier/packages/drafts?as=${PART_TIME}`, zip).expect(201)).body;
    expect(parts).toEqual([]);
    expect(await draft(id)).toMatchObject({
      kind: PART_TIME,
      origin: 'import',
      baseVersion: { number: 1, current: true },
      proposal: null,
    });
    expect((await alice.get(`/api/atelier/drafts/${id}/comparison`).expect(200)).body.files).toEqual([]);
  });

  test('or a copy under another name, which is free', async () => {
    const { id } = (await sent('/api/atelier/packages/drafts?as=temps-partiel-essai', zip).expect(201)).body;
    const copy = await draft(id);
    expect(copy).toMatchObject({ kind: 'temps-partiel-essai', baseVersion: null });
    // Its blocks are its own copies.
    expect(copy.shared.map(({ path }) => path)).toContain('_blocks/signature/signature.bpmn');
    const taken = await sent('/api/atelier/packages/drafts?as=teletravail', zip);
    expect([taken.status, taken.body.code]).toEqual([409, 'circuit-kind-taken']);
  });

  test('a theme and a block that are not those of here are shown beside ours, and theirs is drafted where it is wanted', async () => {
    const theirs = await fromElsewhere({
      '_situation/temps-de-travail.json': (text) => text.replace('"title"', '"title" '),
      '_blocks/cloture/texts.fr.json': (text) => text.replace(/"([^"]+)"\s*}/, '"$1 (là-bas)" }'),
    });
    const seen = await look(theirs);
    const differing = seen.parts.filter(({ standing }) => standing !== 'same');
    expect(differing.map(({ of, name, standing, ours }) => [of, name, standing, ours])).toEqual([
      ['block', 'cloture', 'other', 1],
      ['theme', 'temps-de-travail', 'other', 1],
    ]);
    expect(differing.map(({ comparison }) => comparison?.files.length)).toEqual([1, 1]);
    expect(seen).toMatchObject({ portal: '9.9.9' });

    const address = `/api/atelier/packages/drafts?as=${PART_TIME}&drafting=block.cloture`;
    const { id, parts } = (await sent(address, theirs).expect(201)).body;
    expect(parts).toMatchObject([{ of: 'block', name: 'cloture' }]);
    expect(await draft(parts[0].id)).toMatchObject({
      of: 'block',
      kind: 'cloture',
      origin: 'import',
      baseVersion: { number: 1 },
    });
    // The circuit takes ours until theirs is published.
    const shared = (await draft(id)).shared.find(({ path }) => path === '_blocks/cloture/texts.fr.json');
    expect(shared?.text).not.toContain('(là-bas)');
    const trace = await traceOf(portal.dependencies.database.prisma, 'system');
    expect(trace.slice(-2)).toMatchObject([
      { verb: 'circuit.draft-begin', payload: { origin: 'import', package: { portal: '9.9.9', kind: PART_TIME } } },
      { verb: 'circuit.draft-begin', payload: { origin: 'import', kind: 'cloture' } },
    ]);
  });

  test('with a job type that nobody here does, that is said before anything is written', async () => {
    const theirs = await fromElsewhere({
      [`${PART_TIME}.bpmn`]: (text) => text.replace(/(taskDefinition[^>]*type=")[^"]*"/, '$1paye-v2"'),
    });
    expect((await look(theirs)).unknownJobTypes).toEqual(['paye-v2']);
  });

  test('a part that it does not hold is not drafted, and then nothing is', async () => {
    const before = await countDrafts();
    const answer = await sent(`/api/atelier/packages/drafts?as=${PART_TIME}&drafting=block.contre-appel`, zip);
    expect(answer.status).toBe(404);
    expect(await countDrafts()).toBe(before);
  });

  test.each([
    ['no .zip', Buffer.from('pas un zip'), 'not-zip'],
    ['more than a package weighs', Buffer.alloc(6_000_001), 'large'],
  ])('%s is refused in words, and nothing is written', async (_why, bytes, reason) => {
    const before = await countDrafts();
    const { status, body } = await sent('/api/atelier/packages', bytes);
    expect([status, body.code, body.params.reason]).toEqual([422, 'circuit-package-refused', reason]);
    expect(await countDrafts()).toBe(before);
  });

  test('bytes that say to be something else are not read', async () => {
    const answer = await alice.post('/api/atelier/packages').set('Content-Type', 'text/plain').send('x');
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  });
});
