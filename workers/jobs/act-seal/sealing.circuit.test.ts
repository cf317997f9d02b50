import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '#domain/errors.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { actsWithoutEdition, newestEdition } from '#prisma/repositories/acts/editions.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { referencedDocuments } from '#prisma/repositories/operations/housekeeping.ts';
import { QUIET } from '#testing/shipped-circuits.ts';
import type { WorkerContext } from '../../context.ts';
import { missingEditions, renewEditions } from '../../loops/watch-editions.ts';
import { archiveAct } from '../../outbox/acts/archive-act.ts';
import { stateAct } from '../../outbox/acts/state-act.ts';
import { RevocationUnknown } from '../../pades/archive/question.ts';
import { SealKeyAway } from '../../pades/keys/key.ts';
import { forsake } from '../../pades/open-seal.ts';
import { stampingAuthority } from '../../pades/stamps/stamping-authority.ts';
import { TimeStampError, type TimeStamper, timeStamper } from '../../pades/stamps/time-stamping.ts';
import { Report } from '../../pades/verification/report.ts';
import { verifyStatus } from '../../pades/verification/status.ts';
import type { Step } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { eventually, openWorkerBench, type WorkerBench } from '../../testing/bench.ts';
import { expectReadByAll } from '../../testing/form-of-file.ts';
import { aCast, type Cast } from '../../testing/people.ts';
import { actors } from '../../testing/play.ts';
import type { definition } from './definition.ts';
import { handler } from './handler.ts';

let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;
/** What the bench's own authority stamps. */
let stamps: TimeStamper;
/** How the workers of the bench are answered. */
let stamp: TimeStamper;
/** What their authorities publish. */
let published: WorkerContext['revocationLists'];

beforeAll(async () => {
  bench = await openWorkerBench();
  cast = await aCast(bench.db.database);
  people = actors(bench, cast);
  stamps = bench.context.timeStamper as TimeStamper;
  stamp = stamps;
  published = bench.context.revocationLists;
  Object.assign(bench.context, {
    timeStamper: (bytes: Uint8Array) => stamp(bytes),
    revocationLists: () => published(),
  });
  await bench.start();
});
afterAll(() => bench?.close());

/** Signs an act whose workers wait for the authority; answers once it was asked. */
async function signedWhileItIsAsked() {
  const answer = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  stamp = async (bytes) => {
    asked.resolve();
    await answer.promise;
    return stamps(bytes);
  };
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  await asked.promise;
  const { id: decisionId } = await bench.db.database.prisma.decision.findFirstOrThrow({
    where: { requestId, kind: 'signature', voidedAt: null },
  });
  const step = { requestId, elementId: 'sceller-arrete', retries: 3, variables: { decisionId } };
  /** Another worker that is given the same step. */
  const another = async (timeStamper: TimeStamper, changes: Partial<WorkerContext> = {}) => {
    const context = { ...bench.context, timeStamper, ...changes } as unknown as WorkerContext;
    const end = await handler.before(context, step as unknown as Step<typeof definition>);
    await end(context);
  };
  return { requestId, answer: () => answer.resolve(), another };
}

const leaseEnds = (requestId: string) =>
  bench.db.asOwner(`update act set seal_claimed_until = now() - interval '1 second' where request_id = $1`, [
    requestId,
  ]);
const failureOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(() => null).catch((fault: unknown) => fault);
  if (!(error instanceof StepFailure)) throw error ?? new Error('it did not fail');
  return { cause: error.failure.cause, retries: error.retries };
};

test('while the authority is asked no row is held; another worker waits, then takes over once the lease has ended', async () => {
  const { prisma } = bench.db.database;
  const { requestId, answer, another } = await signedWhileItIsAsked();
  await bench.db.asOwner('select from act where request_id = $1 for update nowait', [requestId]);
  expect(await failureOf(another(stamps))).toEqual({ cause: 'seal-failed', retries: 3 });
  await leaseEnds(requestId);
  await another(stamps);
  const act = await prisma.act.findFirstOrThrow({ where: { requestId } });
  expect(act).toMatchObject({ sealedSha256: expect.any(String), sealClaim: null });
  stamp = stamps;
  // The first comes back: what it sealed is nobody's.
  answer();
  await people.closed(requestId);
  expect((await prisma.act.findFirstOrThrow({ where: { requestId } })).sealedSha256).toBe(act.sealedSha256);
  expect(await prisma.dossierPiece.count({ where: { requestId } })).toBe(1);
  expect(await prisma.auditEvent.count({ where: { verb: 'act.seal', subject: `act:${act.id}` } })).toBe(1);
});

/** Has work begin that dies once it put its bytes: nobody hears of it again. */
const diesOnceStored = (begin: (dying: Partial<WorkerContext>) => Promise<unknown>): Promise<string> =>
  new Promise((resolve, reject) => {
    const put = async (bytes: Uint8Array) => {
      const stored = await bench.documents.put(bytes);
      resolve(stored.sha256);
      return new Promise<typeof stored>(() => {});
    };
    begin({ documents: { ...bench.documents, put } as WorkerContext['documents'] }).catch(reject);
  });
const unnamed = async (sha256: string) => (await referencedDocuments(bench.db.database.prisma, [sha256])).size === 0;

test('a worker that dies once it stored the bytes leaves some that nothing names; the next one seals the act, once', async () => {
  const { prisma } = bench.db.database;
  const { requestId, answer, another } = await signedWhileItIsAsked();
  await leaseEnds(requestId);
  const left = await diesOnceStored((dying) => another(stamps, dying));
  expect(await failureOf(another(stamps))).toEqual({ cause: 'seal-failed', retries: 3 });
  await leaseEnds(requestId);
  await another(stamps);
  stamp = stamps;
  answer();
  await people.closed(requestId);
  const act = await prisma.act.findFirstOrThrow({ where: { requestId } });
  expect(act.sealedSha256).not.toBe(left);
  expect(await unnamed(left)).toBe(true);
  expect(await prisma.auditEvent.count({ where: { verb: 'act.seal', subject: `act:${act.id}` } })).toBe(1);
});

test('while the authority or the key is away the act waits, no try is lost however long, and it is sealed once it is back', async () => {
  const { prisma } = bench.db.database;
  const { requestId, answer, another } = await signedWhileItIsAsked();
  await leaseEnds(requestId);
  const away = () => Promise.reject(new TimeStampError('the time-stamping authority does not answer'));
  for (let tries = 0; tries < 10; tries++)
    expect(await failureOf(another(away))).toEqual({ cause: 'stamp-missing', retries: 3 });
  const { seal } = bench.context;
  const pulled = { ...seal.key, sign: () => Promise.reject(new SealKeyAway('no token is there')) };
  const without = another(stamps, { seal: { ...seal, key: pulled } });
  expect(await failureOf(without)).toEqual({ cause: 'stamp-missing', retries: 3 });
  expect(await prisma.notification.count({ where: { requestId, actId: { not: null } } })).toBe(0);
  await another(stamps);
  stamp = stamps;
  answer();
  await people.closed(requestId);
  await eventually(() => prisma.notification.findFirst({ where: { requestId, actId: { not: null } } }));
});

describe('the archive of a sealed act', () => {
  let actId: string;
  let requestId: string;
  let act: Uint8Array;
  const context = (changes: Partial<WorkerContext> = {}) =>
    ({ ...bench.context, ...changes }) as unknown as WorkerContext;
  const archive = (changes: Partial<WorkerContext> = {}) => archiveAct(context(changes), { actId }, { attempts: 1 });
  const editions = () => bench.db.database.prisma.actEdition.findMany({ where: { actId }, orderBy: { number: 'asc' } });
  const at = (date: Date) => ({
    now: () => date,
    timeStamper: timeStamper(stampingAuthority(bench.stampingKey, () => date)),
  });

  beforeAll(async () => {
    stamp = stamps;
    requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    const row = await bench.db.database.prisma.act.findFirstOrThrow({ where: { requestId } });
    actId = row.id;
    act = await bench.documents.read(row.sealedSha256 ?? '');
  });

  test('is asked for with the seal, for when those it concerns were told', async () => {
    const asked = await bench.db.database.prisma.outbox.findFirstOrThrow({
      where: { command: 'archive-act', payload: { path: ['actId'], equals: actId } },
    });
    expect(asked.availableAt.getTime() - asked.createdAt.getTime()).toBe(45_000);
  });

  test('waits while an authority is away, or after a death; then there is one edition, which begins with the act, whose hash stays', async () => {
    const away = () => Promise.reject(new TimeStampError('the time-stamping authority does not answer'));
    await expect(archive({ timeStamper: away })).rejects.toThrow('does not answer');
    const unpublished = () => Promise.reject(new RevocationUnknown('ca.crl cannot be read'));
    await expect(archive({ revocationLists: unpublished })).rejects.toThrow('cannot be read');
    const left = await diesOnceStored(archive);
    expect(await unnamed(left)).toBe(true);
    expect(await editions()).toEqual([]);
    expect(await Promise.all([archive(), archive(), archive()])).toEqual(Array(3).fill({ edition: 2 }));
    const [edition, ...others] = await editions();
    expect(others).toEqual([]);
    expect(edition).toMatchObject({ number: 2, level: 'B-LTA' });
    const bytes = await bench.documents.read(edition?.sha256 ?? '');
    expect(Buffer.compare(bytes.subarray(0, act.length), act)).toBe(0);
    const { sealedSha256 } = await bench.db.database.prisma.act.findUniqueOrThrow({ where: { id: actId } });
    expect(await newestEdition(bench.db.database.prisma, sealedSha256 ?? '')).toBe(edition?.sha256);
    expect(sealedSha256).toBe(createHash('sha256').update(act).digest('hex'));
    expect(await bench.db.database.prisma.auditEvent.count({ where: { verb: 'act.archive' } })).toBe(1);
    for (const file of [act, bytes]) expect((await expectReadByAll(file)).at(-1)?.role).toBe('Form');
  });

  test('is made anew before its stamp ends, and not sooner', async () => {
    const [first] = await editions();
    const day = (days: number) => new Date((first?.stampEndsAt.getTime() ?? 0) - days * 86_400_000);
    // Of this act: where the machine is slow, the workers may have archived those of the tests before.
    const orders = () =>
      bench.db.database.prisma.outbox.count({
        where: { command: 'archive-act', payload: { path: ['actId'], equals: actId } },
      });
    const asked = async (days: number) => {
      const before = await orders();
      await renewEditions({ ...context(), now: () => day(days) });
      return (await orders()) - before;
    };
    expect(await archive(at(day(91)))).toEqual({ edition: 2 });
    await bench.db.asOwner(`update outbox set done_at = now() where command = 'archive-act'`);
    expect([await asked(91), await asked(89)]).toEqual([0, 1]);
    // As long as one is about it, no other is asked for.
    await bench.db.database.transaction((tx) =>
      enqueue(tx, { command: 'archive-act', payload: { actId } }, { afterMs: 60_000 }),
    );
    expect(await asked(89)).toBe(0);
    expect(await archive(at(day(89)))).toEqual({ edition: 3 });
    const [second, third] = await Promise.all((await editions()).map(({ sha256 }) => bench.documents.read(sha256)));
    expect(third && second && Buffer.compare(third.subarray(0, second.length), second)).toBe(0);
    // By an authority that was to end as soon itself: not at each look, half-way to its end.
    await bench.db.asOwner(`update outbox set done_at = now() where command = 'archive-act'`);
    expect([await archive(at(day(88))), await asked(88), await asked(44)]).toEqual([{ edition: 3 }, 0, 1]);
  });

  test('its state of the day is sealed by who has the key, written down with the person who asked, and verifies', async () => {
    const { prisma } = bench.db.database;
    const ask = (until: number) =>
      stateAct(context(), { actId, askedById: cast.agent, until: new Date(until).toISOString() }, { attempts: 1 });
    expect(await ask(Date.now() - 1)).toEqual({ refused: 'workers-late' });
    const { number, file } = accepted(await ask(Date.now() + 60_000));
    const bytes = Buffer.from(file, 'base64');
    const report = new Report();
    const { anchors, stampAnchors } = bench.context.seal;
    const found = verifyStatus(report, bytes, { anchors, stampAnchors, now: new Date() });
    expect([report.faults, found?.status]).toMatchObject([
      [],
      { act: { number, sha256: createHash('sha256').update(act).digest('hex') }, state: 'in-force', laterActs: [] },
    ]);
    const events = await prisma.auditEvent.findMany({ where: { verb: 'act.status' } });
    expect(events).toMatchObject([{ chain: cast.agent, actorId: cast.agent, subject: `act:${actId}` }]);
    // Nor by a seal that its authority revoked since.
    const seal = { ...bench.context.seal, key: { ...bench.context.seal.key } };
    forsake(seal.key, 'it was revoked', new Date());
    const asked = { actId, askedById: cast.agent, until: new Date(Date.now() + 60_000).toISOString() };
    await expect(stateAct({ ...context(), seal }, asked, { attempts: 1 })).rejects.toMatchObject({
      failure: { cause: 'seal-invalid', params: { reason: expect.stringContaining('it was revoked') } },
    });
  });

  test('is made once its authorities publish what they revoked, of acts that were sealed before; until then few are tried', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    const { id } = await prisma.act.findFirstOrThrow({ where: { requestId } });
    const own = { command: 'archive-act', payload: { path: ['actId'], equals: id } };
    const lists = published;
    published = async () => [];
    await bench.db.asOwner(`update outbox set done_at = now() where command = 'archive-act' and done_at is null`);
    const hour = 3_600_000;
    const looks = () => missingEditions({ ...context(), now: () => new Date(Date.now() + 2 * hour) });
    const answered = () =>
      eventually(async () => (await prisma.outbox.count({ where: { ...own, doneAt: null } })) === 0);
    const soon = new Date(Date.now() + hour);
    expect(await actsWithoutEdition(prisma, { before: soon, newest: 1 })).toEqual([id]);
    const look = looks();
    expect(await look()).toBeGreaterThan(0);
    expect(await prisma.outbox.count({ where: own })).toBe(2);
    await answered();
    // They came to nothing: no more are asked for, however often one looks.
    expect([await look(), await look()]).toEqual([0, 0]);
    published = lists;
    expect(await look()).toBe(0);
    // Workers that were started again, as an operator does who names the lists.
    const again = looks();
    expect(await again()).toBeGreaterThan(0);
    await eventually(() => prisma.actEdition.findFirst({ where: { actId: id } }));
    await eventually(async () => (await again()) === 0);
    expect(await prisma.outbox.count({ where: own })).toBe(3);
  });

  test('is given up for an act whose file is lost, so that those behind it have theirs', async () => {
    const { actId, stampEndsAt } = await bench.db.database.prisma.actEdition.findFirstOrThrow();
    const documents = { ...bench.context.documents, read: () => Promise.reject(new DomainError('document-missing')) };
    const log = { ...QUIET, error() {} };
    const late = context({ documents, log, now: () => new Date(stampEndsAt.getTime() - 86_400_000) });
    expect(await archiveAct(late, { actId }, { attempts: 1 })).toEqual({ edition: null });
  });

  test('can be neither changed, nor removed, nor cut short', async () => {
    const { prisma } = bench.db.database;
    for (const statement of ['update act_edition set size = 1', 'delete from act_edition'])
      await expect(bench.db.asOwner(statement)).rejects.toThrow('neither changed nor removed');
    await expect(prisma.actEdition.deleteMany()).rejects.toThrow(/permission denied/);
    const [, edition] = await editions();
    const next = { ...edition, actId, sha256: 'a'.repeat(64), size: 10_000_000, level: 'B-LTA' };
    const dates = { madeAt: new Date(), stampEndsAt: new Date() };
    for (const wrong of [{ number: 3 }, { number: 5 }, { number: 4, size: edition?.size ?? 0 }])
      await expect(prisma.actEdition.create({ data: { ...next, ...dates, ...wrong } })).rejects.toThrow();
  });
});
