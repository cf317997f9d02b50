import { DomainError } from '#domain/errors.ts';
import { accepted, type OutboxCommandName, type OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Dependencies } from '../dependencies.ts';
import { done, accepted as kept } from '../http/route.ts';

type Waiting = Pick<Dependencies, 'channels' | 'settings'>;

/** How much longer than a decision it may take: an act is typeset, a circuit gone through, perhaps after those of colleagues. */
const TIMEOUT_FACTOR = 3;
/** When whoever waited that long may ask again: the order stands. */
const RETRY_SECONDS = 1;

/**
 * Waits for the engine as long as people do: 204 once a command is carried out, 202 where it is kept.
 * @throws {DomainError} its refusal
 */
export async function carriedOut<Name extends OutboxCommandName>(
  { channels, settings }: Waiting,
  commandId: OutboxId<Name>,
) {
  const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs);
  if (result === null) return kept;
  accepted(result);
  return done;
}

/** How long somebody waits for what the workers answer. */
export const answerTimeoutMs = ({ settings }: Pick<Waiting, 'settings'>): number =>
  settings.engineTimeoutMs * TIMEOUT_FACTOR;

/**
 * What the workers answer.
 * @throws {DomainError} workers-late; its refusal
 */
export async function answered<Name extends OutboxCommandName>(waiting: Waiting, commandId: OutboxId<Name>) {
  const result = await waiting.channels.waitForOutbox(commandId, answerTimeoutMs(waiting));
  if (result === null) throw new DomainError('workers-late', { seconds: RETRY_SECONDS });
  return accepted(result);
}
