import { type CivilDate, dateColumn, parisDay } from '../../domain/calendar/civil-date.ts';
import { type PayFact, payFact, payMonth } from '../../domain/pay/pay-piece.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { sealedAct } from '../../prisma/repositories/acts/acts.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { insertPayPiece } from '../../prisma/repositories/pay/pieces.ts';
import { isApplied } from '../../prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { lockRequest } from '../../prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Gives the finance office what the decision changes in pay. The values are the request's own, as filed and signed. */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, headers, variables, retries } = step;
  const { payFacts } = variables;
  const { movement, cutoffDay, facts = [] } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { agentId: true, versionId: true, structureId: true, data: true, stopUntil: true },
    });
    const data = request.data as Record<string, unknown>;
    const today = parisDay(at);
    // What waited to be stopped was agreed before the wait ended: the month it waited for is still open to it.
    const agreedOn = request.stopUntil === null ? today : earlier(today, parisDay(request.stopUntil));
    const effectDate = dayAt(data, headers.effectDate) ?? today;
    const effectUntil = dayAt(data, headers.effectUntil);
    const act = await sealedAct(tx, requestId);
    await mustBeGrounded(tx, { requestId, versionId: request.versionId, signed: act?.template === 'act' }, retries);
    const month = payMonth(effectDate, agreedOn, cutoffDay);
    const pieceId = await insertPayPiece(tx, {
      agentId: request.agentId,
      structureId: request.structureId,
      month,
      movement,
      effectDate: dateColumn(effectDate),
      effectUntil: effectUntil === null ? null : dateColumn(effectUntil),
      facts: factsOf(data, facts, payFacts ?? {}),
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
      elementId,
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

/** How long a piece waits for the effect that its circuit applies beside it. */
const EFFECT_PAUSE_MS = 2_000;

/**
 * Pay follows the effect where the circuit applies one: what a rule refused is not paid. Elsewhere, the sealed act.
 * @throws {StepFailure} pay-ungrounded; tried again once the act is sealed, for circuits that apply and pay side by side
 */
async function mustBeGrounded(
  tx: Tx,
  request: { readonly requestId: string; readonly versionId: string; readonly signed: boolean },
  retries: number,
): Promise<void> {
  if (await isApplied(tx, request.requestId)) return;
  const { effects } = await readManifest(tx, request.versionId);
  if (request.signed && effects.length === 0) return;
  const again = request.signed && retries > 1 ? { afterMs: EFFECT_PAUSE_MS } : { retries: 0 };
  throw new StepFailure({ cause: 'pay-ungrounded', params: {} }, { again });
}

const earlier = (one: CivilDate, other: CivilDate): CivilDate => (one < other ? one : other);

/** The day that a header names among the request's data; null when it names none. */
function dayAt(data: Readonly<Record<string, unknown>>, field: string | undefined): CivilDate | null {
  if (field === undefined) return null;
  const value = data[field];
  if (typeof value !== 'string' || !DAY.test(value))
    throw new StepFailure({ cause: 'answer-wrong', params: { field } });
  return value;
}

/** What is named among the request's data, then what the circuit computed. */
function factsOf(
  data: Readonly<Record<string, unknown>>,
  named: readonly string[],
  computed: Readonly<Record<string, unknown>>,
): PayFact[] {
  const entries = [...named.map((key): [string, unknown] => [key, data[key]]), ...Object.entries(computed)];
  const facts = entries.flatMap(([key, value]) => payFact(key, value) ?? []);
  if (facts.length === 0) throw new StepFailure({ cause: 'nothing-to-pay', params: {} });
  return facts;
}
