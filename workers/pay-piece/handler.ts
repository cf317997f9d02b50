import { type CivilDate, dateColumn, parisDay } from '../../domain/civil-date.ts';
import { DEFAULT_CUTOFF_DAY, PAY_MOVEMENTS, type PayFact, payFact, payMonth } from '../../domain/pay-piece.ts';
import { factKey } from '../../domain/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { sealedAct } from '../../prisma/repositories/acts.ts';
import { insertPayPiece } from '../../prisma/repositories/pay-writing.ts';
import { lockRequest, recordRequestEvent } from '../../prisma/repositories/progress.ts';
import type { Job } from '../../zeebe/client.ts';
import { JobFailure } from '../../zeebe/client.ts';
import { header, identifier, type JobHandler } from '../job.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Hands to the finance office what the decision changes in pay. The values are the request's own, as filed and signed. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const named = header(job, 'movement');
  const movement = PAY_MOVEMENTS.find((known) => known === named);
  if (movement === undefined) throw new JobFailure(`« ${named} » is not a movement of pay`, { retries: 0 });
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, structureId: true, data: true, stopUntil: true },
    });
    const data = request.data as Record<string, unknown>;
    const today = parisDay(at);
    // What waited to be stopped was agreed before the wait ended: the month it waited for is still open to it.
    const agreedOn = request.stopUntil === null ? today : earlier(today, parisDay(request.stopUntil));
    const effectDate = dayAt(job, data, 'effectDate') ?? today;
    const effectUntil = dayAt(job, data, 'effectUntil');
    const act = await sealedAct(tx, requestId);
    const month = payMonth(effectDate, agreedOn, cutoffOf(job));
    const pieceId = await insertPayPiece(tx, {
      agentId: request.agentId,
      structureId: request.structureId,
      month,
      movement,
      effectDate: dateColumn(effectDate),
      effectUntil: effectUntil === null ? null : dateColumn(effectUntil),
      facts: factsOf(job, data),
      requestId,
      actId: act?.id ?? null,
      actSha256: act?.sealedSha256 ?? null,
      createdAt: at,
    });
    if (pieceId === null) return;
    await recordRequestEvent(tx, {
      requestId,
      kind: 'pay-piece',
      factKey: factKey('pay-piece', movement),
      at,
      elementId: job.elementId,
      detail: { month },
    });
    await appendAudit(tx, {
      chain: request.agentId,
      at,
      actorId: null,
      verb: 'pay.piece',
      subject: `pay-piece:${pieceId}`,
      payload: { requestId, movement, month },
    });
  });
};

const earlier = (one: CivilDate, other: CivilDate): CivilDate => (one < other ? one : other);

/** The day that a header names among the request's data; null when it names none. */
function dayAt(job: Job, data: Record<string, unknown>, name: string): CivilDate | null {
  const key = job.headers[name];
  if (!key) return null;
  const value = data[key];
  if (typeof value !== 'string' || !DAY.test(value)) {
    throw new JobFailure(`the request holds no day « ${key} »`, { retries: 0 });
  }
  return value;
}

function cutoffOf(job: Job): number {
  const day = Number(job.headers.cutoffDay || DEFAULT_CUTOFF_DAY);
  if (Number.isInteger(day) && day >= 1 && day <= 31) return day;
  throw new JobFailure(`« ${job.headers.cutoffDay} » is not a day of the month`, { retries: 0 });
}

/** What is named among the request's data, then what the circuit computed. */
function factsOf(job: Job, data: Record<string, unknown>): PayFact[] {
  const named = (job.headers.facts ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  const computed = job.variables.payFacts;
  const entries: [string, unknown][] = [
    ...named.map((key): [string, unknown] => [key, data[key]]),
    ...(typeof computed === 'object' && computed !== null && !Array.isArray(computed) ? Object.entries(computed) : []),
  ];
  const facts = entries.flatMap(([key, value]) => payFact(key, value) ?? []);
  if (facts.length === 0) throw new JobFailure('there is nothing to pay by', { retries: 0 });
  return facts;
}
