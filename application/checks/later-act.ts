import { touchingFault } from '../../domain/act/later-act.ts';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Tx } from '../../prisma/client.ts';
import { actToTouch } from '../../prisma/repositories/acts/later-acts.ts';

/** What would touch an act: the request whose act was chosen, whose it is, who asks, and the day. */
interface Touching {
  readonly requestId: string | null;
  readonly agentId: string;
  readonly askedByAgent: boolean;
  readonly day: CivilDate;
}

/** Why an act of a kind may not correct, withdraw or repeal the one that was chosen; null: it may, or does nothing of the sort. */
export async function laterActFault(
  tx: Tx,
  { laterAct }: Pick<CircuitManifest, 'laterAct'>,
  asked: Touching,
): Promise<ErrorCode | null> {
  if (!laterAct) return null;
  const { askedByAgent, day } = asked;
  return touchingFault({ nature: laterAct, ...(await actToTouch(tx, asked)), askedByAgent }, day);
}

/** @throws {DomainError} saying why it may not */
export async function mustBeTouchable(
  tx: Tx,
  manifest: Pick<CircuitManifest, 'laterAct'>,
  asked: Touching,
): Promise<void> {
  const fault = await laterActFault(tx, manifest, asked);
  if (fault !== null) throw new DomainError(fault);
}
