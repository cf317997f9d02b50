import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkerContext } from '../context.ts';
import type { Step } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import { eventually, openWorkerBench, type WorkerBench } from '../testing/bench.ts';
import { aCast, type Cast } from '../testing/people.ts';
import { actors } from '../testing/play.ts';
import type { definition } from './definition.ts';
import { handler } from './handler.ts';
import { TimeStampError, type TimeStamper } from './pades/time-stamping.ts';

let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;
/** What the bench's own authority stamps. */
let stamps: TimeStamper;
/** How the workers of the bench are answered. */
let stamp: TimeStamper;

beforeAll(async () => {
  bench = await openWorkerBench();
  cast = await aCast(bench.db.database);
  people = actors(bench, cast);
  stamps = bench.context.timeStamper as TimeStamper;
  stamp = stamps;
  Object.assign(bench.context, { timeStamper: (bytes: Uint8Array) => stamp(bytes) });
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
  const another = async (timeStamper: TimeStamper) => {
    const context = { ...bench.context, timeStamper } as unknown as WorkerContext;
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

test('while the authority is away the act waits, no try is lost however long, and it is sealed once it is back', async () => {
  const { prisma } = bench.db.database;
  const { requestId, answer, another } = await signedWhileItIsAsked();
  await leaseEnds(requestId);
  const away = () => Promise.reject(new TimeStampError('the time-stamping authority does not answer'));
  for (let tries = 0; tries < 10; tries++)
    expect(await failureOf(another(away))).toEqual({ cause: 'stamp-missing', retries: 3 });
  expect(await prisma.notification.count({ where: { requestId, actId: { not: null } } })).toBe(0);
  await another(stamps);
  stamp = stamps;
  answer();
  await people.closed(requestId);
  await eventually(() => prisma.notification.findFirst({ where: { requestId, actId: { not: null } } }));
});
