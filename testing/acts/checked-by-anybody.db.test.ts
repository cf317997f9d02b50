import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { someEvidence, someEvidenceToSeal } from '#bin/verify/testing/sample-evidence.ts';
import type { ActIdentity } from '#domain/act/registry.ts';
import { evidenceDigest } from '#domain/evidence/evidence.ts';
import { aSealedAct, laterActKinds } from '#prisma/testing/sealed-acts.ts';
import { fileTaker } from '#web/server/routes/verification/given-files.ts';
import { aPortal, ORIGIN, type TestPortal } from '#web/server/testing/portal.ts';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { seal } from '#workers/pades/seal.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';

/** Of the first release of acts: its certificates hold for years. */
const BEGUN = new Date('2026-03-01T00:00:00Z');
const SIGNED = '2026-05-04';
const MEGABYTES = 200;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let portal: TestPortal;
let folder: string;
let authority: DemonstrationAuthority;
let people: Parameters<typeof aSealedAct>[1];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checked-'));
  authority = await ensureDemonstrationAuthority(join(folder, 'authority'), BEGUN);
  const sealAuthorityPath = join(folder, 'ca.pem');
  await writeFile(sealAuthorityPath, authority.caPem);
  portal = await aPortal({ settings: { sealAuthorityPath } });
  await laterActKinds(portal.db);
  const [agentId, signerId] = [await portal.personId('claire.agent'), await portal.personId('sophie.signataire')];
  const { structure } = await portal.db.database.prisma.posting.findFirstOrThrow({
    where: { personId: agentId },
    select: { structure: { select: { id: true, path: true } } },
  });
  people = { agentId, signerId, structure };
});
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

/** An act that this authority sealed, and its evidence. */
async function sealedBy({ key }: DemonstrationAuthority, number: string) {
  const signedAt = new Date(`${SIGNED}T10:00:00Z`);
  const data = await aSampleAct({ number, date: SIGNED });
  const pdf = await aDrawnAct(data);
  const toSeal = someEvidenceToSeal(data, pdf, signedAt);
  const claims = { signedAt, signerName: 'Ministère', reason: 'Sceau', location: 'Paris' };
  const act = await seal({ pdf, key, ...claims, evidenceDigest: evidenceDigest(toSeal) });
  return { act, toSeal };
}

/** An act of the portal: its file and its reference. */
async function anAct() {
  let file = new Uint8Array();
  let identity: ActIdentity = { number: '', reference: '' };
  const { requestId } = await aSealedAct(portal.db, people, SIGNED, undefined, async (reserved) => {
    identity = reserved;
    const { act, toSeal } = await sealedBy(authority, reserved.number);
    file = new Uint8Array(act);
    const { sha256: sealedSha256 } = await portal.dependencies.documents.put(act);
    const { previewSha256 } = toSeal.act;
    return {
      ...{ previewSha256, sealedSha256, sealedSize: act.length },
      evidence: { ...someEvidence(toSeal, act), audit: [] },
    };
  });
  return { file, requestId, ...identity };
}

const ask = (reference: string) => portal.stranger.get(`/api/verifications/${encodeURIComponent(reference)}`);
const drop = (file: Uint8Array) =>
  portal.stranger.post('/api/verifications').set('Content-Type', 'application/pdf').send(Buffer.from(file));

test('whoever holds the reference of an act reads what it shows, and nothing else', async () => {
  const { reference, number, file } = await anAct();
  const { status, body, text } = await ask(reference.toLowerCase());
  expect(status).toBe(200);
  expect(body).toMatchObject({ verdict: 'valid', what: 'act', fault: null, fileSha256: sha256(file) });
  expect(body.act).toMatchObject({
    ...{ number, state: 'in-force', signedOn: SIGNED, laterActs: [] },
    author: { firstName: 'Hélène', lastName: 'Marchand', quality: 'La cheffe du service des ressources humaines' },
    power: { inNameOf: 'le ministre', visas: [expect.stringContaining('portant délégation de signature')] },
  });
  // Neither its agent, nor whoever gave an opinion, nor its documents.
  for (const untold of ['Camille', 'Lefèvre', 'Bensaïd', 'Courrier', 'person-', people.agentId])
    expect(text).not.toContain(untold);
  expect(portal.logged.join('')).not.toContain(reference);
});

test('an act that was withdrawn stays valid, and says so, by which act and when', async () => {
  const { reference, requestId, file } = await anAct();
  await aSealedAct(portal.db, people, '2026-06-01', { nature: 'withdraws', of: requestId });
  const expected = {
    verdict: 'valid',
    act: {
      state: 'withdrawn',
      laterActs: [{ nature: 'withdraws', signedOn: '2026-06-01', since: '2026-06-01', state: 'in-force' }],
    },
  };
  expect((await ask(reference)).body).toMatchObject(expected);
  expect((await drop(file)).body).toMatchObject(expected);
});

test('of an act that was eliminated the file says what its seal says, and its reference nothing', async () => {
  const { file, reference, requestId, number } = await anAct();
  const { id: actId } = await portal.db.database.prisma.act.findFirstOrThrow({ where: { requestId } });
  await portal.db.asOwner('alter table eliminated_act disable trigger user');
  await portal.db.asOwner(
    `with proposal as (insert into elimination (id, proposed_by_id, proposed_at, reason, grid_number, state)
                       values (gen_random_uuid(), $3, now(), 'Durée échue', 1, 'proposed') returning id)
     insert into eliminated_act (elimination_id, act_id, request_id, number, sha256, kind, signed_on, kept_until, years, state,
                                 eliminated_at)
     select id, $1, $2, $4, $5, 'teletravail', $6, $6, 1, 'eliminated', now() from proposal`,
    [actId, requestId, people.signerId, number, sha256(file), SIGNED],
  );
  await portal.db.asOwner('alter table eliminated_act enable trigger user');
  expect((await drop(file)).body).toMatchObject({ verdict: 'valid', what: 'act', fault: null, act: null });
  expect((await ask(reference)).status).toBe(404);
});

test('a reference that nobody knows and what is none are answered alike', async () => {
  const answers = await Promise.all(['7'.repeat(26), 'x', '%00', '0'.repeat(3000), "' or true --"].map(ask));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
});

test('a file is told from what it is not: altered, of another authority, unsealed, unknown, no PDF, too large', async () => {
  const { file } = await anAct();
  const rogue = await ensureDemonstrationAuthority(join(folder, 'rogue'), BEGUN);
  const faultOf = async (given: Uint8Array) => {
    const { status, body } = await drop(given);
    return status === 200 ? [body.verdict, body.fault, body.act] : [status, body.code];
  };
  expect(await faultOf(file)).toEqual(['valid', null, expect.objectContaining({ state: 'in-force' })]);
  expect(await faultOf(file.with(2_000, (file[2_000] ?? 0) ^ 1))).toEqual(['not-valid', 'altered', null]);
  expect(await faultOf((await sealedBy(rogue, '2026-X-A-1')).act)).toEqual(['not-valid', 'other-authority', null]);
  expect(await faultOf((await sealedBy(authority, '2026-X-A-1')).act)).toEqual(['not-valid', 'unknown-act', null]);
  expect(await faultOf(await aDrawnAct())).toEqual(['not-valid', 'no-seal', null]);
  expect(await faultOf(Buffer.from('MZ this is no act'))).toEqual(['not-valid', 'not-pdf', null]);
  expect(await faultOf(new Uint8Array(11 * 1024 * 1024))).toEqual([413, 'piece-too-large']);
  // Nothing of it is read before its seal is known to be good.
  const bomb = Buffer.from(`%PDF-1.7\n${'/ByteRange [0 1 2 3] '.repeat(400_000)}`);
  expect((await faultOf(bomb))[0]).toBe('not-valid');
});

/** Sends zeros as a file of 200 MB, its length told or not; what is answered, and how much had left by then. */
async function twoHundredMegabytes(
  headers: Record<string, number>,
): Promise<[status: number, code: string, sent: number]> {
  const server = createServer(portal.app).listen(0);
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const about = { Origin: ORIGIN, 'Content-Type': 'application/pdf', ...headers };
    const request = httpRequest({ port, path: '/api/verifications', method: 'POST', headers: about });
    const megabyte = Buffer.alloc(1_000_000);
    let sent = 0;
    const zeros = Readable.from(
      (function* () {
        for (; sent < MEGABYTES; sent++) yield megabyte;
      })(),
    );
    const sending = pipeline(zeros, request).catch(() => undefined);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const leftBy = sent;
    const { code } = (await json(answer)) as { code: string };
    request.destroy();
    await sending;
    return [answer.statusCode ?? 0, code, leftBy];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a file of 200 MB is refused in words before it is sent whole, whether its length is told or not', async () => {
  for (const headers of [{ 'Content-Length': MEGABYTES * 1_000_000 }, {}]) {
    const [status, code, sent] = await twoHundredMegabytes(headers);
    expect([status, code]).toEqual([413, 'piece-too-large']);
    expect(sent).toBeLessThan(MEGABYTES / 2);
  }
});

/** Begins to send a file from an address, and never ends it; what is answered in the end. */
function slowSender(port: number, address: string) {
  const headers = {
    ...{ Origin: ORIGIN, 'Content-Type': 'application/pdf', 'X-Forwarded-For': address },
    'Content-Length': 1_000_000,
  };
  const request = httpRequest({ port, path: '/api/verifications', method: 'POST', headers, agent: false });
  request.on('error', () => undefined);
  request.write('%PDF-1.7');
  return (async () => {
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return ((await json(answer)) as { code: string }).code;
  })();
}

test('files that arrive slowly, from whatever number of addresses, keep nobody else’s from being verified', async () => {
  const { file } = await anAct();
  portal.app.set('trust proxy', 1);
  const server = createServer(portal.app).listen(0);
  await once(server, 'listening');
  const taken = () => new Promise((resolve) => server.once('request', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const answers: Promise<string>[] = [];
    for (let index = 0; index < 24; index++) {
      const received = taken();
      answers.push(slowSender(port, `198.51.100.${index >> 1}`));
      await received;
    }
    const { status, body } = await drop(file).set('X-Forwarded-For', '203.0.113.7');
    expect([status, body.verdict]).toEqual([200, 'valid']);
    // The one that came first gave its place up, and is told why.
    expect(await answers[0]).toBe('file-too-slow');
    // A third file of one address is another matter, by whichever address of its network.
    for (let turn = 0; turn < 2; turn++) {
      const received = taken();
      answers.push(slowSender(port, `2001:db8::${turn}`));
      await received;
    }
    const third = await drop(file).set('X-Forwarded-For', '2001:db8::7');
    expect([third.status, third.body.code]).toEqual([429, 'too-many-requests']);
    server.closeAllConnections();
    await Promise.allSettled(answers);
  } finally {
    portal.app.set('trust proxy', false);
    server.closeAllConnections();
    server.close();
  }
});

test('a file that is not here in time is refused in words, and nothing of it is kept meanwhile', async () => {
  const take = fileTaker({ maxSeconds: 0.2 });
  const app = express()
    .post('/api/verifications', (request, response) =>
      take(request, 'somebody', async (file) => file.length).then(
        (length) => response.json({ length }),
        ({ code }: { code: string }) => response.status(422).json({ code }),
      ),
    )
    .listen(0);
  await once(app, 'listening');
  try {
    const { port } = app.address() as AddressInfo;
    // One after the other: the place of each is free again.
    for (let turn = 0; turn < 3; turn++) expect(await slowSender(port, '')).toBe('file-too-slow');
  } finally {
    app.closeAllConnections();
    app.close();
  }
});

test('a file that grows to gigabytes as it is read is not: it bears no seal', async () => {
  let bytes: Uint8Array = Buffer.alloc(100_000_000);
  for (let turn = 0; turn < 2; turn++) bytes = deflateSync(bytes, { level: 1 });
  const stream = (body: Uint8Array, filters: string) => [
    Buffer.from(`<< /Type /ObjStm /N 1 /First 4 /Filter [${filters}] /Length ${body.length} >>\nstream\n`),
    body,
    Buffer.from('\nendstream\n'),
  ];
  const objects = Array.from({ length: 50 }, (_, index) => [
    Buffer.from(`${index + 1} 0 obj\n`),
    ...stream(bytes, '/FlateDecode /FlateDecode'),
    Buffer.from('endobj\n'),
  ]);
  const bomb = Buffer.concat([Buffer.from('%PDF-1.7\n'), ...objects.flat(), Buffer.from('startxref\n9\n%%EOF\n')]);
  const { status, body } = await drop(bomb);
  expect([status, body.verdict, body.fault]).toEqual([200, 'not-valid', 'no-seal']);
});

test('the fingerprint of the authority is told, to compare', async () => {
  const { body } = await portal.stranger.get('/api/verifications/authority');
  expect(body).toEqual({
    certificates: [{ name: expect.any(String), sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) }],
    demonstration: true,
  });
});

test('whoever guesses is slowed down, and so is whoever sends file after file', async () => {
  const guesses = [];
  for (let index = 0; index < 70; index++) guesses.push((await ask(`${index}`.padStart(26, '3'))).status);
  expect(new Set(guesses)).toEqual(new Set([404, 429]));
  const files = [];
  for (let index = 0; index < 41; index++) files.push((await drop(Buffer.from('MZ'))).status);
  expect(files.at(-1)).toBe(429);
});
