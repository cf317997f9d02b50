import { type TouchingFault, touchingFault } from '#domain/act/later-act.ts';
import { type CivilDate, isDay } from '#domain/calendar/civil-date.ts';
import { signedTemplate } from '#domain/circuit/decision-context.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { askedByAgent } from '#domain/permissions/filing.ts';
import type { Tx } from '#prisma/client.ts';
import { actToTouch, lockTouched, touchedRequest } from '#prisma/repositories/acts/later-acts.ts';
import { undoingsOf } from './undoing.ts';

/**
 * A wish to touch an act: the request of the chosen act, its agent, whether the agent asks, the
 * answers and the day.
 */
interface Touching {
  readonly requestId: string | null;
  readonly agentId: string;
  readonly askedByAgent: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly day: CivilDate;
}

type LaterAct = Pick<CircuitManifest, 'laterAct' | 'laterActFrom'>;

/**
 * Returns why an act of a kind may not correct, withdraw or repeal the chosen one, or cannot undo
 * what that one changed; null: it may, or the kind touches no act.
 */
export async function laterActFault(
  tx: Tx,
  { laterAct, laterActFrom }: LaterAct,
  asked: Touching,
): Promise<TouchingFault | null> {
  if (!laterAct) return null;
  const { requestId, askedByAgent, data, day } = asked;
  const touched = await actToTouch(tx, asked);
  const said = laterActFrom ? data[laterActFrom] : undefined;
  const since = isDay(said) ? said : day;
  const fault = touchingFault({ nature: laterAct, ...touched, since, askedByAgent }, day);
  if (fault !== null || requestId === null) return fault;
  const undoings = await undoingsOf(tx, requestId, { nature: laterAct, since });
  return 'fault' in undoings ? undoings.fault : null;
}

/**
 * Returns why the act signed at a step may not touch the one it is about, which may have been
 * touched or become too old since the request; null: it may, or the kind touches no act.
 */
export async function signedTouchFault(
  tx: Tx,
  manifest: CircuitManifest,
  signing: {
    readonly requestId: string;
    readonly elementId: string;
    readonly day: CivilDate;
    /**
     * Locks the touched act until the transaction ends: of two signed at once, the second sees the
     * first.
     */
    readonly held?: boolean;
  },
): Promise<TouchingFault | null> {
  const { requestId, elementId, day, held = false } = signing;
  if (!manifest.laterAct || signedTemplate(manifest, elementId) !== 'act') return null;
  const touched = await touchedRequest(tx, requestId);
  if (held && touched.requestId !== null) await lockTouched(tx, touched.requestId);
  return laterActFault(tx, manifest, { ...touched, askedByAgent: askedByAgent(touched), day });
}

/**
 * Checks that an act may touch the chosen one.
 * @throws {DomainError} why it may not
 */
export async function mustBeTouchable(tx: Tx, manifest: LaterAct, asked: Touching): Promise<void> {
  const fault = await laterActFault(tx, manifest, asked);
  if (fault !== null) throw new DomainError(fault);
}
