import { setTimeout as pause } from 'node:timers/promises';
import type { ActAsked, StateToday } from '#application/archive/take-act.ts';
import { orderStatus, SOON_SECONDS } from '#application/evidence/order-status.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxAnswers } from '#domain/outbox/outbox-command.ts';
import { forgetCommand } from '#prisma/repositories/messages/outbox.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, answerTimeoutMs } from '../live/answers.ts';

type Asking = Pick<Dependencies, 'database' | 'channels' | 'settings'>;

/**
 * What an act is today, as a worker seals it.
 * @throws {DomainError} not-found, act-not-sealed, too-many-requests, workers-late
 */
export async function actState(dependencies: Asking, asked: ActAsked): Promise<OutboxAnswers['state-act']> {
  const until = new Date(Date.now() + answerTimeoutMs(dependencies));
  const commandId = await orderStatus(dependencies, { ...asked, until });
  const made = await answered(dependencies, commandId);
  // It is of use to nobody else, and of this instant alone.
  await forgetCommand(dependencies.database.prisma, commandId);
  return made;
}

/** How often somebody who has another state made looks whether it came, for as long as they would be told to wait. */
const LOOK_MS = 250;

/**
 * The states of the acts of one archive, one after the other; null where one cannot be had. Once the workers are late they are
 * asked for no other: what waits for the archive would wait as long for each.
 */
export function statesToday(dependencies: Asking): StateToday {
  let late = false;
  const one = async (asked: ActAsked, looks: number): Promise<Uint8Array | null> => {
    try {
      return Buffer.from((await actState(dependencies, { ...asked, at: new Date() })).file, 'base64');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      late ||= error.code === 'workers-late';
      const isSoon = error.code === 'too-many-requests' && error.params.seconds === SOON_SECONDS;
      if (!isSoon || looks === 0) return null;
      await pause(LOOK_MS);
      return one(asked, looks - 1);
    }
  };
  return async (asked) => (late ? null : one(asked, (SOON_SECONDS * 1_000) / LOOK_MS));
}
