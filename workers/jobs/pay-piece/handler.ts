import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { effectsOf } from '#domain/circuit/manifest.ts';
import { type AskedPay, payFactsOf, payGround } from '#domain/pay/pay-grounds.ts';
import { type PayFact, payFact, payMonth } from '#domain/pay/pay-piece.ts';
import type { SituationEntry } from '#domain/situation/entry.ts';
import { factsOf as entryFacts } from '#domain/situation/read-asked.ts';
import type { PayMovement } from '#domain/situation/themes/pay-movement.ts';
import { type Theme, untilKey } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { sealedAct } from '#prisma/repositories/acts/acts.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { entriesOfRequest, entryBefore } from '#prisma/repositories/people/situation.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import type { JobHandler } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';
import { writePiece } from './write-piece.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Gives the finance office what the decision changes in pay: what was applied, where the movement follows an effect; else
 * the request's own values, as filed and signed, and what the circuit computed.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, elementId, headers, variables, retries } = step;
  const { agentId, versionId, structureId } = step.filed;
  const { payFacts } = variables;
  const { movement, cutoffDay, facts = [] } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { data, stopUntil } = await lockRequest(tx, requestId);
    const today = parisDay(at);
    // What waited to be stopped was agreed before the wait ended: the month it waited for is still open to it.
    const agreedOn = stopUntil === null ? today : earlier(today, parisDay(stopUntil));
    const act = await sealedAct(tx, requestId);
    const signed = act?.template === 'act';
    const applied = await mustBeGrounded(tx, { requestId, versionId, movement, signed }, retries);
    const asked = { named: facts, computed: payFacts ?? {} };
    const days = { from: dayAt(data, headers.effectDate), until: dayAt(data, headers.effectUntil) };
    const paid = applied === null ? { ...days, facts: factsOf(data, asked) } : paidBy(applied, asked, days);
    const { until: effectUntil } = paid;
    const effectDate = paid.from ?? today;
    const month = payMonth(effectDate, agreedOn, cutoffDay);
    const piece = {
      agentId,
      structureId,
      month,
      movement,
      effectDate,
      effectUntil,
      facts: paid.facts,
      requestId,
      actId: act?.id ?? null,
      actSha256: act?.sealedSha256 ?? null,
      createdAt: at,
    };
    await writePiece(tx, piece, elementId);
  });
};

/** How long a piece waits for the effect that its circuit applies beside it. */
const EFFECT_PAUSE_MS = 2_000;

interface Applied {
  readonly theme: Theme;
  readonly entry: SituationEntry;
  /** What stood before it. */
  readonly before: SituationEntry | null;
}

/**
 * The change that the movement follows, or null for one that follows the act (`payGround`). What a rule refused is not paid:
 * a circuit that applies an effect beside the act pays nothing before it is.
 * @throws {StepFailure} pay-ungrounded; tried again once the act is sealed, for circuits that apply and pay side by side
 */
async function mustBeGrounded(
  tx: Tx,
  request: {
    readonly requestId: string;
    readonly versionId: string;
    readonly movement: PayMovement;
    readonly signed: boolean;
  },
  retries: number,
): Promise<Applied | null> {
  const effects = effectsOf(await readManifest(tx, request.versionId));
  const ground = payGround(request.movement, effects);
  const applied = await entriesOfRequest(tx, request.requestId);
  const followed = effects.filter(({ pay }) => pay !== undefined);
  if (ground !== 'act') {
    const entry = applied.find(({ theme }) => theme === ground?.name);
    if (ground !== null && entry !== undefined)
      return { theme: ground, entry, before: await entryBefore(tx, request.requestId, ground.name) };
  } else if (
    request.signed &&
    (followed.length === 0 || applied.some(({ theme }) => followed.some(({ name }) => name === theme)))
  )
    return null;
  const again = request.signed && retries > 1 ? { afterMs: EFFECT_PAUSE_MS } : { retries: 0 };
  throw new StepFailure({ cause: 'pay-ungrounded', params: {} }, { again });
}

interface Days {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/**
 * What is paid after an effect, and from when until when.
 * @throws {StepFailure} pay-differs
 */
function paidBy({ theme, entry, before }: Applied, asked: AskedPay, days: Days): Days & { facts: PayFact[] } {
  const former = before && entryFacts(before);
  const read = payFactsOf(theme, { applied: entryFacts(entry), former }, asked);
  if ('differs' in read) throw differs(read.differs);
  if (read.facts.length === 0) throw new StepFailure({ cause: 'nothing-to-pay', params: {} });
  const { from, until } = entry;
  // No answer says from when: it stands from the day when it was applied, and is paid as the circuit says.
  const dated = { from: theme.inTime.from !== undefined, until: untilKey(theme.inTime) !== undefined };
  if (dated.from && days.from !== null && days.from !== from) throw differs('effectDate');
  if (dated.until && days.until !== null && days.until !== until) throw differs('effectUntil');
  return { from: dated.from ? from : days.from, until: dated.until ? until : days.until, facts: read.facts };
}

const differs = (field: string): StepFailure => new StepFailure({ cause: 'pay-differs', params: { field } });

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
function factsOf(data: Readonly<Record<string, unknown>>, { named, computed }: AskedPay): PayFact[] {
  const entries = [...named.map((key): [string, unknown] => [key, data[key]]), ...Object.entries(computed)];
  const facts = entries.flatMap(([key, value]) => payFact(key, value) ?? []);
  if (facts.length === 0) throw new StepFailure({ cause: 'nothing-to-pay', params: {} });
  return facts;
}
