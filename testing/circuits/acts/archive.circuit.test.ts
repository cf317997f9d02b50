import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { exportArchive } from '#application/archive/export-archive.ts';
import { exportArchives } from '#application/archive/export-archives.ts';
import type { StateToday } from '#application/archive/take-act.ts';
import { pack } from '#application/atelier/package/pack.ts';
import { unpack } from '#application/atelier/package/unpack.ts';
import { STAMPS_ONLY } from '#domain/evidence/trust-file.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { WorkerContext } from '#workers/context.ts';
import { archiveAct } from '#workers/outbox/acts/archive-act.ts';
import { stateAct } from '#workers/outbox/acts/state-act.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let folder: string;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-archive-'));
  await bench.start();
});
afterAll(async () => {
  await bench?.close();
  await rm(folder, { recursive: true, force: true });
});

const packages = {
  pack: async (_: string, circuit: Parameters<typeof pack>[0]) => pack(circuit),
  unpack: (_: string, wanted: Parameters<typeof unpack>[0]) => unpack(wanted),
  close: async () => {},
};

/** What a worker says of an act today. */
const stateToday: StateToday = async ({ actId, actor: { personId: askedById } }) => {
  const context = bench.context as unknown as WorkerContext;
  const until = new Date(Date.now() + 60_000).toISOString();
  return Buffer.from(accepted(await stateAct(context, { actId, askedById, until }, { attempts: 1 })).file, 'base64');
};

/** The archive of an act, as somebody is sent it. */
async function archiveOf(requestId: string, actId: string, takenBy: string) {
  const { anchors, stampAnchors = [] } = bench.context.seal;
  const { database } = bench.db;
  const { fileName, zip } = await exportArchive(
    { database, documents: bench.documents, packages },
    {
      ...{ actor: await actorFacts(database.prisma, takenBy), requestId, actId, at: new Date() },
      authority: `${anchors.join('')}${STAMPS_ONLY}\n${stampAnchors.join('')}`,
      verifier: Buffer.from('<!doctype html>'),
      stateToday,
    },
  );
  const parts: Uint8Array[] = [];
  for await (const part of zip) parts.push(part);
  return { fileName, parts, files: unzipSync(Buffer.concat(parts)) };
}

test('the archive of an act, unpacked anywhere, proves it whole: with its documents, its circuit and its state', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  const { id: actId } = await prisma.act.findFirstOrThrow({ where: { requestId } });
  await archiveAct(bench.context as unknown as WorkerContext, { actId }, { attempts: 1 });
  const { fileName, parts, files } = await archiveOf(requestId, actId, cast.manager);
  expect(fileName).toMatch(/^2\d{3}-.*\.zip$/);
  const content = [
    ...['LISEZ-MOI.txt', 'acte.pdf', 'acte-scelle.pdf', 'evidence.json', 'etat.p7m', 'pieces/piece-01.pdf'],
    ...['ca.pem', 'verifier.html', 'circuit.zip'],
  ].map((name) => `content/${name}`);
  expect(Object.keys(files)).toEqual([...content, 'manifest.xml']);
  // Of no file more than a part is held.
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(200_000);

  await mkdir(path.join(folder, 'content/pieces'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const readMe = strFromU8(files['content/LISEZ-MOI.txt'] ?? new Uint8Array());
  const [command = ''] = /npm run verify -- (?:.*\\\n)*.*/.exec(readMe) ?? [];
  const given = command.replace('npm run verify -- ', '').replaceAll('\\\n', '').replaceAll('DOSSIER', folder);
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/verify.ts', ...given.trim().split(/\s+/)]);
  expect(stdout).toContain('1 supporting document(s) are as they were');
  expect(stdout).toContain('the diagram is the one that the request followed');
  expect(stdout).toMatch(/\nVALID/);
  expect(stdout).not.toContain('later state not known');

  // Its manifest (SEDA) names each file by what it is, and says until when and then what.
  const manifest = strFromU8(files['manifest.xml'] ?? new Uint8Array());
  for (const [name, bytes] of Object.entries(files).filter(([name]) => name !== 'manifest.xml')) {
    const digest = createHash('sha512').update(bytes).digest('hex');
    expect(manifest).toContain(
      `<Uri>${name}</Uri><MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${bytes.length}</Size>`,
    );
  }
  expect(manifest).toContain('<Rule>HARMONIE-80-ANS</Rule>');

  // Whoever took it read the act and its document, of somebody else.
  const readings = await prisma.auditEvent.findMany({
    where: { actorId: cast.manager, verb: { endsWith: '.consult' } },
  });
  expect(readings.map(({ verb }) => verb).toSorted()).toEqual(['act.consult', 'piece.consult']);
});

test('a document that changed on the disk leaves an archive that nobody takes for a whole one', async () => {
  const { database } = bench.db;
  const act = await database.prisma.act.findFirstOrThrow({ where: { sealedSha256: { not: null } } });
  const documents = {
    read: (sha256: string) => bench.documents.read(sha256),
    open: async (sha256: string) => bench.documents.open(sha256 === act.sealedSha256 ? 'e'.repeat(64) : sha256),
  };
  const { zip } = await exportArchive(
    { database, documents, packages },
    {
      ...{
        actor: await actorFacts(database.prisma, cast.agent),
        requestId: act.requestId,
        actId: act.id,
        at: new Date(),
      },
      ...{ authority: null, verifier: null, stateToday: async () => null },
    },
  );
  const parts: Uint8Array[] = [];
  const whole = (async () => {
    for await (const part of zip) parts.push(part);
  })();
  await expect(whole).rejects.toMatchObject({ code: 'document-missing' });
  expect(() => unzipSync(Buffer.concat(parts))).toThrow();
  // The agent took nothing away with it: the time for going to court does not run.
  expect(await database.prisma.auditEvent.count({ where: { actorId: cast.agent, verb: 'act.download' } })).toBe(0);
});

test('the archive of several acts proves each of them; one that is closed to whoever takes it is named and left out', async () => {
  const { database } = bench.db;
  const { anchors, stampAnchors = [] } = bench.context.seal;
  const [act, number] = [await database.prisma.act.findFirstOrThrow({ where: { sealedSha256: { not: null } } }), 'N-1'];
  const asked = { requestId: act.requestId, actId: act.id };
  const { number: own } = await database.prisma.registeredAct.findFirstOrThrow({ where: { actId: act.id } });
  const draft = await database.prisma.act.create({
    data: { requestId: act.requestId, template: 'act', title: 'x', content: {} },
  });
  const { zip } = await exportArchives(
    { database, documents: bench.documents, packages },
    {
      actor: await actorFacts(database.prisma, cast.manager),
      acts: [
        { ...asked, number: own },
        { ...asked, actId: draft.id, number },
      ],
      ...{ agency: 'TJ', at: new Date(), verifier: null, stateToday },
      authority: `${anchors.join('')}${STAMPS_ONLY}\n${stampAnchors.join('')}`,
    },
  );
  const parts: Uint8Array[] = [];
  for await (const part of zip) parts.push(part);
  const files = unzipSync(Buffer.concat(parts));
  const at = path.join(folder, 'several');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(at, name)), { recursive: true });
    await writeFile(path.join(at, name), content);
  }
  const readMe = strFromU8(files['content/LISEZ-MOI.txt'] ?? new Uint8Array());
  expect(readMe).toContain('  N-1 : il n’est pas encore scellé');
  const [command = ''] = /npm run verify -- .*/.exec(readMe) ?? [];
  const given = command.replace('npm run verify -- ', '').replaceAll('DOSSIER', at);
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/verify.ts', ...given.trim().split(/\s+/)]);
  expect(stdout).toContain('1 supporting document(s) are as they were');
  expect(stdout).toMatch(/\nVALID/);
  expect(stdout).not.toContain('later state not known');
  const manifest = strFromU8(files['manifest.xml'] ?? new Uint8Array());
  for (const name of Object.keys(files).filter((name) => name !== 'manifest.xml'))
    expect(manifest).toContain(`<Uri>${name}</Uri>`);
  const nobody = exportArchives(
    { database, documents: bench.documents, packages },
    {
      actor: await actorFacts(database.prisma, cast.manager),
      acts: [],
      ...{ agency: '', at: new Date(), verifier: null, authority: null, stateToday },
    },
  );
  await expect(nobody).rejects.toMatchObject({ code: 'archive-empty' });
});
